"""A period of days as the few whole years, whole months and single days it is made of.

Each of them is a list that the database keeps in order, so what was read most in a year is found
without looking at 365 days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["day", "month", "year"]


@dataclass(frozen=True)
class Stretch:
    """A whole day, month or year, known by its first day."""

    kind: Kind
    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        return _last_of(self.kind, self.first)


def stretches(since: date, until: date, *, today: date) -> list[Stretch]:
    """Return the fewest stretches that make up the days from one to another, both included.

    Nothing is read after today, so a month that is still running counts as whole. No story has
    been read on a day that is in the list of a stretch and not in the period, but for days of a
    clock that was wrong: `beyond` says where these would be.
    """
    return list(_stretches(since, min(until, today), today))


def beyond(found: list[Stretch], *, today: date) -> tuple[date, date] | None:
    """Return the days after today, first and last, that these stretches hold, if they do."""
    last = max((stretch.last for stretch in found), default=today)
    return (today + timedelta(days=1), last) if last > today else None


def _stretches(since: date, until: date, today: date) -> Iterator[Stretch]:
    day = since
    while day <= until:
        kind = next(kind for kind in _kinds_that_begin(day) if _fits(kind, day, until, today))
        yield Stretch(kind, day)
        last = _last_of(kind, day)
        if last >= today:  # also where the calendar itself ends
            return
        day = last + timedelta(days=1)


def _kinds_that_begin(day: date) -> tuple[Kind, ...]:
    if day.day > 1:
        return ("day",)
    return ("year", "month", "day") if day.month == 1 else ("month", "day")


def _fits(kind: Kind, first: date, until: date, today: date) -> bool:
    return min(_last_of(kind, first), today) <= until


def _last_of(kind: Kind, first: date) -> date:
    if kind == "day":
        return first
    if kind == "year":
        return first.replace(month=12, day=31)
    day_of_next = first.replace(day=28) + timedelta(days=4)
    return day_of_next - timedelta(days=day_of_next.day)
