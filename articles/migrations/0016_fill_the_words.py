"""Writes the words of the stories that are already here, in batches."""

from django.db import migrations

from articles.models.search_text import columns_of, vocabulary_of

_BATCH = 200


def fill(apps, schema_editor) -> None:
    """Write the words of every story that has none; running it again adds what is missing."""
    text_model = apps.get_model("articles", "SearchText")
    word_model = apps.get_model("articles", "SearchWord")
    missing = apps.get_model("articles", "Article").objects.filter(search_text=None)
    while batch := list(missing.order_by("id")[:_BATCH]):
        text_model.objects.bulk_create(text_model(**columns_of(story)) for story in batch)
        words = sorted(set().union(*(vocabulary_of(story) for story in batch)))
        word_model.objects.bulk_create(
            (word_model(word=word, length=len(word), ending=word[-2:]) for word in words),
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_index_the_words")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
