"""What stands around every page: today's date and the sections that have news."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.models import Article, Category


def frame(now: datetime) -> dict:
    """Return what `base.html` shows around any page at this moment; one query."""
    return {"today": timezone.localdate(now), "sections": list(sections_with_news(now))}


def sections_with_news(now: datetime):
    """Return the sections a reader finds something in, in the order of the menu."""
    news = Article.objects.published(now).filter(category=OuterRef("pk"))
    return Category.objects.filter(Exists(news))
