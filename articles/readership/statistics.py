"""How many people visited: today, this month, and in all.

Nobody can be recognised on another day, so a month is the sum of its days' visitors.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

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
