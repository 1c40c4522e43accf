"""What is read most, never empty on a site that has news, and honest in its heading.

Plain counts, so that an editor who asks why a story stands first can be answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from articles.models import Article
from articles.readership.days import day_of
from articles.readership.rankings import ranking

POPULAR_MIN = 3  # reads in the month; fewer on its first days are chance, not popularity
_RECENT_DAYS = 30


@dataclass(frozen=True)
class MostRead:
    """A heading in the reader's language and the stories below it, the most read first."""

    heading: str
    articles: list[Article]


def most_read(*, now: datetime, size: int = 5, known: Iterable[Article] = ()) -> MostRead:
    """Return the stories read most this month, topped up where the month has too few.

    First the calendar month, then the last 30 days, then the newest stories; the heading names
    the month only when the month filled the list. Stories come with category and photo, without
    their bodies; in three queries when the month fills the list, and in seven at most. Where the
    `known` ones, who must be as they are now, still stand in these places, they are not asked for.
    """
    today = day_of(now)
    month = _ids(ranking(now, since=today.replace(day=1), at_least=POPULAR_MIN, size=size))
    if len(month) == size:
        return MostRead(_("Most read this month"), _stories(month, now, known))
    since = today - timedelta(days=_RECENT_DAYS - 1)
    recent = _ids(ranking(now, since=since, size=size - len(month), without=month))
    ranked = month + recent
    newest = _newest(now, size=size - len(ranked), without=ranked)
    heading = _("Most read in the last 30 days") if ranked else _("Latest news")
    return MostRead(heading, _stories(ranked + newest, now, known))


@dataclass(frozen=True)
class Period:
    """A stretch of days that ends today; `key` names it in addresses and marks."""

    key: str
    heading: str
    since: date


def periods(*, now: datetime) -> list[Period]:
    """Return the periods whose most read stories have a list of their own, the shortest first."""
    today = day_of(now)
    return [
        Period("today", _("Most read today"), today),
        Period("week", _("Most read in the last 7 days"), today - timedelta(days=6)),
        Period("month", _("Most read this month"), today.replace(day=1)),
        Period("year", _("Most read this year"), today.replace(month=1, day=1)),
    ]


def most_read_of_periods(*, now: datetime, size: int = 10) -> list[tuple[Period, list[Article]]]:
    """Return what was read most in each of `periods`; without any read story, none of them.

    Nothing is topped up: a heading that names days stands over stories read on those days. The
    month's list begins as `most_read` does. At most three queries for each period and one for the
    stories.
    """
    ranked = {
        period: _ids(ranking(now, since=period.since, size=size)) for period in periods(now=now)
    }
    found = _by_id({pk for ids in ranked.values() for pk in ids}, now)
    lists = {period: [found[pk] for pk in ids if pk in found] for period, ids in ranked.items()}
    return [(period, stories) for period, stories in lists.items() if stories]


def most_read_between(
    since: date, until: date, *, now: datetime, size: int = 10
) -> list[tuple[Article, int]]:
    """Return the stories read most from one day to another, both included, with these reads.

    At most three queries and one for the stories.
    """
    ranked = dict(ranking(now, since=since, until=until, size=size))
    found = _by_id(ranked, now)
    return [(found[pk], reads) for pk, reads in ranked.items() if pk in found]


def _ids(ranked: list[tuple[int, int]]) -> list[int]:
    return [pk for pk, _reads in ranked]


def _newest(now: datetime, *, size: int, without: list[int]) -> list[int]:
    if not size:
        return []
    stories = Article.objects.published(now).newest().exclude(pk__in=without)
    return list(stories.values_list("pk", flat=True)[:size])


def _stories(ids: list[int], now: datetime, known: Iterable[Article]) -> list[Article]:
    known = list(known)
    if ids == [story.pk for story in known]:
        return known
    found = _by_id(ids, now)
    return [found[pk] for pk in ids if pk in found]


def _by_id(ids: Iterable[int], now: datetime) -> dict[int, Article]:
    # Asked again with `published`: between two queries a story may have been withdrawn.
    stories = Article.objects.published(now).among(ids).order_by()
    return stories.select_related("category", "photo").defer("body").in_bulk()
