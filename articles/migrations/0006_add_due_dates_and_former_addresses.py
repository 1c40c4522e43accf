
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_fill_the_checklist"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=120, verbose_name="slug")),
                ("left_at", models.DateTimeField(verbose_name="left")),
            ],
            options={
                "verbose_name": "former address",
                "verbose_name_plural": "former addresses",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="due_date",
            field=models.DateField(
                blank=True,
                help_text="The day on which the editors expect it.",
                null=True,
                verbose_name="due date",
            ),
        ),
        migrations.AddField(
            model_name="historicalarticle",
            name="due_date",
            field=models.DateField(
                blank=True,
                help_text="The day on which the editors expect it.",
                null=True,
                verbose_name="due date",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("due_date__isnull", False)),
                fields=["due_date", "id"],
                name="article_due",
            ),
        ),
        migrations.AddField(
            model_name="formeraddress",
            name="category",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="former_addresses",
                to="articles.category",
            ),
        ),
        migrations.AddField(
            model_name="formeraddress",
            name="reporter",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="former_addresses",
                to="articles.reporter",
            ),
        ),
        migrations.AddField(
            model_name="formeraddress",
            name="tag",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="former_addresses",
                to="articles.tag",
            ),
        ),
        migrations.AddConstraint(
            model_name="formeraddress",
            constraint=models.UniqueConstraint(
                condition=models.Q(("category__isnull", False)),
                fields=("slug",),
                name="one_former_address_of_a_category",
            ),
        ),
        migrations.AddConstraint(
            model_name="formeraddress",
            constraint=models.UniqueConstraint(
                condition=models.Q(("tag__isnull", False)),
                fields=("slug",),
                name="one_former_address_of_a_tag",
            ),
        ),
        migrations.AddConstraint(
            model_name="formeraddress",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reporter__isnull", False)),
                fields=("slug",),
                name="one_former_address_of_a_reporter",
            ),
        ),
        migrations.AddConstraint(
            model_name="formeraddress",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("category__isnull", False),
                        ("reporter__isnull", True),
                        ("tag__isnull", True),
                    ),
                    models.Q(
                        ("category__isnull", True),
                        ("reporter__isnull", True),
                        ("tag__isnull", False),
                    ),
                    models.Q(
                        ("category__isnull", True),
                        ("reporter__isnull", False),
                        ("tag__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="former_address_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="formeraddress",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug", ""), _negated=True),
                name="former_address_slug_not_empty",
            ),
        ),
    ]
