"""Gives the lists of a section, and of one's own stories by time, an index in their order."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0035_keep_one_key_for_what_a_visitor_was_shown"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("trashed_at__isnull", True)),
                fields=["category", "status", "-saved_at", "-id"],
                name="article_section_saved",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("trashed_at__isnull", True), ("published_at__isnull", False)),
                fields=["created_by", "-published_at", "-id", "status"],
                name="article_own_time",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(
                    ("trashed_at__isnull", True),
                    ("published_at__isnull", False),
                    ("trashed_at__isnull", True),
                    ("assigned_to__isnull", False),
                ),
                fields=["assigned_to", "-published_at", "-id"],
                name="article_task_time",
            ),
        ),
    ]
