"""How often one story was read, month by month and day by day, and what happened to it when.

However long it has been read, a page of it shows one stretch of days and the newest months; the
rest is one sum.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleMonth
from articles.readership.days import day_of
from articles.reports.periods import Period, month_of

DAYS = 92  # shown at once; of an older story each month has a page of its own
MONTHS = 120
MOST = 200  # updates and corrections that are marked

PUBLISHED, UPDATED, CORRECTED = "published", "updated", "corrected"
WITHDRAWN, REINSTATED = "withdrawn", "reinstated"
MARKS: dict[str, Promise] = {
    PUBLISHED: _("Published"),
    UPDATED: _("Updated"),
    CORRECTED: _("Corrected"),
    WITHDRAWN: _("Withdrawn"),
    REINSTATED: _("Reinstated"),
}
_MARKED = Q(verb="update", reason__in=("update", "correction")) | Q(
    verb__in=("withdraw", "reinstate")
)
_FACTS = ("at", "verb", "reason")


@dataclass(frozen=True)
class Mark:
    """Something readers could notice."""

    at: datetime
    kind: str

    @property
    def name(self) -> Promise:
        return MARKS[self.kind]


@dataclass
class Day:
    """One day or month (known by its first day) of a story."""

    day: date
    reads: int = 0
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class StoryReads:
    """How a counted number came about. What else it is made of stands in the ledger."""

    period: Period  # the days shown
    days: list[Day]  # each day of it, the first one first
    months: list[Day]  # each month up to now, at most `MONTHS`
    earlier: int  # read before those months
    hours: list[int] | None  # of the first 24; None where they were not counted
    marks: list[Mark]

    @property
    def is_long(self) -> bool:
        """Whether it has been read for longer than the days shown."""
        return self.months[0].day < self.period.since.replace(day=1)


def reads_of_story(article: Article, *, month: date | None, now: datetime) -> StoryReads:
    """Return the reads of a story: the days of one month, or without one its newest days.

    Five queries, however long it has been read.
    """
    today = day_of(now)
    marks = _marks(article, now)
    rows = ArticleMonth.objects.filter(article=article)
    newest = dict(rows.order_by("-month").values_list("month", "reads")[:MONTHS])
    begin = min([*newest, *(day_of(mark.at) for mark in marks), today])
    months = _filled(_months(begin, today), newest)
    period = _shown(begin, today, month)
    read_days = article.read_days.filter(day__range=(period.since, period.until)).order_by()
    days = _filled(_days(period), dict(read_days.values_list("day", "reads")))
    _pin(marks, days, day_of)
    days = days if month else _from_the_first(days)
    _pin(marks, months, lambda at: day_of(at).replace(day=1))
    earlier = rows.filter(month__lt=months[0].day).aggregate(n=Sum("reads", default=0))["n"]
    return StoryReads(period, days, months, earlier, _hours(article), marks)


def _hours(article: Article) -> list[int] | None:
    """Return the reads of each of the first 24 hours."""
    found = dict(article.read_hours.order_by().values_list("hour", "reads"))
    return [found.get(hour, 0) for hour in range(24)] if found else None


def _marks(article: Article, now: datetime) -> list[Mark]:
    """Return what readers could notice of a story that has appeared, in its order."""
    if article.published_at is None or article.published_at > now:
        return []
    events = article.events.filter(_MARKED, at__lte=now).order_by("at", "id")
    found = [Mark(at, _kind(verb, why)) for at, verb, why in events.values_list(*_FACTS)[:MOST]]
    return sorted([Mark(article.published_at, PUBLISHED), *found], key=lambda mark: mark.at)


def _kind(verb: str, why: str) -> str:
    if verb == "update":
        return CORRECTED if why == "correction" else UPDATED
    return WITHDRAWN if verb == "withdraw" else REINSTATED


def _shown(begin: date, today: date, month: date | None) -> Period:
    """Return which days are shown: those of a month as far as they have come, or the newest."""
    if month is None:
        return Period(max(begin, today - timedelta(days=DAYS - 1)), today)
    return Period(month, min(month_of(month).until, today))


def _days(period: Period) -> list[date]:
    return [period.since + timedelta(days=number) for number in range(period.days)]


def _months(begin: date, today: date) -> list[date]:
    """Return the months from one day to another, at most the newest `MONTHS`."""
    first, found = begin.replace(day=1), [today.replace(day=1)]
    while found[-1] > first and len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]


def _filled(days: list[date], reads: dict[date, int]) -> list[Day]:
    return [Day(day, reads.get(day, 0)) for day in days]


def _from_the_first(days: list[Day]) -> list[Day]:
    """Leave out the days before anything happened, but never today."""
    while len(days) > 1 and not (days[0].reads or days[0].marks):
        days = days[1:]
    return days


def _pin(marks: list[Mark], days: list[Day], place: Callable[[datetime], date]) -> None:
    """Put each mark to its day; one that lies outside stands in the list of marks alone."""
    known = {line.day: line for line in days}
    for mark in marks:
        if place(mark.at) in known:
            known[place(mark.at)].marks.append(mark)
