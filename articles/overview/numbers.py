"""Readers in numbers, for the newsroom: by reporter, section and tag, the stories read most, first
days, what was not counted, and what was taken away again.

Whoever works here may look. An editor is told of every story that has appeared; a reporter of what
is public and of what is his own. Nothing here tells of a story that is still to come.
"""

from datetime import datetime

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.roles import EDITOR
from articles.models import Article, VisitorBaseline
from articles.models.read_receipt import TURNED_AWAY, Kind
from articles.overview.period_form import Asked, asked_for
from articles.readership import receipts
from articles.readership.days import day_of
from articles.reports import first_day, rankings, stories_read
from articles.reports.figures import shares
from articles.reports.whole_ledger import ledger_lines

ON_A_PAGE = 50
LAST_PAGE = 100  # whoever looks for something further asks for fewer days
_BY = {
    rankings.REPORTERS: gettext_lazy("Reporters"),
    rankings.SECTIONS: gettext_lazy("Categories"),
    rankings.TAGS: gettext_lazy("Tags"),
}
_SORTS = ("reads", "stories")


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Show who and what was read in a period."""
    now, asked = _begin(request)
    by = request.GET.get("by", "")
    by = by if by in _BY else rankings.REPORTERS
    sort = request.GET.get("sort", "")
    sort = sort if sort in _SORTS else _SORTS[0]
    context = {"by": by, "by_name": _BY[by], "sort": sort, "query": f"by={by}&sort={sort}"}
    if asked.period:
        which = {"period": asked.period, "person": request.user, "now": now}
        rows = rankings.ranking(by, sort=sort, **which)
        page = _page_number(request)
        first = (page - 1) * ON_A_PAGE
        context |= {
            "lines": rankings.lines(by, rows[first : first + ON_A_PAGE]),
            "first": first + 1,
            "totals": rankings.totals(**which),
            **_pages(page, has_next=len(rows) > first + ON_A_PAGE),
        }
    return _answer(request, asked, "numbers", by, context)


@require_safe
def most_read_stories(request: HttpRequest) -> HttpResponse:
    """Show which stories were read most in a period."""
    now, asked = _begin(request)
    context = {"most": stories_read.MOST}
    if asked.period:
        found = stories_read.stories_read(period=asked.period, now=now)
        own = _own(request)
        context["rows"] = [(line, _address(line.story, own)) for line in found]
    return _answer(request, asked, "stories", "stories", context)


@require_safe
def first_days(request: HttpRequest) -> HttpResponse:
    """Show how the stories of a period were read in their first 24 hours."""
    now, asked = _begin(request)
    context = {}
    if asked.period:
        page = _page_number(request)
        found = first_day.beginnings(
            period=asked.period,
            person=request.user,
            now=now,
            start=(page - 1) * ON_A_PAGE,
            size=ON_A_PAGE + 1,
        )
        own = _own(request)
        rows = [(line, _address(line.story, own)) for line in found[:ON_A_PAGE]]
        context = {"rows": rows, **_pages(page, has_next=len(found) > ON_A_PAGE)}
    return _answer(request, asked, "first_days", "first_days", context)


def _own(request: HttpRequest) -> int | None:
    """Return whose stories alone somebody may open at the desk; None opens all."""
    return None if request.user.is_at_least(EDITOR) else request.user.pk


def _address(story: Article, own: int | None, page: str = "reads") -> str:
    """Return the page of a story's reads, or its page for readers where that one is closed."""
    if own in (None, story.created_by_id, story.assigned_to_id):
        return reverse(f"admin:articles_article_{page}", args=[story.pk])
    return story.get_absolute_url()


@require_safe
def turned_away(request: HttpRequest) -> HttpResponse:
    """Show how many visits of a period were not counted, and why."""
    _now, asked = _begin(request)
    context = {}
    if asked.period:
        found = receipts.totals(asked.period.since, asked.period.until)
        times = {kind.value: found[kind.value] for kind in TURNED_AWAY}
        parts = shares(times)
        rows = [
            {"name": Kind(kind).label, "times": n, "share": 100 * parts[kind]}
            for kind, n in sorted(times.items(), key=lambda row: -row[1])
        ]
        context = {
            "rows": rows,
            "total": sum(times.values()),
            "through_proxies": found[Kind.PROXY.value],
        }
    return _answer(request, asked, "turned_away", "turned_away", context)


@require_safe
def whole_ledger(request: HttpRequest) -> HttpResponse:
    """Show every line by which the number of a story was changed, and what the site brought."""
    _check(request)
    page, own = _page_number(request), _own(request)
    first = (page - 1) * ON_A_PAGE
    lines = ledger_lines(person=request.user, now=timezone.now())
    found = list(lines[first : first + ON_A_PAGE + 1])
    context = {
        **frame(request, "whole_ledger"),
        "rows": [(line, _address(line.article, own, "ledger")) for line in found[:ON_A_PAGE]],
        "brought": VisitorBaseline.objects.order_by("imported_at", "pk"),
        **_pages(page, has_next=len(found) > ON_A_PAGE),
    }
    return TemplateResponse(request, "admin/numbers/whole_ledger.html", context)


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied


def _begin(request: HttpRequest) -> tuple[datetime, Asked]:
    _check(request)
    now = timezone.now()
    return now, asked_for(request, today=day_of(now))


def _page_number(request: HttpRequest) -> int:
    """Return the page asked for; whatever is no page is the nearest one there can be."""
    raw = request.GET.get("page", "")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 1
    return max(1, min(number, LAST_PAGE))


def _pages(page: int, *, has_next: bool) -> dict:
    return {
        "previous_page": page - 1,
        "next_page": page + 1 if has_next and page < LAST_PAGE else 0,
        "is_cut_off": has_next and page == LAST_PAGE,
    }


def _answer(
    request: HttpRequest, asked: Asked, name: str, here: str, context: dict
) -> HttpResponse:
    found = {**frame(request, here), "asked": asked, **context}
    status = 200 if asked.period else 400
    return TemplateResponse(request, f"admin/numbers/{name}.html", found, status=status)


def frame(request: HttpRequest, here: str) -> dict:
    """Return what every page of numbers shows around its own."""
    return {
        **admin.site.each_context(request),
        "title": _("Readers in numbers"),
        "opts": Article._meta,
        "here": here,
        "groups": _BY,
        "may_report": request.user.is_at_least(EDITOR),
    }
