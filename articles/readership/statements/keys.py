"""What is looked up and put down while a journal is applied, in words that both databases know.

The rule of counting is not in here (`articles.readership.judging`). Whoever calls these statements
holds the lock that makes him the only one.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from django.db.backends.utils import CursorWrapper

from articles.readership.statements.days import Day

_ADVISORY_LOCK = 0x42614361  # a number nobody else in this database uses

Pair = tuple[bytes, int]  # visitor, story
Visitor = tuple[Day, bytes]
Source = tuple[Day, bytes, int]  # day, address, story


def be_the_only_one(cursor: CursorWrapper) -> None:
    """Wait on PostgreSQL until nobody else applies a journal; it ends with the transaction."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])


def reported(cursor: CursorWrapper, minutes: Sequence[Source]) -> list[tuple]:
    """Return (day, address, minute, how many reads) for those in which any was reported."""
    return _found(
        cursor,
        """
        SELECT day, address, minute, reads FROM articles_addressminute
        WHERE (day, address, minute) IN (VALUES {rows})
        """,
        minutes,
    )


def put_reported(cursor: CursorWrapper, rows: Iterable[tuple]) -> None:
    """Note how many reads addresses have reported: (day, address, minute, reads)."""
    _put(
        cursor,
        """
        INSERT INTO articles_addressminute (day, address, minute, reads) VALUES {rows}
        ON CONFLICT (day, address, minute) DO UPDATE SET reads = excluded.reads
        """,
        rows,
    )


def _found(cursor: CursorWrapper, statement: str, keys: Sequence[tuple]) -> list[tuple]:
    if not keys:
        return []
    _execute(cursor, statement, keys)
    return cursor.fetchall()


def _put(cursor: CursorWrapper, statement: str, rows: Iterable[tuple]) -> None:
    if rows := sorted(rows):  # by their keys, so that they go into the index side by side
        _execute(cursor, statement, rows)


def _execute(cursor: CursorWrapper, statement: str, rows: Sequence[tuple]) -> None:
    row = f"({', '.join(['%s'] * len(rows[0]))})"
    statement = statement.format(rows=", ".join([row] * len(rows)))
    cursor.execute(statement, list(chain.from_iterable(rows)))
