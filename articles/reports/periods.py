"""Stretches of days: the named ones, and what of one is whole months and years.

Sums are kept by the month and by the year. A report over five years adds up five of them, not 1,826
days; only the months and days at its edges are looked at one by one.
"""

from dataclasses import dataclass
from datetime import date, timedelta

TODAY, WEEK, DAYS_30, MONTH, LAST_MONTH, YEAR, LAST_YEAR = PRESETS = (
    "today", "week", "days_30", "month", "last_month", "year", "last_year",
)  # fmt: skip


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    since: date
    until: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1


@dataclass(frozen=True)
class Parts:
    """A period as whole years and months, known by their first days, and the loose days around."""

    whole: Period | None  # all its months, those of whole years among them
    years: Period | None
    months: tuple[Period, ...]  # outside whole years
    days: tuple[Period, ...]  # outside whole months


def month_of(day: date) -> Period:
    """Return the calendar month that a day lies in."""
    first = day.replace(day=1)
    return Period(first, following(first) - timedelta(days=1))


def following(month: date) -> date:
    """Return the first day of the month after this one."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)


def named(name: str, *, today: date) -> Period:
    """Return one of `PRESETS`; each but the last month and year ends today."""
    first, year = today.replace(day=1), today.replace(month=1, day=1)
    return {
        TODAY: Period(today, today),
        MONTH: Period(first, today),
        LAST_MONTH: month_of(first - timedelta(days=1)),
        WEEK: Period(today - timedelta(days=6), today),
        DAYS_30: Period(today - timedelta(days=29), today),
        YEAR: Period(year, today),
        LAST_YEAR: Period(year.replace(year=year.year - 1), year - timedelta(days=1)),
    }[name]


def parts_of(period: Period) -> Parts:
    """Take a period apart; a month or year is whole when each of its days lies in the period."""
    is_first = period.since.day == 1
    begin = period.since if is_first else following(period.since)
    end = following(period.until)
    if end - timedelta(days=1) > period.until:
        end = period.until.replace(day=1)
    if begin >= end:
        return Parts(None, None, (), (period,))
    whole = Period(begin, (end - timedelta(days=1)).replace(day=1))
    years, months = _years_and_months(whole)
    before = Period(period.since, begin - timedelta(days=1))
    after = Period(end, period.until)
    return Parts(whole, years, months, _real(before, after))


def _years_and_months(whole: Period) -> tuple[Period | None, tuple[Period, ...]]:
    """Take months apart into whole years and the months around them."""
    first, last = whole.since, whole.until
    begin = first if first.month == 1 else date(first.year + 1, 1, 1)
    end = last if last.month == 12 else date(last.year - 1, 12, 1)
    if begin > end:
        return None, (whole,)
    before = Period(first, (begin - timedelta(days=1)).replace(day=1))
    after = Period(following(end), last)
    return Period(begin, end.replace(month=1)), _real(before, after)


def _real(*parts: Period) -> tuple[Period, ...]:
    return tuple(part for part in parts if part.since <= part.until)
