"""Finds unfinished stories by the day on which they are expected, past those that are out."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0036_order_the_lists_of_the_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="article",
            name="article_due",
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("due_date__isnull", False)),
                fields=["status", "due_date", "id"],
                name="article_expected",
            ),
        ),
    ]
