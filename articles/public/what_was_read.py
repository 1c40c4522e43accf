"""What was read in a period, what was not counted in it, and the figures of the rule."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.formats import number_format

from articles import charts
from articles.models import Article, Category
from articles.models.read_receipt import TURNED_AWAY
from articles.overview.period_form import in_words
from articles.readership import receipts, statistics
from articles.readership.judging import WINDOW
from articles.readership.popularity import most_read_between
from articles.reports.periods import Period

SIZE = 10
MINUTE = 60_000_000  # microseconds


@dataclass(frozen=True)
class Line:
    """One row of a table with its part of the whole; `name` is a text or a section."""

    name: object
    number: int
    share: str  # 37%
    bar: str  # of a hundred, the longest row being a hundred


@dataclass(frozen=True)
class WhatWasRead:
    """The numbers of a period; `reads` is the sum of its sections."""

    words: str
    reads: int
    visitors: int
    sections: list[Line]
    stories: list[tuple[Article, int]]
    turned_away: list[Line]
    not_counted: int


def read_in(period: Period, now: datetime) -> WhatWasRead:
    """Return what was read in a period of at most a year; at most eight queries."""
    since, until = period.since, period.until
    sections = statistics.reads_by_section(since, until)
    receipt = receipts.totals(since, until)
    refused = [(kind.label, receipt[kind]) for kind in TURNED_AWAY if receipt[kind]]
    return WhatWasRead(
        words=in_words(period),
        reads=sum(reads for _section, reads in sections),
        visitors=statistics.visitors_between(since, until),
        sections=_lines(sections),
        stories=most_read_between(since, until, now=now, size=SIZE),
        turned_away=_lines(sorted(refused, key=lambda row: -row[1])),
        not_counted=sum(times for _label, times in refused),
    )


def rule() -> dict:
    """Return the figures of the rule as this site runs it; one query."""
    entries, reads = statistics.taken_away()
    return {
        "minutes": WINDOW // MINUTE,
        "cap": settings.READS_ADDRESS_CAP,
        "per_minute": settings.READS_BEACON_PER_MINUTE,
        "mode": settings.READS_MODE,
        "adjustments": entries,
        "taken_away": -reads,
    }


def _lines(rows: list[tuple[Category | str | None, int]]) -> list[Line]:
    whole = sum(number for _name, number in rows)
    most = max((number for _name, number in rows), default=0)
    return [
        Line(name, number, _percent(number, whole), charts.share(number, most))
        for name, number in rows
    ]


def _percent(number: int, whole: int) -> str:
    """Write a part of a whole: 37%; what is there is never written as nothing."""
    percent = 100 * number / whole
    return f"{number_format(percent, 0) if percent >= 1 else '<1'}%"
