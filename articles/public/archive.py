"""The archive: what was published in a year, a month or on a day, in the days of the site.

Days are bounded by moments, never computed for each row, so every page is a range of the index by
time of publication; and no range is counted to its end, so a year of a large paper costs no more
than one of a small. A period without a public story has no page: it is answered like a day that
never was.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import IntegerField, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from articles.models import Article
from articles.models.article import ArticleQuerySet
from articles.public.lists import address_of, page_of_stories
from articles.public.navigation import frame_and_numbers
from articles.public.readers import for_readers
from articles.readership.counting import count_visitor
from articles.templatetags.newsroom import full_date

FIRST_YEAR, LAST_YEAR = 1900, 9998  # moments of these years fit every database
YEARS = 100  # on the first page
MOST_COUNTED = 100  # stories of a period; "more than 100" says enough where there are more


@dataclass(frozen=True)
class Period:
    """The days from `first` up to, but without, `after`."""

    first: date
    after: date
    name: str
    short: str  # as it stands below the next longer period
    url: str
    count: int = 0  # one more than MOST_COUNTED where there are more

    @property
    def is_countless(self) -> bool:
        return self.count > MOST_COUNTED

    def public(self, now: datetime) -> ArticleQuerySet:
        """Return the stories of these days that readers may see at this moment.

        There is one upper bound, whichever is earlier: given two, SQLite reads everything up to
        the later one.
        """
        begins, ends = (
            datetime.combine(day, time.min, timezone.get_default_timezone())
            for day in (self.first, self.after)
        )
        last = min(now, ends - timedelta(microseconds=1))
        return Article.objects.published(last).filter(published_at__gte=begins)


@for_readers(is_lasting=True)
def archive(request: HttpRequest) -> HttpResponse:
    """Show the years that have stories."""
    now = timezone.now()
    years = _with_stories([a_year(year) for year in _years(now)], now)
    words = {
        "heading": _("News archive"),
        "description": _("All stories by year, month and day."),
        "canonical": request.path,
    }
    return _answer(request, {**words, "parts": years, "parts_name": _("Years")}, now=now)


@for_readers(knows=("page",), is_lasting=True)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Show the stories of a year, and its months."""
    period = _existing(a_year, year)
    months = [a_month(year, month) for month in range(1, 13)]
    return _period(request, period, above=[], parts=months, parts_name=_("Months"))


@for_readers(knows=("page",), is_lasting=True)
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show the stories of a month, and its days."""
    period = _existing(a_month, year, month)
    length = (period.after - period.first).days
    days = [a_day(year, month, day) for day in range(1, length + 1)]
    return _period(request, period, above=[a_year(year)], parts=days, parts_name=_("Days"))


@for_readers(knows=("page",), is_lasting=True)
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """Show the stories of a day."""
    period = _existing(a_day, year, month, day)
    return _period(request, period, above=[a_year(year), a_month(year, month)], parts=[])


def a_year(year: int) -> Period:
    """Return a year of the archive; ValueError where there is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    url = reverse("archive_year", args=[year])
    return Period(date(year, 1, 1), date(year + 1, 1, 1), str(year), str(year), url)


def a_month(year: int, month: int) -> Period:
    """Return a month of the archive; ValueError where there is none."""
    first = date(a_year(year).first.year, month, 1)
    after = (first + timedelta(days=31)).replace(day=1)
    url = reverse("archive_month", args=[year, month])
    return Period(first, after, format_date(first, "F Y"), format_date(first, "F"), url)


def a_day(year: int, month: int, day: int) -> Period:
    """Return a day of the archive; ValueError where there is none."""
    first = date(a_year(year).first.year, month, day)
    url = reverse("archive_day", args=[year, month, day])
    return Period(
        first, first + timedelta(days=1), full_date(first), format_date(first, "j M"), url
    )


def _existing(period_of, *numbers: int) -> Period:
    try:
        return period_of(*numbers)
    except ValueError:
        raise Http404 from None


def _years(now: datetime) -> Iterable[int]:
    """Return the years from the newest story back to the oldest, at most `YEARS` of them."""
    by_time = Article.objects.published(now).values_list("published_at", flat=True)
    ends = [by_time.order_by(order).first() for order in ("-published_at", "published_at")]
    if None in ends:
        return []
    newest, oldest = (timezone.localtime(moment).year for moment in ends)
    return range(newest, max(oldest, newest - YEARS, FIRST_YEAR) - 1, -1)


def _with_stories(periods: list[Period], now: datetime) -> list[Period]:
    """Return the periods that have stories, with how many as far as they are counted; one query."""
    if not periods:
        return []
    public = Article.objects.published(now)
    counts = {
        f"part_{n}": _Counted(period.public(now).newest()[: MOST_COUNTED + 1])
        for n, period in enumerate(periods)
    }
    counted = public.newest().values(**counts).first() or {}
    return [
        replace(period, count=count)
        for period, count in zip(periods, counted.values(), strict=bool(counted))
        if count
    ]


class _Counted(Subquery):
    """How many rows a query returns that says itself where it ends."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, stories: ArticleQuerySet) -> None:
        super().__init__(stories.values("pk"))


def _period(
    request: HttpRequest,
    period: Period,
    *,
    above: list[Period],
    parts: list[Period],
    parts_name: str = "",
) -> HttpResponse:
    now = timezone.now()
    stories = period.public(now)
    page = page_of_stories(stories.newest().values_list("pk", flat=True), request, now)
    if not page.object_list:
        raise Http404
    words = {
        "heading": _("News archive: %(period)s") % {"period": period.name},
        "description": _("All stories from %(period)s.") % {"period": period.name},
        "canonical": address_of(page, request),
        "above": above,
        "in_archive": True,
        "parts": _with_stories(parts, now),
        "parts_name": parts_name,
    }
    return _answer(request, {**words, "page": page}, now=now)


def _answer(request: HttpRequest, context: dict, *, now: datetime) -> HttpResponse:
    count_visitor(request, now=now)
    around = frame_and_numbers(request, now)
    return render(request, "articles/archive.html", {**around, **context})
