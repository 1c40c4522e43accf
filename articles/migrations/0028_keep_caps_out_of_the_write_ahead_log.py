"""PostgreSQL need not keep the caps through a crash: they are worth a day and cost half the writing."""

from django.db import migrations


def unlogged(apps, schema_editor) -> None:
    _alter(schema_editor, "UNLOGGED")


def logged(apps, schema_editor) -> None:
    _alter(schema_editor, "LOGGED")


def _alter(schema_editor, kind: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE articles_addressday SET {kind}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0027_keep_a_journal_of_reads")]

    operations = [migrations.RunPython(unlogged, logged)]
