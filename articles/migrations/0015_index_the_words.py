"""Makes the words of stories quick to search: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

Both part the stored stems at their spaces and nowhere else, and follow the table by themselves, so
that nothing in Python can forget them. On SQLite that is done by triggers, which Django drops
whenever a later migration alters the table: such a migration runs `index_words` again at its end.
"""

from django.db import migrations

_SQLITE = (
    # The texts stay in the table; the full-text table holds only where each stem stands.
    """CREATE VIRTUAL TABLE articles_searchtext_words USING fts5(
        stems, content='articles_searchtext', content_rowid='place',
        tokenize='unicode61 remove_diacritics 0', columnsize=0)""",
    """CREATE TRIGGER articles_searchtext_added AFTER INSERT ON articles_searchtext BEGIN
        INSERT INTO articles_searchtext_words(rowid, stems) VALUES (new.place, new.stems);
    END""",
    """CREATE TRIGGER articles_searchtext_deleted AFTER DELETE ON articles_searchtext BEGIN
        INSERT INTO articles_searchtext_words(articles_searchtext_words, rowid, stems)
        VALUES ('delete', old.place, old.stems);
    END""",
    """CREATE TRIGGER articles_searchtext_changed AFTER UPDATE ON articles_searchtext
    WHEN old.place <> new.place OR old.stems <> new.stems BEGIN
        INSERT INTO articles_searchtext_words(articles_searchtext_words, rowid, stems)
        VALUES ('delete', old.place, old.stems);
        INSERT INTO articles_searchtext_words(rowid, stems) VALUES (new.place, new.stems);
    END""",
    "INSERT INTO articles_searchtext_words(articles_searchtext_words) VALUES ('rebuild')",
)
_SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS articles_searchtext_added",
    "DROP TRIGGER IF EXISTS articles_searchtext_deleted",
    "DROP TRIGGER IF EXISTS articles_searchtext_changed",
    "DROP TABLE IF EXISTS articles_searchtext_words",
)
_POSTGRESQL = (
    """ALTER TABLE articles_searchtext ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, stems)) STORED""",
    # Long texts stand outside the rows, so that many rows are passed over quickly.
    "ALTER TABLE articles_searchtext SET (toast_tuple_target = 1024)",
    """CREATE INDEX articles_searchtext_vector ON articles_searchtext
        USING gin (vector) WITH (fastupdate = off)""",
)
_POSTGRESQL_BACK = (
    "DROP INDEX IF EXISTS articles_searchtext_vector",
    "ALTER TABLE articles_searchtext RESET (toast_tuple_target)",
    "ALTER TABLE articles_searchtext DROP COLUMN IF EXISTS vector",
)


def index_words(apps, schema_editor) -> None:
    """Make the index again, from nothing or from one whose triggers are gone."""
    remove_index(apps, schema_editor)
    _run(schema_editor, _SQLITE, _POSTGRESQL)


def remove_index(apps, schema_editor) -> None:
    _run(schema_editor, _SQLITE_BACK, _POSTGRESQL_BACK)


def _run(schema_editor, sqlite: tuple, postgresql: tuple) -> None:
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_add_search_tables")]

    operations = [migrations.RunPython(index_words, remove_index)]
