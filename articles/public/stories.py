"""Which story answers at an address, and the stories offered after it."""

from datetime import datetime

from django.db.models import Q

from articles.models import Article
from articles.models.article import ArticleQuerySet, Status
from articles.public.lists import for_list

OTHERS = 5


def once_public(now: datetime) -> ArticleQuerySet:
    """Return the stories whose address answers: what is published, and what was withdrawn."""
    public = Q(status=Status.PUBLISHED, published_at__lte=now) | Q(status=Status.WITHDRAWN)
    return Article.objects.filter(public).select_related("category", "photo")


def other_news(article: Article, now: datetime) -> list[Article]:
    """Return the five newest other stories, those of the same section first; two queries."""
    others = for_list(Article.objects.published(now).exclude(pk=article.pk).newest())
    same_section = list(others.filter(category=article.category_id)[:OTHERS])
    elsewhere = list(others.exclude(category=article.category_id)[:OTHERS])
    return (same_section + elsewhere)[:OTHERS]
