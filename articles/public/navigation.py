"""What stands around every page: the site's name, the date, the menu, the standing pages.

It is the same for every reader until something is published, so it is asked for once an edition.
"""

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from articles.models import Article, Category, Page
from articles.models.page import PageQuerySet
from articles.public import pulse
from articles.public.site import site_at

MOST_PAGES = 20  # at the foot of the site; a newsroom has five to ten
# What `base.html` asks of every page and few have: to look for a name in vain is slow.
_FEW_HAVE = {"page": None, "section_feed": "", "noindex": False}


def frame(request: HttpRequest, now: datetime) -> dict:
    """Return what `base.html` shows around any page at this moment.

    `memory` lets the templates write what pages share once, in the language of the site; `here` is
    the address of this page where the menu or the foot names it, and empty for all the others,
    which are alike.
    """
    state = pulse.of(request, now)
    around, named = state.remember("frame", lambda: _frame(now))
    memory = state if get_language() == settings.LANGUAGE else None
    here = request.path if request.path in named else ""
    return {**around, "state": state, "memory": memory, "here": here}


def frame_and_numbers(request: HttpRequest, now: datetime) -> dict:
    """Return the frame, and beside it what pages for readers say of reading."""
    around = frame(request, now)
    state = around["state"]
    return {**around, "most_read": state.popular, "visitors": state.visitors}


def _frame(now: datetime) -> tuple[dict, frozenset[str]]:
    """Return what stands around any page, and the addresses it names; three queries."""
    around = {
        **_FEW_HAVE,
        "paper": site_at(now),
        "today": timezone.localdate(now),
        "sections": list(sections_with_news(now)),
        "standing_pages": list(standing_pages()),
    }
    lead = [*around["sections"], *around["standing_pages"]]
    named = {reverse("home"), reverse("search"), *(thing.get_absolute_url() for thing in lead)}
    return around, frozenset(named)


def sections_with_news(now: datetime):
    """Return the sections a reader finds something in, in the order of the menu."""
    news = Article.objects.published(now).filter(category=OuterRef("pk"))
    return Category.objects.filter(Exists(news))


def standing_pages() -> PageQuerySet:
    """Return the standing pages for the foot of the site: in order, few, without their texts."""
    return Page.objects.shown().filter(in_footer=True).only("title", "slug")[:MOST_PAGES]
