"""Puts the stories that are published already into the lists of their topics and reporters."""

from django.db import migrations

_FILL = """
    INSERT INTO articles_listing (tag_id, reporter_id, article_id, published_at)
    SELECT t.tag_id, NULL, a.id, a.published_at
    FROM articles_article_tags t JOIN articles_article a ON a.id = t.article_id
    WHERE a.status = 'published'
    UNION ALL
    SELECT DISTINCT CAST(NULL AS bigint), b.reporter_id, a.id, a.published_at
    FROM articles_byline b JOIN articles_article a ON a.id = b.article_id
    WHERE a.status = 'published'
"""


def empty(apps, schema_editor) -> None:
    """Delete the rows; tags and bylines, which they were made of, stay."""
    apps.get_model("articles", "Listing").objects.all().delete()


def fill(apps, schema_editor) -> None:
    """Write every row anew."""
    empty(apps, schema_editor)
    schema_editor.execute(_FILL)


class Migration(migrations.Migration):
    dependencies = [("articles", "0029_keep_lists_in_order")]

    operations = [migrations.RunPython(fill, empty)]
