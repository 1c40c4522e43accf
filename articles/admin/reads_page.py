"""How often a story was read: by hour, by day and by month, with what happened to it when."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from articles import charts
from articles.admin.ledger_page import ledger_of
from articles.models import Article
from articles.readership.days import day_of
from articles.reports import one_story
from articles.reports.first_day import FIRST_HOURS
from articles.reports.one_story import Day, Mark, StoryReads, reads_of_story
from articles.templatetags.newsroom import full_date, moment_text, thousands

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_SHAPES = {
    one_story.PUBLISHED: "up",
    one_story.REINSTATED: "up",
    one_story.UPDATED: "dot",
    one_story.CORRECTED: "diamond",
    one_story.WITHDRAWN: "diamond",
}


def reads_page(request: HttpRequest, article: Article) -> HttpResponse:
    """Show the reads of a story; whoever may open the story may see them."""
    now = timezone.now()
    month = _month(request.GET.get("month", ""))
    found = reads_of_story(article, month=month, now=now)
    if month and month not in {line.day for line in found.months}:
        raise Http404
    today = day_of(now)
    has_appeared = article.published_at is not None and article.published_at <= now
    context = {
        **admin.site.each_context(request),
        "title": _("Number of reads"),
        "subtitle": article.title,
        "article": article,
        "opts": Article._meta,
        "has_appeared": has_appeared,
        "ledger": ledger_of(article),
        "found": found,
        "month": month,
        "days": _chart_of_days(found, today),
        "months": _chart_of_months(found, today) if found.is_long or month else None,
        "hours": _chart_of_hours(found, article.published_at, now) if found.hours else None,
        "hour_rows": list(enumerate(found.hours or [])),
        "first_day": sum(found.hours or []),
        "is_young": has_appeared and article.published_at > now - FIRST_HOURS,
    }
    return TemplateResponse(request, "admin/articles/article/reads.html", context)


def _month(raw: str) -> date | None:
    """Return the month asked for by its first day; what is no month is a page that is not there."""
    if not raw:
        return None
    found = _MONTH.fullmatch(raw)
    if found is None or not int(found[1]):
        raise Http404
    return date(int(found[1]), int(found[2]), 1)


def _chart_of_days(found: StoryReads, today: date) -> charts.Chart:
    values = [
        charts.Value(
            label=format_date(line.day, "j M"),
            number=line.reads,
            text=_read_on(full_date(line.day), line.reads),
            is_open=line.day == today,
        )
        for line in found.days
    ]
    return charts.bars(values, _marks(found.days))


def _chart_of_months(found: StoryReads, today: date) -> charts.Chart:
    values = [
        charts.Value(
            label=format_date(line.day, "M Y"),
            number=line.reads,
            text=_read_on(format_date(line.day, "F Y"), line.reads),
            is_open=line.day == today.replace(day=1),
        )
        for line in found.months
    ]
    return charts.bars(values, _marks(found.months))


def _chart_of_hours(found: StoryReads, since: datetime, now: datetime) -> charts.Chart:
    over = (now - since).total_seconds() / 3600
    values = [
        charts.Value(
            label=str(hour + 1),
            number=reads,
            text=_read_on(_("Hour %(number)s") % {"number": hour + 1}, reads),
            is_open=hour <= over < hour + 1,
        )
        for hour, reads in enumerate(found.hours)
    ]
    return charts.bars(values)


def _marks(lines: Iterable[Day]) -> list[charts.Mark]:
    return [
        charts.Mark(place, _SHAPES[mark.kind], _what(mark))
        for place, line in enumerate(lines)
        for mark in line.marks
    ]


def _what(mark: Mark) -> str:
    return f"{mark.name}: {moment_text(mark.at)}"


def _read_on(when: str, reads: int) -> str:
    return _("%(when)s: read %(reads)s times") % {"when": when, "reads": thousands(reads)}
