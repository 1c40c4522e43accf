"""Whether sums are what their parts come to: each question is one statement and sees one moment.

A row is answered where the two differ. The days are walked through as a whole, which takes a while
on a large site; only the audit asks.
"""

from django.db.backends.utils import CursorWrapper

from articles.readership.statements.days import Day

Difference = tuple[int | None, Day, int, int]  # of which story, known by which day, parts, sum

_FIRST_DAY = {
    "sqlite": {
        "month": "date(day, 'start of month')",
        "year": "date(month, 'start of year')",
    },
    "postgresql": {
        "month": "date_trunc('month', day)::date",
        "year": "date_trunc('year', month)::date",
    },
}
_DIFFERENCES = """
    SELECT story, first, SUM(parts), SUM(whole) FROM ({rows}) AS both_sides
    GROUP BY story, first HAVING SUM(parts) <> SUM(whole)
    ORDER BY first, story LIMIT %s
"""
_STORY_MONTHS = """
    SELECT article_id AS story, {month} AS first, reads AS parts, 0 AS whole
    FROM articles_articleday
    UNION ALL SELECT article_id, month, 0, reads FROM articles_articlemonth
"""
_STORY_YEARS = """
    SELECT article_id AS story, {year} AS first, reads AS parts, 0 AS whole
    FROM articles_articlemonth
    UNION ALL SELECT article_id, year, 0, reads FROM articles_articleyear
"""
_SECTION_DAYS = """
    SELECT 0 AS story, day AS first, reads AS parts, 0 AS whole FROM articles_articleday
    UNION ALL SELECT 0, day, 0, reads FROM articles_sectionday
"""
_SITE_READS = """
    SELECT 0 AS story, {month} AS first, reads AS parts, 0 AS whole FROM articles_sectionday
    UNION ALL SELECT 0, month, 0, reads FROM articles_sitemonth
"""
_SITE_VISITORS = """
    SELECT 0 AS story, {month} AS first, visitors AS parts, 0 AS whole FROM articles_siteday
    UNION ALL SELECT 0, month, 0, visitors FROM articles_sitemonth
"""


def story_months(cursor: CursorWrapper, limit: int) -> list[Difference]:
    """Return where the days of a story do not come to its month."""
    return _differences(cursor, _STORY_MONTHS, limit)


def story_years(cursor: CursorWrapper, limit: int) -> list[Difference]:
    """Return where the months of a story do not come to its year."""
    return _differences(cursor, _STORY_YEARS, limit)


def section_days(cursor: CursorWrapper, limit: int) -> list[Difference]:
    """Return on which days the reads of stories and of sections differ."""
    return _differences(cursor, _SECTION_DAYS, limit)


def site_reads(cursor: CursorWrapper, limit: int) -> list[Difference]:
    """Return where the reads of sections do not come to the month of the site."""
    return _differences(cursor, _SITE_READS, limit)


def site_visitors(cursor: CursorWrapper, limit: int) -> list[Difference]:
    """Return where the visitors of days do not come to the month of the site."""
    return _differences(cursor, _SITE_VISITORS, limit)


def _differences(cursor: CursorWrapper, rows: str, limit: int) -> list[Difference]:
    rows = rows.format(**_FIRST_DAY[cursor.db.vendor])
    cursor.execute(_DIFFERENCES.format(rows=rows), [limit])
    return [(story, first, int(parts), int(whole)) for story, first, parts, whole in cursor]
