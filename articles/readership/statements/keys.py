"""Who was seen and who read what: what the tables know about a batch of visits, and its keys.

The rule of counting is not in here (`articles.readership.judging`): these statements look up and
put down whole batches, and whoever calls them holds the lock that makes him the only one. CROSS
JOIN tells SQLite to begin with what is wanted: left alone it reads the whole table.
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


def seen(cursor: CursorWrapper, pairs: Sequence[Pair]) -> list[tuple]:
    """Return (visitor, story, when he was last counted for it) for those that are known."""
    return _found(
        cursor,
        """
        WITH wanted (visitor, story) AS (VALUES {rows})
        SELECT r.visitor, r.article_id, r.counted_at FROM wanted CROSS JOIN articles_readseen r
        WHERE r.visitor = wanted.visitor AND r.article_id = wanted.story
        """,
        pairs,
    )


def visitors(cursor: CursorWrapper, keys: Sequence[Visitor]) -> list[tuple]:
    """Return those (day, visitor) that are counted already."""
    return _found(
        cursor,
        """
        WITH wanted (day, visitor) AS (VALUES {rows})
        SELECT v.day, v.visitor FROM wanted CROSS JOIN articles_visitorday v
        WHERE v.day = wanted.day AND v.visitor = wanted.visitor
        """,
        keys,
    )


def brought(cursor: CursorWrapper, sources: Sequence[Source]) -> list[tuple]:
    """Return (day, address, story, how many new visitors) for those that brought any."""
    return _found(
        cursor,
        """
        WITH wanted (day, address, story) AS (VALUES {rows})
        SELECT a.day, a.address, a.story, a.visitors FROM wanted CROSS JOIN articles_addressday a
        WHERE a.day = wanted.day AND a.address = wanted.address AND a.story = wanted.story
        """,
        sources,
    )


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


def put_seen(cursor: CursorWrapper, rows: Iterable[tuple]) -> None:
    """Note when visitors were last counted for stories: (visitor, story, day, moment)."""
    _put(
        cursor,
        """
        INSERT INTO articles_readseen (visitor, article_id, day, counted_at) VALUES {rows}
        ON CONFLICT (visitor, article_id)
        DO UPDATE SET counted_at = excluded.counted_at, day = excluded.day
        """,
        rows,
    )


def put_visitors(cursor: CursorWrapper, rows: Iterable[Visitor]) -> None:
    _put(cursor, "INSERT INTO articles_visitorday (day, visitor) VALUES {rows}", rows)


def put_brought(cursor: CursorWrapper, rows: Iterable[tuple]) -> None:
    """Note how many new visitors addresses have brought: (day, address, story, visitors)."""
    _put(
        cursor,
        """
        INSERT INTO articles_addressday (day, address, story, visitors) VALUES {rows}
        ON CONFLICT (day, address, story) DO UPDATE SET visitors = excluded.visitors
        """,
        rows,
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
