"""What was counted, on its day and in every sum that day belongs to: insert, or add to the row.

The text is the same for both databases. Rows come sorted by their key, so that two who add to the
same rows wait for one another instead of for each other.
"""

from collections.abc import Sequence
from itertools import chain

from django.db.backends.utils import CursorWrapper

from articles.readership.statements.days import Day

Counted = Sequence[tuple[int, Day, int]]  # of a story or a section: key, day, reads

_ADD_TO_ARTICLE_DAYS = """
    INSERT INTO articles_articleday AS s (article_id, day, reads) VALUES {rows}
    ON CONFLICT (article_id, day) DO UPDATE SET reads = s.reads + excluded.reads
"""
_ADD_TO_ARTICLE_MONTHS = """
    INSERT INTO articles_articlemonth AS s (article_id, month, reads) VALUES {rows}
    ON CONFLICT (article_id, month) DO UPDATE SET reads = s.reads + excluded.reads
"""
_ADD_TO_ARTICLE_YEARS = """
    INSERT INTO articles_articleyear AS s (article_id, year, reads) VALUES {rows}
    ON CONFLICT (article_id, year) DO UPDATE SET reads = s.reads + excluded.reads
"""
_ADD_TO_SECTION_DAYS = """
    INSERT INTO articles_sectionday AS s (category_id, day, reads) VALUES {rows}
    ON CONFLICT (category_id, day) DO UPDATE SET reads = s.reads + excluded.reads
"""
_ADD_TO_SITE_DAYS = """
    INSERT INTO articles_siteday AS s (day, visitors) VALUES {rows}
    ON CONFLICT (day) DO UPDATE SET visitors = s.visitors + excluded.visitors
"""
_ADD_TO_SITE_MONTHS = """
    INSERT INTO articles_sitemonth AS s (month, visitors, reads) VALUES {rows}
    ON CONFLICT (month) DO UPDATE
    SET visitors = s.visitors + excluded.visitors, reads = s.reads + excluded.reads
"""
_PUT_ARTICLE_DAYS = """
    INSERT INTO articles_articleday (article_id, day, reads) VALUES {rows}
    ON CONFLICT (article_id, day) DO NOTHING
    RETURNING article_id, day
"""
_PUT_SITE_DAYS = """
    INSERT INTO articles_siteday (day, visitors) VALUES {rows}
    ON CONFLICT (day) DO NOTHING
    RETURNING day
"""


def add_to_article_days(cursor: CursorWrapper, rows: Counted) -> None:
    _of_all(cursor, _ADD_TO_ARTICLE_DAYS, rows)


def add_to_article_months(cursor: CursorWrapper, rows: Counted) -> None:
    _of_all(cursor, _ADD_TO_ARTICLE_MONTHS, rows)


def add_to_article_years(cursor: CursorWrapper, rows: Counted) -> None:
    _of_all(cursor, _ADD_TO_ARTICLE_YEARS, rows)


def add_to_section_days(cursor: CursorWrapper, rows: Counted) -> None:
    _of_all(cursor, _ADD_TO_SECTION_DAYS, rows)


def add_to_site_days(cursor: CursorWrapper, rows: Sequence[tuple[Day, int]]) -> None:
    _of_all(cursor, _ADD_TO_SITE_DAYS, rows)


def add_to_site_months(cursor: CursorWrapper, rows: Sequence[tuple[Day, int, int]]) -> None:
    """Add (month, visitors, reads)."""
    _of_all(cursor, _ADD_TO_SITE_MONTHS, rows)


def put_article_days(cursor: CursorWrapper, rows: Counted) -> list[tuple[int, Day]]:
    """Write down the days that have no number yet; return (article, day) of those."""
    _of_all(cursor, _PUT_ARTICLE_DAYS, rows)
    return cursor.fetchall()


def put_site_days(cursor: CursorWrapper, rows: Sequence[tuple[Day, int]]) -> list[tuple[Day]]:
    """Write down the days that have no number yet; return those days."""
    _of_all(cursor, _PUT_SITE_DAYS, rows)
    return cursor.fetchall()


def _of_all(cursor: CursorWrapper, statement: str, rows: Sequence[tuple]) -> None:
    row = f"({', '.join(['%s'] * len(rows[0]))})"
    statement = statement.format(rows=", ".join([row] * len(rows)))
    cursor.execute(statement, list(chain.from_iterable(rows)))
