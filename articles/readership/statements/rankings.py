"""What was read most: the beginnings of lists that an index keeps in order, and sums for a few.

No statement here looks at more of a day, a month or a year than it is asked for.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.backends.utils import CursorWrapper

from articles.readership.statements.days import Day

Moment = datetime | str
List = tuple[str, Day]  # the kind of a stretch and its first day

_HEADS = {
    "day": """
        SELECT * FROM (
            SELECT {number} AS list, article_id, reads FROM articles_articleday
            WHERE day = %s ORDER BY reads DESC, article_id DESC LIMIT %s
        ) AS day_{number}
    """,
    "month": """
        SELECT * FROM (
            SELECT {number} AS list, article_id, reads FROM articles_articlemonth
            WHERE month = %s ORDER BY reads DESC, article_id DESC LIMIT %s
        ) AS month_{number}
    """,
    "year": """
        SELECT * FROM (
            SELECT {number} AS list, article_id, reads FROM articles_articleyear
            WHERE year = %s ORDER BY reads DESC, article_id DESC LIMIT %s
        ) AS year_{number}
    """,
}
_OF_STORIES = {
    "day": """
        SELECT article_id, reads FROM articles_articleday
        WHERE article_id IN ({stories}) AND day IN ({firsts})
    """,
    "month": """
        SELECT article_id, reads FROM articles_articlemonth
        WHERE article_id IN ({stories}) AND month IN ({firsts})
    """,
    "year": """
        SELECT article_id, reads FROM articles_articleyear
        WHERE article_id IN ({stories}) AND year IN ({firsts})
    """,
}
_NEGATIVE = """
    SELECT -1 AS list, article_id, -SUM(reads) FROM articles_articleday
    WHERE day BETWEEN %s AND %s GROUP BY article_id
"""
# From the few to their stories: left to itself, SQLite walks all that is published.
_PUBLIC = """
    SELECT a.id, a.published_at FROM (VALUES {stories}) AS wanted CROSS JOIN articles_article AS a
    WHERE a.id = wanted.column1 AND a.status = 'published' AND a.published_at <= %s
"""
_SUMS = "SELECT article_id, SUM(reads) FROM ({parts}) AS lists GROUP BY article_id"


def heads(
    cursor: CursorWrapper, lists: Sequence[List], limit: int, without: tuple[Day, Day] | None
) -> list[tuple[int, int, int]]:
    """Return (number of the list, story, reads) of the first stories of each list.

    What was counted on the days of `without`, first and last, comes as list -1, below zero.
    """
    parts = [_HEADS[kind].format(number=number) for number, (kind, _) in enumerate(lists)]
    values = [value for _, first in lists for value in (first, limit)]
    if without:
        parts.append(_NEGATIVE)
        values += without
    cursor.execute(" UNION ALL ".join(parts), values)
    return [(number, story, int(reads)) for number, story, reads in cursor.fetchall()]


def reads_of_stories(
    cursor: CursorWrapper, lists: Sequence[List], stories: Sequence[int]
) -> list[tuple[int, int]]:
    """Return (story, reads) in all these lists together."""
    parts, values = [], []
    for kind, text in _OF_STORIES.items():
        if firsts := [first for other, first in lists if other == kind]:
            parts.append(text.format(stories=_places(stories), firsts=_places(firsts)))
            values += [*stories, *firsts]
    cursor.execute(_SUMS.format(parts=" UNION ALL ".join(parts)), values)
    return [(story, int(reads)) for story, reads in cursor.fetchall()]


def public(
    cursor: CursorWrapper, stories: Sequence[int], now: Moment
) -> list[tuple[int, datetime]]:
    """Return those of these stories that readers may see, each with its moment.

    It is what `ArticleQuerySet.published` says, in the words of the database.
    """
    cursor.execute(_PUBLIC.format(stories=", ".join(["(%s)"] * len(stories))), [*stories, now])
    return cursor.fetchall()


def _places(values: Sequence) -> str:
    return ", ".join(["%s"] * len(values))
