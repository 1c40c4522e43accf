"""How many people visited: today, this month, and in all.

Nobody can be recognised on another day, so a month is the sum of its days' visitors.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum

from articles.models import SiteDay, VisitorBaseline
from articles.readership.days import day_of


@dataclass(frozen=True)
class Visitors:
    """Numbers of daily visitors; today is never more than the month, nor the month than all."""

    today: int
    month: int
    total: int


def visitors(*, now: datetime) -> Visitors:
    """Return the visitors of the day and of the calendar month of `now`, and of all days.

    The total includes what the site brought with it. Nothing is remembered between calls.
    """
    today = day_of(now)
    this_month = Q(day__gte=today.replace(day=1), day__lte=today)
    counted = SiteDay.objects.aggregate(
        today=Sum("visitors", filter=Q(day=today), default=0),
        month=Sum("visitors", filter=this_month, default=0),
        total=Sum("visitors", default=0),
    )
    brought = VisitorBaseline.objects.aggregate(n=Sum("visitors", default=0))["n"]
    return Visitors(counted["today"], counted["month"], counted["total"] + brought)
