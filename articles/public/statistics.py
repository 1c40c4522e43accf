"""The numbers of the site for everybody: visitors, what was read, what was not counted, and why.

Each number on the page stems from sums by day, month or section. No question looks at stories, but
for the few that are named as read most.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import charts
from articles.public.navigation import frame_and_numbers
from articles.public.period_asked import PARAMETERS, period_asked
from articles.public.readers import for_readers
from articles.public.what_was_read import read_in, rule
from articles.readership import statistics
from articles.readership.counting import count_visitor
from articles.readership.statistics import Counted
from articles.reports.periods import following
from articles.templatetags.newsroom import full_date, thousands

DAYS = 31
MONTHS = 24


@for_readers(knows=PARAMETERS)
def statistics_page(request: HttpRequest) -> HttpResponse:
    """Show the numbers, those of the chosen period, and how they are counted."""
    now = timezone.now()
    count_visitor(request, now=now)
    asked = period_asked(request.GET, today=timezone.localdate(now))
    context = {
        "figures": site_numbers(now),
        "asked": asked,
        "read": read_in(asked.period, now),
        "rule": rule(),
        "heading": _("Reader statistics"),
        "description": _("How many people visit, what they read, and how we count it."),
        "canonical": request.path,
        "noindex": bool(asked.remark),
    }
    return render(
        request, "articles/statistics.html", {**frame_and_numbers(request, now), **context}
    )


@dataclass(frozen=True)
class SiteNumbers:
    """Visitors and reads of the whole site; each sum is the sum of what stands below it."""

    today: int
    month: int
    total: int
    reads: int
    days: list[Counted]  # the last first, as the months and years
    months: list[Counted]
    years: list[Counted]
    brought: int  # visitors of an earlier site
    astray: int  # visitors that a wrong clock counted on days that have not come yet
    day_chart: charts.Chart
    month_chart: charts.Chart

    @property
    def first_day(self) -> date:
        return self.days[-1].first


def site_numbers(now: datetime) -> SiteNumbers:
    """Return the numbers of the site; five queries."""
    today = timezone.localdate(now)
    days = statistics.days(today - timedelta(days=DAYS - 1), today)
    months = _months(days, today)
    years = statistics.years(months)
    brought = statistics.brought()
    astray = statistics.visitors_between(today + timedelta(days=1), date.max)
    return SiteNumbers(
        today=days[-1].visitors,
        month=months[-1].visitors,
        total=sum(year.visitors for year in years) + brought + astray,
        reads=sum(year.reads for year in years),
        days=days[::-1],
        months=months[: -MONTHS - 1 : -1],
        years=years[::-1],
        brought=brought,
        astray=astray,
        day_chart=charts.bars([_of_a_day(day, today) for day in days]),
        month_chart=charts.bars([_of_a_month(month, today) for month in months[-MONTHS:]]),
    )


def _months(days: list[Counted], today: date) -> list[Counted]:
    """Return every month up to this one without a gap; this one is the sum of its days."""
    counted = {month.first: month for month in statistics.months()}
    this_month = today.replace(day=1)
    month, found = min([*counted, this_month]), []
    while month < this_month:
        found.append(counted.get(month) or Counted(month, 0, 0))
        month = following(month)
    of_month = [day for day in days if day.first >= this_month]
    visitors, reads = (
        sum(getattr(day, name) for day in of_month) for name in ("visitors", "reads")
    )
    return [*found, Counted(this_month, visitors, reads)]


def _of_a_day(day: Counted, today: date) -> charts.Value:
    return charts.Value(
        format_date(day.first, "j M"),
        day.visitors,
        f"{full_date(day.first)}: {_visitors(day.visitors)}",
        is_open=day.first == today,
    )


def _of_a_month(month: Counted, today: date) -> charts.Value:
    return charts.Value(
        format_date(month.first, "M Y"),
        month.visitors,
        f"{format_date(month.first, 'F Y')}: {_visitors(month.visitors)}",
        is_open=month.first == today.replace(day=1),
    )


def _visitors(number: int) -> str:
    words = ngettext("%(number)s visitor", "%(number)s visitors", number)
    return words % {"number": thousands(number)}
