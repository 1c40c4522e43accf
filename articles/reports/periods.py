"""Stretches of days: the named ones, and what of one is whole months.

Sums are kept by the month. A report over a year adds up twelve of them, not 365 days; only the days
at its edges that make no whole month are looked at one by one.
"""

from dataclasses import dataclass
from datetime import date, timedelta

MONTH, LAST_MONTH, WEEK, DAYS_30, YEAR = PRESETS = (
    "month", "last_month", "week", "days_30", "year",
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
    """A period as whole months, known by their first days, and the loose days around them."""

    months: Period | None
    days: tuple[Period, ...]


def month_of(day: date) -> Period:
    """Return the calendar month that a day lies in."""
    first = day.replace(day=1)
    return Period(first, following(first) - timedelta(days=1))


def following(month: date) -> date:
    """Return the first day of the month after this one."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)


def named(name: str, *, today: date) -> Period:
    """Return one of `PRESETS`; each but the last month ends today."""
    first = today.replace(day=1)
    return {
        MONTH: Period(first, today),
        LAST_MONTH: month_of(first - timedelta(days=1)),
        WEEK: Period(today - timedelta(days=6), today),
        DAYS_30: Period(today - timedelta(days=29), today),
        YEAR: Period(today.replace(month=1, day=1), today),
    }[name]


def parts_of(period: Period) -> Parts:
    """Take a period apart; a month is whole when each of its days lies in the period."""
    is_first = period.since.day == 1
    begin = period.since if is_first else following(period.since)
    end = following(period.until)
    if end - timedelta(days=1) > period.until:
        end = period.until.replace(day=1)
    if begin >= end:
        return Parts(None, (period,))
    months = Period(begin, (end - timedelta(days=1)).replace(day=1))
    before = Period(period.since, begin - timedelta(days=1))
    after = Period(end, period.until)
    return Parts(months, tuple(part for part in (before, after) if part.days > 0))
