"""The keys of visitors and addresses on PostgreSQL: a whole batch in a statement that never grows.

Keys go there as one long string of bytes and numbers as one array, and are taken apart there: a
statement with a thousand rows written out takes longer to be read than to be carried out. LIMIT 1
keeps PostgreSQL with the index: these tables grow from nothing every day, and as long as it
believes them small it would rather read them whole. The same for SQLite is in `keys_on_sqlite`.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.backends.utils import CursorWrapper


def seen(cursor: CursorWrapper, day: date, pairs: Sequence[tuple[bytes, int]]) -> list[tuple]:
    """Return (visitor, story, microseconds of his last counted read) for those that are known."""
    cursor.execute(
        """
        SELECT r.visitor, r.story, round(extract(epoch FROM r.counted_at) * 1000000)::bigint
        FROM unnest(%s::bigint[]) WITH ORDINALITY AS wanted (story, i), LATERAL (
            SELECT * FROM articles_readseen
            WHERE day = %s AND visitor = substr(%s, (wanted.i::int - 1) * 16 + 1, 16)
            AND story = wanted.story LIMIT 1
        ) AS r
        """,
        [_array(story for _, story in pairs), day, b"".join(visitor for visitor, _ in pairs)],
    )
    return cursor.fetchall()


def visitors(cursor: CursorWrapper, day: date, keys: Sequence[bytes]) -> list[tuple]:
    """Return those visitors that were shown anything on the day already."""
    cursor.execute(
        """
        SELECT r.visitor FROM generate_series(0, %s) AS i, LATERAL (
            SELECT visitor FROM articles_readseen
            WHERE day = %s AND visitor = substr(%s, i * 16 + 1, 16) LIMIT 1
        ) AS r
        """,
        [len(keys) - 1, day, b"".join(keys)],
    )
    return cursor.fetchall()


def brought(cursor: CursorWrapper, day: date, sources: Sequence[tuple[bytes, int]]) -> list[tuple]:
    """Return (address, story, how many new visitors) for those that brought any on the day."""
    cursor.execute(
        """
        SELECT a.address, a.story, a.visitors
        FROM unnest(%s::bigint[]) WITH ORDINALITY AS wanted (story, i), LATERAL (
            SELECT * FROM articles_addressday
            WHERE day = %s AND address = substr(%s, (wanted.i::int - 1) * 16 + 1, 16)
            AND story = wanted.story LIMIT 1
        ) AS a
        """,
        [_array(story for _, story in sources), day, b"".join(address for address, _ in sources)],
    )
    return cursor.fetchall()


def put_seen(cursor: CursorWrapper, day: date, rows: Sequence[tuple[bytes, int, int]]) -> None:
    """Note when visitors of a day were last counted: (visitor, story, microseconds)."""
    visitors, stories, moments = zip(*rows, strict=True)
    cursor.execute(
        """
        INSERT INTO articles_readseen (day, visitor, story, counted_at)
        SELECT %s, substr(%s, (i::int - 1) * 16 + 1, 16), story,
               timestamptz 'epoch' + at * interval '1 microsecond'
        FROM unnest(%s::bigint[], %s::bigint[]) WITH ORDINALITY AS t (story, at, i)
        ON CONFLICT (day, visitor, story) DO UPDATE SET counted_at = excluded.counted_at
        """,
        [day, b"".join(visitors), _array(stories), _array(moments)],
    )


def put_brought(cursor: CursorWrapper, day: date, rows: Sequence[tuple[bytes, int, int]]) -> None:
    """Note how many new visitors addresses have brought on a day: (address, story, visitors)."""
    addresses, stories, numbers = zip(*rows, strict=True)
    cursor.execute(
        """
        INSERT INTO articles_addressday (day, address, story, visitors)
        SELECT %s, substr(%s, (i::int - 1) * 16 + 1, 16), story, visitors
        FROM unnest(%s::bigint[], %s::int[]) WITH ORDINALITY AS t (story, visitors, i)
        ON CONFLICT (day, address, story) DO UPDATE SET visitors = excluded.visitors
        """,
        [day, b"".join(addresses), _array(stories), _array(numbers)],
    )


def _array(numbers: Iterable[int]) -> str:
    return f"{{{','.join(map(str, numbers))}}}"
