"""What stands around every page: the site's name, the date, the menu, the standing pages."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.models import Article, Category, Page
from articles.models.page import PageQuerySet
from articles.public.site import site_at

MOST_PAGES = 20  # at the foot of the site; a newsroom has five to ten


def frame(now: datetime) -> dict:
    """Return what `base.html` shows around any page at this moment; three queries."""
    return {
        "paper": site_at(now),
        "today": timezone.localdate(now),
        "sections": list(sections_with_news(now)),
        "standing_pages": list(standing_pages()),
    }


def sections_with_news(now: datetime):
    """Return the sections a reader finds something in, in the order of the menu."""
    news = Article.objects.published(now).filter(category=OuterRef("pk"))
    return Category.objects.filter(Exists(news))


def standing_pages() -> PageQuerySet:
    """Return the standing pages for the foot of the site: in order, few, without their texts."""
    return Page.objects.shown().filter(in_footer=True).only("title", "slug")[:MOST_PAGES]
