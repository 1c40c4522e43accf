"""The one place where numbers grow: each count with every sum it belongs to, or not at all.

A page that shows a month, a year or a section never adds up days; the sums are made here, in the
transaction of the count itself.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from articles.models import Article
from articles.models.section_day import NO_SECTION
from articles.readership.statements import sums as statements

_ROWS_IN_ONE_STATEMENT = 1000

Reads = Mapping[tuple[int, date], int]
Visitors = Mapping[date, int]


def grow(connection: BaseDatabaseWrapper, *, reads: Reads, visitors: Visitors) -> None:
    """Add reads (story, day → how many) and visitors (day → how many) to days and sums.

    Call it inside a transaction of that connection. The stories exist, the numbers are above
    zero. A section is the one its story stands in at this moment.
    """
    with connection.cursor() as cursor:
        for rows in _batches(_stored(connection, reads)):
            statements.add_to_article_days(cursor, rows)
        for rows in _batches(_stored(connection, visitors)):
            statements.add_to_site_days(cursor, rows)
        _add_up(connection, cursor, reads, visitors)


def record(connection: BaseDatabaseWrapper, *, reads: Reads, visitors: Visitors) -> None:
    """Do as `grow`, but leave every day as it is that has a number already."""
    new_reads, new_visitors = [], []
    with connection.cursor() as cursor:
        for rows in _batches(_stored(connection, reads)):
            new_reads += statements.put_article_days(cursor, rows)
        for rows in _batches(_stored(connection, visitors)):
            new_visitors += statements.put_site_days(cursor, rows)
        recorded = {(article, _day(day)) for article, day in new_reads}
        days = {_day(day) for (day,) in new_visitors}
        _add_up(
            connection,
            cursor,
            {key: number for key, number in reads.items() if key in recorded},
            {day: number for day, number in visitors.items() if day in days},
        )


def _add_up(
    connection: BaseDatabaseWrapper, cursor: CursorWrapper, reads: Reads, visitors: Visitors
) -> None:
    sections = _sections(connection, {article for article, _ in reads})
    months, years, of_sections = Counter(), Counter(), Counter()
    site_reads, site_visitors = Counter(), Counter()
    for (article, day), number in reads.items():
        months[article, day.replace(day=1)] += number
        years[article, day.replace(month=1, day=1)] += number
        of_sections[sections.get(article) or NO_SECTION, day] += number
        site_reads[day.replace(day=1)] += number
    for day, number in visitors.items():
        site_visitors[day.replace(day=1)] += number
    site = {day: (site_visitors[day], site_reads[day]) for day in site_reads | site_visitors}
    for add, numbers in (
        (statements.add_to_article_months, months),
        (statements.add_to_article_years, years),
        (statements.add_to_section_days, of_sections),
        (statements.add_to_site_months, site),
    ):
        for rows in _batches(_stored(connection, numbers)):
            add(cursor, rows)


def _sections(connection: BaseDatabaseWrapper, articles: set[int]) -> dict[int, int | None]:
    stories = Article.objects.using(connection.alias).order_by()
    found = {}
    for ids in _batches(sorted(articles)):
        found |= dict(stories.filter(pk__in=ids).values_list("pk", "category_id"))
    return found


def _stored(connection: BaseDatabaseWrapper, numbers: Mapping) -> list[tuple]:
    """Return the rows of a table, sorted by their key, with days as the database writes them."""
    rows = []
    for key, number in sorted(numbers.items()):
        *owner, day = key if isinstance(key, tuple) else (key,)
        columns = number if isinstance(number, tuple) else (number,)
        rows.append((*owner, connection.ops.adapt_datefield_value(day), *columns))
    return rows


def _day(stored: date | str) -> date:
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


def _batches(rows: list) -> Iterable[list]:
    for start in range(0, len(rows), _ROWS_IN_ONE_STATEMENT):
        yield rows[start : start + _ROWS_IN_ONE_STATEMENT]
