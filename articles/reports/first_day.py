"""How the stories of a period began: their reads in the first 24 hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Sum

from accounts.models import User
from articles.models import Article
from articles.readership.totals import reads_of
from articles.reports.appeared import appeared, told_to
from articles.reports.periods import Period

FIRST_HOURS = timedelta(hours=24)
_FIELDS = ("title", "slug", "status", "published_at", "category", "created_by", "assigned_to")


@dataclass(frozen=True)
class Beginning:
    """A story and its first day; `first` is None where nobody counted hours yet."""

    story: Article
    section: str
    first: int | None
    reads: int
    is_young: bool  # its first day is not over


def beginnings(
    *, period: Period, person: User, now: datetime, start: int, size: int
) -> list[Beginning]:
    """Return the stories of a period from a place on, whose first day had most reads first.

    Two queries, however many stories there are.
    """
    which = told_to(person) & appeared(now, within=period)
    stories = Article.objects.filter(which).only(*_FIELDS, "category__name")
    ranked = stories.select_related("category").annotate(first=Sum("read_hours__reads"))
    ranked = ranked.order_by(F("first").desc(nulls_last=True), "-published_at", "-id")
    found = list(ranked[start : start + size])
    reads = reads_of(story.pk for story in found)
    return [
        Beginning(
            story,
            str(story.category or ""),
            story.first,
            reads[story.pk],
            story.published_at > now - FIRST_HOURS,
        )
        for story in found
    ]
