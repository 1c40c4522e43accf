"""Which story answers at an address, and the stories offered after it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Subquery

from articles.models import Article, Tag
from articles.models.article import ArticleQuerySet, Status
from articles.public.lists import for_list

OTHERS = 5
RELATED = 4
_LOOKED_AT = 500  # the newest entries of the story's tags; a tag may have 100,000
_CANDIDATES = 40  # of them, those with most tags in common


@dataclass(frozen=True)
class Neighbours:
    """The stories published just before and just after one."""

    older: Article | None
    newer: Article | None


def once_public(now: datetime) -> ArticleQuerySet:
    """Return the stories whose address answers: what is published, and what was withdrawn."""
    public = Q(status=Status.PUBLISHED, published_at__lte=now) | Q(status=Status.WITHDRAWN)
    return Article.objects.filter(public).select_related("category", "photo")


def related_news(article: Article, tags: list[Tag], now: datetime) -> list[Article]:
    """Return stories with tags of this one: most tags in common first, then the newest.

    Two queries, none for a story without tags.
    """
    if not tags:
        return []
    entries = Article.tags.through.objects.filter(tag__in=[tag.pk for tag in tags])
    newest = entries.exclude(article=article.pk).order_by("-article_id")
    shared = Counter(newest.values_list("article_id", flat=True)[:_LOOKED_AT])
    best = sorted(shared, key=lambda pk: (-shared[pk], -pk))[:_CANDIDATES]
    found = for_list(Article.objects.published(now).filter(pk__in=best).newest())
    return sorted(found, key=lambda story: -shared[story.pk])[:RELATED]


def other_news(article: Article, now: datetime, *, shown: list[Article] = ()) -> list[Article]:
    """Return the five newest other stories, those of the same section first; two queries."""
    known = [article.pk, *(story.pk for story in shown)]
    others = for_list(Article.objects.published(now).exclude(pk__in=known).newest())
    same_section = list(others.filter(category=article.category_id)[:OTHERS])
    elsewhere = list(others.exclude(category=article.category_id)[:OTHERS])
    return (same_section + elsewhere)[:OTHERS]


def neighbours(article: Article, now: datetime) -> Neighbours:
    """Return the story before and the story after a public one, in one query."""
    at = article.published_at
    others = Article.objects.published(now).exclude(pk=article.pk)
    before = others.filter(published_at__lte=at).exclude(published_at=at, pk__gt=article.pk)
    after = others.filter(published_at__gte=at).exclude(published_at=at, pk__lt=article.pk)
    ends = (before.newest(), after.order_by("published_at", "id"))
    wanted = [Q(pk=Subquery(stories.values("pk")[:1])) for stories in ends]
    found = Article.objects.filter(wanted[0] | wanted[1]).only("title", "slug", "published_at")
    newer = {(story.published_at, story.pk) > (at, article.pk): story for story in found}
    return Neighbours(older=newer.get(False), newer=newer.get(True))
