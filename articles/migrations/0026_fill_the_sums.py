"""Adds up the days that were counted before there were sums; sections as stories stand in today."""

from django.db import migrations

_FIRST_DAY = {
    "sqlite": {"month": "date(day, 'start of month')", "year": "date(day, 'start of year')"},
    "postgresql": {
        "month": "date_trunc('month', day)::date",
        "year": "date_trunc('year', day)::date",
    },
}
_SUMS = (
    """
    INSERT INTO articles_articlemonth (article_id, month, reads)
    SELECT article_id, {month}, SUM(reads) FROM articles_articleday GROUP BY 1, 2
    """,
    """
    INSERT INTO articles_articleyear (article_id, year, reads)
    SELECT article_id, {year}, SUM(reads) FROM articles_articleday GROUP BY 1, 2
    """,
    """
    INSERT INTO articles_sectionday (category_id, day, reads)
    SELECT COALESCE(a.category_id, 0), d.day, SUM(d.reads)
    FROM articles_articleday d JOIN articles_article a ON a.id = d.article_id
    GROUP BY 1, 2
    """,
    """
    INSERT INTO articles_sitemonth (month, visitors, reads)
    SELECT month, SUM(visitors), SUM(reads) FROM (
        SELECT {month} AS month, visitors, 0 AS reads FROM articles_siteday
        UNION ALL
        SELECT {month} AS month, 0 AS visitors, reads FROM articles_sectionday
    ) AS days
    GROUP BY month
    """,
)
_MODELS = ("ArticleMonth", "ArticleYear", "SectionDay", "SiteMonth")


def fill(apps, schema_editor) -> None:
    """Make every sum anew from the days, which are left as they are."""
    empty(apps, schema_editor)
    first_day = _FIRST_DAY[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        for statement in _SUMS:
            cursor.execute(statement.format(**first_day))


def empty(apps, schema_editor) -> None:
    """Delete the sums; the days they were made of stay."""
    for model in _MODELS:
        apps.get_model("articles", model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_keep_sums_by_month")]

    operations = [migrations.RunPython(fill, empty)]
