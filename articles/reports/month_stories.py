"""The stories of a month one by one, with what the report says of each."""

from dataclasses import dataclass
from datetime import datetime

from articles.models import Article, ArticleMonth, Category, Reporter
from articles.models.article import Status
from articles.reports.appeared import appeared
from articles.reports.month_facts import Facts
from articles.reports.periods import Period

MOST_STORIES = 20_000
_FIELDS = ("title", "slug", "status", "published_at")


@dataclass(frozen=True)
class StoryLine:
    """One story of the month. What was withdrawn has no address for readers."""

    number: int
    title: str
    address: str
    published_at: datetime
    section: str
    names: str
    reads: int
    corrections: int


def stories_of(month: Period, *, now: datetime, facts: Facts, most: int) -> list[StoryLine]:
    """Return the first stories of a month in the order of their appearance; four queries."""
    here = appeared(now, within=month)
    ranked = Article.objects.filter(here).only(*_FIELDS).order_by("published_at", "id")
    read = ArticleMonth.objects.filter(
        appeared(now, within=month, of="article__"), month=month.since
    )
    reads = dict(read.order_by().values_list("article_id", "reads"))
    sections = dict(Category.objects.order_by().values_list("pk", "name"))
    names = dict(Reporter.objects.order_by().values_list("pk", "name"))
    return [
        StoryLine(
            number=story.pk,
            title=story.title,
            address=story.get_absolute_url() if story.status == Status.PUBLISHED else "",
            published_at=story.published_at,
            section=sections.get(facts.sections.get(story.pk), ""),
            names=", ".join(sorted(names.get(pk, "") for pk in facts.writers.get(story.pk, ()))),
            reads=reads.get(story.pk, 0),
            corrections=facts.corrected[story.pk],
        )
        for story in ranked[:most]
    ]
