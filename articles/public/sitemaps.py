"""What search engines are told to look at: every public story, and the news of two days.

The map is split by the numbers of the stories, which never change: a part holds at most `PART`
addresses whatever was imported, and is one range of the primary key. When each part last changed
is the first entry of its part of an index.
"""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Listing, Reporter
from articles.public.documents import Xml, document, for_programs
from articles.public.map_entries import (
    Dated,
    addresses_of_parts,
    addresses_of_stories,
    entries,
    in_xml,
    news_entries,
)
from articles.public.map_statements import parts_of_the_map, stories_of_a_part
from articles.public.navigation import sections_with_news, standing_pages
from articles.public.site import name_of_site

PART = 5_000  # addresses, as in the index of Article; the rule of sitemaps.org is 50,000
FRESH = timedelta(hours=48)
MOST_FRESH = 1_000  # Google's rule for one file of news
TYPE = "application/xml"
MAP = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
NEWS = {**MAP, "xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9"}
LISTS = ("most_read", "archive", "corrections", "statistics")


@for_programs
def index(request: HttpRequest) -> HttpResponse:
    """Name every part of the map and when something in it last changed."""
    now, address_of = timezone.now(), addresses_of_parts()
    parts = [(in_xml(reverse("sitemap_of_lists")), _newest(now))]
    parts += [(address_of(part), at) for part, at in parts_of_the_map(PART, now=now)]
    return _map("sitemapindex", MAP, entries("sitemap", parts))


@for_programs
def stories(request: HttpRequest, part: int) -> HttpResponse:
    """Name the public stories of one part; a part without any does not exist."""
    found = stories_of_a_part(part, PART, now=timezone.now())
    if not found:
        raise Http404
    address_of = addresses_of_stories()
    dated = ((address_of(pk, slug), changed_at) for pk, slug, changed_at in found)
    return _map("urlset", MAP, entries("url", (entry for entry in dated if entry[0])))


@for_programs
def lists(request: HttpRequest) -> HttpResponse:
    """Name the pages that lead to stories, and the standing pages."""
    now = timezone.now()
    listed = Listing.objects.filter(reporter=OuterRef("pk"), published_at__lte=now)
    lead = (*standing_pages(), *sections_with_news(now), *Reporter.objects.filter(Exists(listed)))
    pages: list[Dated] = [(in_xml(reverse("home")), _newest(now))]
    pages += [(in_xml(reverse(name)), None) for name in LISTS]
    pages += [(in_xml(thing.get_absolute_url()), None) for thing in lead]
    return _map("urlset", MAP, entries("url", pages))


@for_programs
def news(request: HttpRequest) -> HttpResponse:
    """Name what was published in the last 48 hours; an imported story counts by its own date."""
    now, address_of = timezone.now(), addresses_of_stories()
    fresh = Article.objects.published(now).filter(published_at__gte=now - FRESH).newest()
    rows = fresh.values_list("pk", "slug", "title", "published_at")[:MOST_FRESH]
    told = ((address_of(pk, slug), title, at) for pk, slug, title, at in rows)
    told = (story for story in told if story[0])
    return _map("urlset", NEWS, news_entries(told, site=name_of_site()))


def _map(root: str, namespaces: dict[str, str], written: str) -> HttpResponse:
    xml = Xml(root, namespaces)
    xml.add_written(written)
    return document(xml.text(), TYPE)


def _newest(now: datetime) -> datetime | None:
    newest = Article.objects.published(now).newest()
    return newest.values_list("published_at", flat=True).first()
