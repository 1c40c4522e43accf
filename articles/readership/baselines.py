"""Numbers that were not counted here: starting values from an old site, and past days.

They stand apart from what is counted. Nothing here can lower a number or touch the two days that
are still being counted.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from articles.models import Article, ReadBaseline
from articles.readership import sums
from articles.readership.days import day_of

MOST_READS = 10**12  # more than that was never a count


class UnbelievableNumber(ValueError):
    """A number that cannot have been counted."""


class DayStillCounting(ValueError):
    """Today and yesterday are counted, not recorded."""


def set_baseline(article: Article, *, reads: int, source: str, now: datetime) -> bool:
    """Give a story the reads it had at its source; return whether that changed anything.

    A baseline can rise when its source is imported again, never fall. Raises
    `UnbelievableNumber` for less than nothing and for more than a million million.
    """
    _check(reads)
    if not reads:
        return False
    baseline, is_new = ReadBaseline.objects.get_or_create(
        article=article, defaults={"reads": reads, "source": source, "imported_at": now}
    )
    if is_new:
        return True
    lower = ReadBaseline.objects.filter(pk=baseline.pk, reads__lt=reads)
    return bool(lower.update(reads=reads, source=source, imported_at=now))


def record_history(
    rows: Iterable[tuple[int, date, int]],
    visitors: Iterable[tuple[date, int]],
    *,
    now: datetime | None = None,
) -> None:
    """Record reads (story, day, reads) and visitors (day, visitors) of days gone by, in bulk.

    A day that has a number keeps it, so that a second run changes nothing; a number of zero is
    left out. Raises `DayStillCounting` for yesterday and later, before writing anything.
    """
    last = day_of(now or timezone.now()) - timedelta(days=2)
    reads, of_days = {}, {}
    for article, day, number in rows:
        if number:
            reads.setdefault((article, day), _check(number))
    for day, number in visitors:
        if number:
            of_days.setdefault(day, _check(number))
    for day in (*(day for _, day in reads), *of_days):
        if day > last:
            raise DayStillCounting(f"{day} is still being counted and cannot be recorded.")
    with transaction.atomic():
        sums.record(transaction.get_connection(), reads=reads, visitors=of_days)


def _check(number: int) -> int:
    if not 0 <= number <= MOST_READS:
        raise UnbelievableNumber(f"{number} cannot be a number of reads or visitors.")
    return number
