import django.db.models.deletion
from django.db import migrations, models


def primary_key(*fields: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(
        *fields, blank=True, editable=False, primary_key=True, serialize=False
    )


def story(related_name: str) -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to="articles.article",
    )


def is_positive(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(("reads__gt", 0)), name=name)


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_lock_the_ledger_of_reads")]

    operations = [
        migrations.CreateModel(
            name="ArticleMonth",
            fields=[
                ("pk", primary_key("article_id", "month")),
                ("article", story("read_months")),
                ("month", models.DateField()),
                ("reads", models.PositiveBigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["month", "-reads", "-article"], name="most_read_of_a_month"
                    )
                ],
                "constraints": [is_positive("article_month_is_positive")],
            },
        ),
        migrations.CreateModel(
            name="ArticleYear",
            fields=[
                ("pk", primary_key("article_id", "year")),
                ("article", story("read_years")),
                ("year", models.DateField()),
                ("reads", models.PositiveBigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["year", "-reads", "-article"], name="most_read_of_a_year")
                ],
                "constraints": [is_positive("article_year_is_positive")],
            },
        ),
        migrations.CreateModel(
            name="SectionDay",
            fields=[
                ("pk", primary_key("category_id", "day")),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="articles.category",
                    ),
                ),
                ("day", models.DateField()),
                ("reads", models.PositiveBigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["day", "category", "reads"], name="sections_of_a_day")
                ],
                "constraints": [is_positive("section_day_is_positive")],
            },
        ),
        migrations.CreateModel(
            name="SiteMonth",
            fields=[
                ("month", models.DateField(primary_key=True, serialize=False)),
                ("visitors", models.PositiveBigIntegerField(default=0)),
                ("reads", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("visitors__gt", 0), ("reads__gt", 0), _connector="OR"),
                        name="site_month_is_not_empty",
                    )
                ],
            },
        ),
        migrations.RemoveIndex(model_name="articleday", name="reads_of_a_day"),
        migrations.AddIndex(
            model_name="articleday",
            index=models.Index(fields=["day", "-reads", "-article"], name="most_read_of_a_day"),
        ),
    ]
