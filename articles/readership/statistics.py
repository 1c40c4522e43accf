"""How many people visited, and what they read: by day, by month, by section, and in all.

Nobody can be recognised on another day, so a month is the sum of its days' visitors.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Count, Q, Sum

from articles.models import (
    Category,
    ReadAdjustment,
    SectionDay,
    SiteDay,
    SiteMonth,
    VisitorBaseline,
)
from articles.readership.days import day_of
from articles.readership.statements import statistics as statements


@dataclass(frozen=True)
class Visitors:
    """Numbers of daily visitors; today is never more than the month, nor the month than all."""

    today: int
    month: int
    total: int


def visitors(*, now: datetime) -> Visitors:
    """Return the visitors of the day and of the calendar month of `now`, and of all days.

    The total includes what the site brought with it. One query over the sums of months, however
    long the site has counted; days of a clock that was wrong are in the total alone. Nothing is
    remembered between calls.
    """
    today = connection.ops.adapt_datefield_value(day_of(now))
    month = connection.ops.adapt_datefield_value(day_of(now).replace(day=1))
    with connection.cursor() as cursor:
        found = statements.visitors(cursor, today=today, month=month)
    return Visitors(*found)


@dataclass(frozen=True)
class Counted:
    """What was counted in a day, a month or a year, known by its first day."""

    first: date
    visitors: int
    reads: int


def days(since: date, until: date) -> list[Counted]:
    """Return every day from one to another, both included, the first day first; two queries."""
    within = Q(day__gte=since, day__lte=until)
    read = SectionDay.objects.filter(within).order_by().values_list("day")
    reads = dict(read.annotate(n=Sum("reads")))
    came = dict(SiteDay.objects.filter(within).values_list("day", "visitors"))
    every = (since + timedelta(days=n) for n in range((until - since).days + 1))
    return [Counted(day, came.get(day, 0), reads.get(day, 0)) for day in every]


def months() -> list[Counted]:
    """Return every month that was counted, the first month first: twelve rows a year."""
    rows = SiteMonth.objects.order_by("month").values_list("month", "visitors", "reads")
    return [Counted(*row) for row in rows]


def years(of_months: list[Counted]) -> list[Counted]:
    """Return the years of these months, the first year first."""
    sums: dict[date, list[int]] = {}
    for month in of_months:
        year = sums.setdefault(month.first.replace(month=1), [0, 0])
        year[0] += month.visitors
        year[1] += month.reads
    return [Counted(first, *numbers) for first, numbers in sorted(sums.items())]


def brought() -> int:
    """Return how many visitors the site had before it was counted here."""
    return VisitorBaseline.objects.aggregate(n=Sum("visitors", default=0))["n"]


def reads_by_section(since: date, until: date) -> list[tuple[Category | None, int]]:
    """Return what was read of each section, the most read first; None is what is no section now.

    Two queries over the days of the sections, however many stories there are.
    """
    rows = SectionDay.objects.filter(day__gte=since, day__lte=until).order_by()
    reads = dict(rows.values_list("category_id").annotate(n=Sum("reads")))
    found = Category.objects.in_bulk(list(reads))
    gone = sum(number for pk, number in reads.items() if pk not in found)
    sections = sorted(found.values(), key=lambda section: (-reads[section.pk], section.position))
    lines = [(section, reads[section.pk]) for section in sections]
    return [*lines, (None, gone)] if gone else lines


def visitors_between(since: date, until: date) -> int:
    """Return the daily visitors of these days, both included, added up."""
    came = SiteDay.objects.filter(day__gte=since, day__lte=until)
    return came.aggregate(n=Sum("visitors", default=0))["n"]


def taken_away() -> tuple[int, int]:
    """Return how many entries the ledger of reads has, and what they come to: zero or less."""
    found = ReadAdjustment.objects.aggregate(entries=Count("pk"), reads=Sum("reads", default=0))
    return found["entries"], found["reads"]
