"""Statements that every page not kept yet asks: PostgreSQL plans them once a connection.

To plan one takes it six times as long as to answer it. They are prepared on the connection when
they are asked for first. Where what was prepared is gone or belongs to somebody else (a pool
between us and the database may do that), the statement is asked as it is written.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from weakref import WeakKeyDictionary

from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper

_LOST = {"26000", "42P05", "0A000"}  # not there, there already, planned for other columns

# What is prepared on each connection of psycopg2: statement → how it is called.
_calls: WeakKeyDictionary[object, dict[str, str]] = WeakKeyDictionary()


def rows_of(statement: str, values: Mapping[str, object]) -> list[tuple]:
    """Return what a statement finds; its values are numbers and moments, by name."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _ask_planned(cursor, statement, values)
        else:
            cursor.execute(statement, values)
        return cursor.fetchall()


def _ask_planned(cursor: CursorWrapper, statement: str, values: Mapping[str, object]) -> None:
    calls = _calls.setdefault(connection.connection, {})
    try:
        if statement not in calls:
            calls[statement] = _prepared(cursor, statement, values)
        cursor.execute(calls[statement], values)
    except DatabaseError as error:
        if getattr(error.__cause__, "pgcode", "") not in _LOST or connection.in_atomic_block:
            raise
        calls.pop(statement, None)
        cursor.execute(statement, values)


def _prepared(cursor: CursorWrapper, statement: str, values: Mapping[str, object]) -> str:
    """Prepare a statement, and return how it is called."""
    name = f"planned_{sha256(statement.encode()).hexdigest()[:16]}"
    types = ["timestamptz" if isinstance(v, datetime) else "bigint" for v in values.values()]
    text = statement % {key: f"${number}" for number, key in enumerate(values, start=1)}
    cursor.execute(f"PREPARE {name} ({', '.join(types)}) AS {text}")
    return f"EXECUTE {name} ({', '.join(f'%({key})s' for key in values)})"
