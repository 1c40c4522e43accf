"""A month of the desk: what appeared, what will appear and what is expected, day by day."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.dates import WEEKDAYS
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.roles import EDITOR
from articles.editorial import queues
from articles.models import Article
from articles.models.article import Status
from articles.readership.days import day_of

FIRST_YEAR, LAST_YEAR = 1900, 9998  # moments of these years fit every database
SHOWN = 6  # entries of one day; the rest is behind its link


@dataclass(frozen=True)
class Entry:
    """One story on one day: `kind` is published, scheduled, due or late."""

    kind: str
    article_id: int
    title: str
    at: datetime | None = None  # a due date has no time of day


@dataclass
class Day:
    """One day of the month with its entries, in the order of their times."""

    day: date
    entries: list[Entry] = field(default_factory=list)

    @property
    def shown(self) -> list[Entry]:
        return self.entries[:SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.entries) - SHOWN)


@require_safe
def calendar(
    request: HttpRequest, year: int | None = None, month: int | None = None
) -> HttpResponse:
    """Show a month of what this person may open; without one, the month of today."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    now = timezone.now()
    today = day_of(now)
    first = today.replace(day=1) if year is None else _existing_month(year, month)
    after = _next_month(first)
    days, is_whole = _days(request.user, first, after, now=now)
    context = {
        **admin.site.each_context(request),
        "title": format_date(first, "F Y"),
        "opts": Article._meta,
        "today": today,
        "is_now": first == today.replace(day=1),
        "weekdays": [WEEKDAYS[number] for number in range(7)],  # Monday is 0
        "days": days,
        "column": first.weekday() + 1,
        "has_entries": any(day.entries for day in days),
        "is_whole": is_whole,
        "most": queues.MOST,
        "before": _neighbour(first - timedelta(days=1)),
        "after": _neighbour(after),
    }
    return TemplateResponse(request, "admin/calendar.html", context)


def _existing_month(year: int, month: int) -> date:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Http404
    return date(year, month, 1)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _neighbour(day: date) -> dict | None:
    """Return the name and address of the month of a day, or None where the calendar ends."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    address = reverse("admin:calendar_month", args=[day.year, day.month])
    return {"name": format_date(day, "F Y"), "address": address}


def _days(person: User, first: date, after: date, *, now: datetime) -> tuple[list[Day], bool]:
    """Return the days of the month, and whether everything in it is there. Two queries."""
    last = after - timedelta(days=1)
    timed = _timed(person, first, last, now)
    expected = _expected(person, first, last, day_of(now))
    entries = defaultdict(list)
    for day, entry in [*expected[: queues.MOST], *timed[: queues.MOST]]:
        entries[day].append(entry)
    length = (after - first).days
    days = [first + timedelta(days=number) for number in range(length)]
    is_whole = max(len(timed), len(expected)) <= queues.MOST
    return [Day(day, entries[day]) for day in days], is_whole


def _timed(person: User, first: date, last: date, now: datetime) -> list[tuple[date, Entry]]:
    begins, ends = queues.bounds(first, last)
    stories = Article.objects.filter(
        status=Status.PUBLISHED, published_at__gte=begins, published_at__lt=ends, trashed_at=None
    ).order_by("published_at", "id")
    parts = [stories] if person.is_at_least(EDITOR) else queues.own_parts(stories, person)
    rows = [
        row
        for part in parts
        for row in part.values_list("published_at", "pk", "title")[: queues.MOST + 1]
    ]
    return [
        (day_of(at), Entry("scheduled" if at > now else "published", pk, title, at))
        for at, pk, title in sorted(rows)[: queues.MOST + 1]
    ]


def _expected(person: User, first: date, last: date, today: date) -> list[tuple[date, Entry]]:
    stories = queues.expected(Article.objects.open_to(person)).filter(
        due_date__gte=first, due_date__lte=last
    )
    rows = stories.values_list("pk", "title", "due_date")[: queues.MOST + 1]
    return [(day, Entry("late" if day < today else "due", pk, title)) for pk, title, day in rows]
