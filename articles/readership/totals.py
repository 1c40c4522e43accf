"""How often a story was read: what it brought with it, what was counted here, and the ledger."""

from collections.abc import Iterable
from datetime import date

from django.db import connection

from articles.models import ArticleDay
from articles.readership.statements import totals


def reads_of(article_ids: Iterable[int]) -> dict[int, int]:
    """Return the reads of each of these stories, in one query; an unknown story has none.

    What it brought with it, what was counted here, and what a managing editor took away again.
    Nothing is remembered between calls: a page that has just counted shows its own read.
    """
    ids = set(article_ids)
    if not ids:
        return {}
    with connection.cursor() as cursor:
        return dict.fromkeys(ids, 0) | dict(totals.reads_of(cursor, ids))


def reads_on(day: date, article_ids: Iterable[int]) -> dict[int, int]:
    """Return the reads that these stories had on one day; whatever had none is missing."""
    counted = ArticleDay.objects.filter(day=day, article_id__in=set(article_ids)).order_by()
    return dict(counted.values_list("article_id", "reads"))
