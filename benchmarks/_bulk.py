"""Rows into a database as fast as it takes them: COPY on PostgreSQL, executemany on SQLite.

A row is what the table holds, in text and numbers that both databases read alike. While a newsroom
is filled nothing watches it: indexes, triggers and foreign keys are away, and come back at the end.
"""

import io
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection
from django.db.models import Model

_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def moment(at: datetime) -> str:
    """Return a moment in UTC as both databases read it."""
    return at.strftime("%Y-%m-%d %H:%M:%S")


class Table:
    """Rows of one model that wait to be written; what is not said about one is its default."""

    def __init__(self, model: type[Model]):
        fields = model._meta.concrete_fields
        self.name = model._meta.db_table
        self.columns = [field.column for field in fields if not field.generated]
        self._defaults = {field.column: _default(field) for field in fields}
        self.has_number = "id" in self.columns
        self.number = 0
        self._rows: list[list] = []

    def add(self, **values) -> int:
        """Keep a row to be written; return its number where its table has numbers."""
        if self.has_number:
            self.number = values.setdefault("id", self.number + 1)
        row = self._defaults | values
        self._rows.append([row[column] for column in self.columns])
        return self.number

    def write(self) -> int:
        """Write what waits, and return how many rows that was."""
        rows, self._rows = self._rows, []
        insert(self.name, self.columns, rows)
        return len(rows)


def insert(table: str, columns: list[str], rows: Iterable) -> None:
    """Write rows into a table, all columns in the order named."""
    named = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = io.StringIO("".join(_line(row) for row in rows))
            cursor.copy_expert(f'COPY "{table}" ({named}) FROM STDIN', text)
        else:
            marks = ", ".join("?" * len(columns))
            statement = f'INSERT INTO "{table}" ({named}) VALUES ({marks})'
            cursor.connection.executemany(statement, rows)


def _line(row: Iterable) -> str:
    return "\t".join(map(_copied, row)) + "\n"


def _copied(value: str | int | None) -> str:
    if value is None:
        return "\\N"
    return value.translate(_ESCAPED) if type(value) is str else str(value)


def _default(field) -> str | int | None:
    value = field.get_default()
    if isinstance(value, (list, dict)):
        return json.dumps(value)
    if isinstance(value, datetime):
        return moment(value)
    return int(value) if isinstance(value, bool) else value


@contextmanager
def unwatched() -> Iterator[None]:
    """Take indexes, triggers and foreign keys away, and bring them back when the block is done."""
    with connection.cursor() as cursor:
        way = _postgresql if connection.vendor == "postgresql" else _sqlite
        with way(cursor):
            yield


@contextmanager
def _postgresql(cursor) -> Iterator[None]:
    """Only a superuser may stop the triggers that watch foreign keys."""
    cursor.execute("SET session_replication_role = replica")
    cursor.execute("SET synchronous_commit = off")
    cursor.execute("SET maintenance_work_mem = '1GB'")
    cursor.execute("SET statement_timeout = 0")
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND"
        " tablename LIKE 'articles_%%' AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    )
    indexes = cursor.fetchall()
    for name, _made in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _name, made in indexes:
        cursor.execute(made)
    cursor.execute(
        "SELECT table_name FROM information_schema.columns WHERE column_name = 'id'"
        " AND is_identity = 'YES' AND table_name LIKE 'articles_%%'"
    )
    for (table,) in cursor.fetchall():
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"
            f' (SELECT COALESCE(MAX(id), 1) FROM "{table}"))'
        )
    cursor.execute("RESET session_replication_role")
    cursor.execute("VACUUM ANALYZE")  # as its own housekeeping does in time


@contextmanager
def _sqlite(cursor) -> Iterator[None]:
    """Statements of the schema are stored as they were written; those of constraints are not."""
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.execute("PRAGMA synchronous = OFF")
    cursor.execute("PRAGMA cache_size = -500000")
    cursor.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE tbl_name LIKE 'articles_%%'"
        " AND type IN ('index', 'trigger') AND sql IS NOT NULL"
    )
    parts = cursor.fetchall()
    for kind, name, _made in parts:
        cursor.execute(f'DROP {kind} "{name}"')
    yield
    for _kind, _name, made in parts:
        cursor.connection.execute(made)
    words = "articles_searchtext_words"
    cursor.execute(f"INSERT INTO {words}({words}) VALUES ('rebuild')")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
