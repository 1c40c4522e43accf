"""The keys of visitors and addresses on SQLite: a whole batch in a statement that never grows.

Keys and moments go there as one long string of bytes each and stories as a JSON array, so that a
statement has the same text for any batch, is prepared once, and runs to its end by itself: row by
row it would ask for the interpreter's lock after each, while pages wait for it. CROSS JOIN tells
SQLite to begin with what is wanted, for left alone it reads the whole table. The same for
PostgreSQL is in `keys_on_postgresql`.
"""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache

from django.db.backends.utils import CursorWrapper

from articles.readership.records import microseconds

_SECOND = 1_000_000


def seen(cursor: CursorWrapper, day: date, pairs: Sequence[tuple[bytes, int]]) -> list[tuple]:
    """Return (visitor, story, microseconds of his last counted read) for those that are known."""
    cursor.execute(
        """
        SELECT r.visitor, r.story, r.counted_at
        FROM json_each(%s) AS wanted CROSS JOIN articles_readseen AS r
        WHERE r.day = %s AND r.visitor = substr(%s, wanted.key * 16 + 1, 16)
        AND r.story = wanted.value
        """,
        [_array([story for _, story in pairs]), str(day), b"".join([key for key, _ in pairs])],
    )
    return [(visitor, story, _microseconds(at)) for visitor, story, at in cursor.fetchall()]


def visitors(cursor: CursorWrapper, day: date, keys: Sequence[bytes]) -> list[tuple]:
    """Return those visitors that were shown anything on the day already."""
    cursor.execute(
        """
        SELECT substr(%s, wanted.key * 16 + 1, 16) AS visitor FROM json_each(%s) AS wanted
        WHERE EXISTS (SELECT 1 FROM articles_readseen AS r WHERE r.day = %s
                      AND r.visitor = substr(%s, wanted.key * 16 + 1, 16))
        """,
        [joined := b"".join(keys), _array([0] * len(keys)), str(day), joined],
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
        [_array([story for _, story in sources]), str(day), b"".join([key for key, _ in sources])],
    )
    return cursor.fetchall()


def put_seen(cursor: CursorWrapper, day: date, rows: Sequence[tuple[bytes, int, int]]) -> None:
    """Note when visitors of a day were last counted: (visitor, story, microseconds)."""
    keys, stories, moments = zip(*rows, strict=True)
    cursor.execute(
        """
        INSERT INTO articles_readseen (day, visitor, story, counted_at)
        SELECT %s, substr(%s, key * 16 + 1, 16), value,
               CAST(substr(%s, key * 26 + 1, 26) AS TEXT)
        FROM json_each(%s) WHERE true
        ON CONFLICT (day, visitor, story) DO UPDATE SET counted_at = excluded.counted_at
        """,
        [str(day), b"".join(keys), "".join(map(_moment, moments)).encode(), _array(stories)],
    )


def put_brought(cursor: CursorWrapper, day: date, rows: Sequence[tuple[bytes, int, int]]) -> None:
    """Note how many new visitors addresses have brought on a day: (address, story, visitors)."""
    keys, stories, numbers = zip(*rows, strict=True)
    written = "".join([f"{number:010}" for number in numbers]).encode()
    cursor.execute(
        """
        INSERT INTO articles_addressday (day, address, story, visitors)
        SELECT %s, substr(%s, key * 16 + 1, 16), value,
               CAST(CAST(substr(%s, key * 10 + 1, 10) AS TEXT) AS INTEGER)
        FROM json_each(%s) WHERE true
        ON CONFLICT (day, address, story) DO UPDATE SET visitors = excluded.visitors
        """,
        [str(day), b"".join(keys), written, _array(stories)],
    )


def _array(numbers: Sequence[int]) -> str:
    return json.dumps(numbers, separators=(",", ":"))


def _moment(at: int) -> str:
    """Return a moment as Django writes it, always 26 characters long."""
    second, fraction = divmod(at, _SECOND)
    return f"{_second(second)}.{fraction:06}"


@lru_cache(64)  # a batch is of a second or two
def _second(since_1970: int) -> str:
    return str(datetime.fromtimestamp(since_1970, UTC).replace(tzinfo=None))


def _microseconds(stored: datetime | str) -> int:
    moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return microseconds(moment.replace(tzinfo=UTC))
