"""How often a story was read: what it brought with it, what was counted here, and the ledger."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from articles.models import Article, ArticleDay, ArticleYear, ReadAdjustment


def reads_of(article_ids: Iterable[int]) -> dict[int, int]:
    """Return the reads of each of these stories, in one query; an unknown story has none.

    What it brought with it, what was counted here, and what a managing editor took away again.
    Nothing is remembered between calls: a page that has just counted shows its own read.
    """
    ids = set(article_ids)
    if not ids:
        return {}
    stories = Article.objects.filter(pk__in=ids).order_by()
    total = (
        Coalesce(_sum(ArticleYear.objects.all()), 0)
        + Coalesce(_sum(ReadAdjustment.objects.all()), 0)
        + Coalesce(F("baseline__reads"), 0)
    )
    return dict.fromkeys(ids, 0) | dict(stories.annotate(total=total).values_list("pk", "total"))


def reads_on(day: date, article_ids: Iterable[int]) -> dict[int, int]:
    """Return the reads that these stories had on one day; whatever had none is missing."""
    counted = ArticleDay.objects.filter(day=day, article_id__in=set(article_ids)).order_by()
    return dict(counted.values_list("article_id", "reads"))


def _sum(rows: QuerySet) -> Subquery:
    of_story = rows.filter(article_id=OuterRef("pk")).order_by().values("article_id")
    return Subquery(of_story.annotate(reads=Sum("reads")).values("reads"))
