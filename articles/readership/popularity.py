"""What is read most, never empty on a site that has news, and honest in its heading (reads.md §6).

Plain counts, so that an editor who asks why a story stands first can be answered.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Sum
from django.utils.translation import gettext as _

from articles.models import Article, ArticleDay
from articles.readership.days import day_of

POPULAR_MIN = 3  # reads in the month; fewer on its first days are chance, not popularity
_RECENT_DAYS = 30


@dataclass(frozen=True)
class MostRead:
    """A heading in the reader's language and the stories below it, the most read first."""

    heading: str
    articles: list[Article]


def most_read(*, now: datetime, size: int = 5) -> MostRead:
    """Return the stories read most this month, topped up where the month has too few.

    First the calendar month, then the last 30 days, then the newest stories; the heading names
    the month only when the month filled the list. Stories come with category and photo, in at
    most four queries.
    """
    today = day_of(now)
    month = _ranking(now, since=today.replace(day=1), at_least=POPULAR_MIN, size=size)
    if len(month) == size:
        return MostRead(_("Most read this month"), _stories(month, now))
    recent = _ranking(
        now, since=today - timedelta(days=_RECENT_DAYS - 1), at_least=1, size=size, without=month
    )
    ranked = month + recent
    newest = _newest(now, size=size - len(ranked), without=ranked)
    heading = _("Most read in the last 30 days") if ranked else _("Latest news")
    return MostRead(heading, _stories(ranked + newest, now))


def _ranking(
    now: datetime, *, since: date, at_least: int, size: int, without: list[int] | None = None
) -> list[int]:
    """Return ids of public stories by their reads since a day; of equals the newer is first."""
    without = without or []
    days = ArticleDay.objects.filter(
        day__gte=since, day__lte=day_of(now), article__in=Article.objects.published(now)
    )
    ranking = (
        days.exclude(article_id__in=without)
        .order_by()
        .values("article_id")
        .annotate(total=Sum("reads"))
        .filter(total__gte=at_least)
        .order_by("-total", "-article__published_at", "-article_id")
    )
    return [row["article_id"] for row in ranking[: size - len(without)]]


def _newest(now: datetime, *, size: int, without: list[int]) -> list[int]:
    if not size:
        return []
    stories = Article.objects.published(now).newest().exclude(pk__in=without)
    return list(stories.values_list("pk", flat=True)[:size])


def _stories(ids: list[int], now: datetime) -> list[Article]:
    # Asked again with `published`: between two queries a story may have been withdrawn.
    found = Article.objects.published(now).select_related("category", "photo").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]
