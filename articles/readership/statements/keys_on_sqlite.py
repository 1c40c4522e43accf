"""The keys of visitors and addresses on SQLite: asked for in one statement, put down row by row.

Keys go there as one long string of bytes and numbers as one JSON array, so that a statement has
the same text for any batch and is prepared once; CROSS JOIN tells SQLite to begin with what is
wanted, for left alone it reads the whole table. Putting down rows is quickest one by one. The same
for PostgreSQL is in `keys_on_postgresql`.
"""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from django.db.backends.utils import CursorWrapper

from articles.readership.records import microseconds

_EPOCH = datetime(1970, 1, 1)


def seen(cursor: CursorWrapper, pairs: Sequence[tuple[bytes, int]]) -> list[tuple]:
    """Return (visitor, story, microseconds of his last counted read) for those that are known."""
    cursor.execute(
        """
        SELECT r.visitor, r.article_id, r.counted_at
        FROM json_each(%s) AS wanted CROSS JOIN articles_readseen AS r
        WHERE r.visitor = substr(%s, wanted.key * 16 + 1, 16) AND r.article_id = wanted.value
        """,
        [json.dumps([story for _, story in pairs]), b"".join(visitor for visitor, _ in pairs)],
    )
    return [(visitor, story, _microseconds(at)) for visitor, story, at in cursor.fetchall()]


def visitors(cursor: CursorWrapper, day: date, keys: Sequence[bytes]) -> list[tuple]:
    """Return those visitors that are counted on the day already."""
    cursor.execute(
        """
        SELECT v.visitor FROM json_each(%s) AS wanted CROSS JOIN articles_visitorday AS v
        WHERE v.day = %s AND v.visitor = substr(%s, wanted.key * 16 + 1, 16)
        """,
        [json.dumps([0] * len(keys)), str(day), b"".join(keys)],
    )
    return cursor.fetchall()


def brought(cursor: CursorWrapper, day: date, sources: Sequence[tuple[bytes, int]]) -> list[tuple]:
    """Return (address, story, how many new visitors) for those that brought any on the day."""
    cursor.execute(
        """
        SELECT a.address, a.story, a.visitors
        FROM json_each(%s) AS wanted CROSS JOIN articles_addressday AS a
        WHERE a.day = %s AND a.address = substr(%s, wanted.key * 16 + 1, 16)
        AND a.story = wanted.value
        """,
        [
            json.dumps([story for _, story in sources]),
            str(day),
            b"".join(address for address, _ in sources),
        ],
    )
    return cursor.fetchall()


def put_seen(cursor: CursorWrapper, rows: Sequence[tuple[bytes, int, date, int]]) -> None:
    """Note when visitors were last counted: (visitor, story, day, microseconds)."""
    cursor.executemany(
        """
        INSERT INTO articles_readseen (visitor, article_id, day, counted_at)
        VALUES (%s, %s, %s, %s)
        ON CONFLICT (visitor, article_id)
        DO UPDATE SET counted_at = excluded.counted_at, day = excluded.day
        """,
        [
            (visitor, story, str(day), str(_EPOCH + timedelta(microseconds=at)))
            for visitor, story, day, at in rows
        ],
    )


def put_visitors(cursor: CursorWrapper, day: date, keys: Sequence[bytes]) -> None:
    """Note the new visitors of a day."""
    cursor.executemany(
        "INSERT INTO articles_visitorday (day, visitor) VALUES (%s, %s)",
        [(str(day), key) for key in keys],
    )


def put_brought(cursor: CursorWrapper, day: date, rows: Sequence[tuple[bytes, int, int]]) -> None:
    """Note how many new visitors addresses have brought on a day: (address, story, visitors)."""
    cursor.executemany(
        """
        INSERT INTO articles_addressday (day, address, story, visitors) VALUES (%s, %s, %s, %s)
        ON CONFLICT (day, address, story) DO UPDATE SET visitors = excluded.visitors
        """,
        [(str(day), *row) for row in rows],
    )


def _microseconds(stored: datetime | str) -> int:
    moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return microseconds(moment.replace(tzinfo=UTC))
