"""Numbers that were not counted here: starting values from an old site, and past days.

They stand apart from what is counted. Nothing here can lower a number or touch the two days that
are still being counted.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from articles.models import Article, ArticleDay, ReadBaseline, SiteDay
from articles.readership.days import day_of

MOST_READS = 10**12  # more than that was never a count
_ROWS_IN_ONE_STATEMENT = 1000


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
    read_days = [ArticleDay(article_id=a, day=d, reads=_check(n)) for a, d, n in rows if n]
    site_days = [SiteDay(day=d, visitors=_check(n)) for d, n in visitors if n]
    for row in (*read_days, *site_days):
        if row.day > last:
            raise DayStillCounting(f"{row.day} is still being counted and cannot be recorded.")
    for model, found in ((ArticleDay, read_days), (SiteDay, site_days)):
        model.objects.bulk_create(found, batch_size=_ROWS_IN_ONE_STATEMENT, ignore_conflicts=True)


def _check(number: int) -> int:
    if not 0 <= number <= MOST_READS:
        raise UnbelievableNumber(f"{number} cannot be a number of reads or visitors.")
    return number
