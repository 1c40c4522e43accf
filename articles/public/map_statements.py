"""The statements that tell which parts the map of the site has, and what stands in each.

They are written out because the expression of an index is only found again in the words of the
index, with its numbers in place. Each part is one step into that index, however many stories there
are. A story is updated only after it appeared, so one whose last change is past is public.
"""

from datetime import UTC, datetime

from django.db import connection

_PARTS = """
    WITH RECURSIVE part(number) AS (
        SELECT 0 WHERE EXISTS (SELECT 1 FROM articles_article)
        UNION ALL
        SELECT number + 1 FROM part
        WHERE number < (SELECT (MAX(id) - 1) / {size} FROM articles_article)
    )
    SELECT part.number + 1, (
        SELECT COALESCE(a.updated_at, a.published_at) FROM articles_article a
        WHERE (a.id - 1) / {size} = part.number AND a.status = 'published'
            AND COALESCE(a.updated_at, a.published_at) <= %s
        ORDER BY COALESCE(a.updated_at, a.published_at) DESC LIMIT 1
    ) AS changed_at
    FROM part ORDER BY 1
"""
# Without the last condition, which all stories meet, SQLite would go through all published ones.
_STORIES = """
    SELECT a.id, a.slug, COALESCE(a.updated_at, a.published_at)
    FROM articles_article a
    WHERE (a.id - 1) / {size} = %s AND a.status = 'published' AND a.published_at <= %s
        AND COALESCE(a.updated_at, a.published_at) <= %s
    ORDER BY a.id
"""
_THE_END = datetime(9999, 12, 30, tzinfo=UTC)


def parts_of_the_map(size: int, *, now: datetime) -> list[tuple[int, datetime]]:
    """Return the parts that hold a public story, and when something in each last changed."""
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(_PARTS.format(size=int(size)), [moment])
        return [(part, _moment(found)) for part, found in cursor.fetchall() if found]


def stories_of_a_part(part: int, size: int, *, now: datetime) -> list[tuple[int, str, datetime]]:
    """Return number, slug and last change of the public stories of a part, in their order."""
    moments = [connection.ops.adapt_datetimefield_value(at) for at in (now, _THE_END)]
    with connection.cursor() as cursor:
        cursor.execute(_STORIES.format(size=int(size)), [part - 1, *moments])
        return [(pk, slug, _moment(found)) for pk, slug, found in cursor.fetchall()]


def _moment(found: datetime | str) -> datetime:
    """Return a moment that was computed; SQLite has it as a text, in UTC."""
    return datetime.fromisoformat(found).replace(tzinfo=UTC) if isinstance(found, str) else found
