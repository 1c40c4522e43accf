"""What search engines are told to look at: every public story, and the news of two days.

The map is split by the numbers of the stories, which never change: a part holds at most `PART`
addresses whatever was imported, and is one range of the primary key. When each part last changed
is the first entry of its part of an index.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from articles.models import Article, Listing, Reporter
from articles.public.documents import (
    Xml,
    address,
    document,
    for_programs,
    one_line,
    w3c_time,
)
from articles.public.map_statements import parts_of_the_map
from articles.public.navigation import sections_with_news, standing_pages
from articles.public.site import name_of_site

PART = 5_000  # addresses, as in the index of Article; the rule of sitemaps.org is 50,000
FRESH = timedelta(hours=48)
MOST_FRESH = 1_000  # Google's rule for one file of news
TYPE = "application/xml"
MAP = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
NEWS = {**MAP, "xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9"}
LISTS = ("home", "most_read", "archive", "corrections", "statistics")


@for_programs
def index(request: HttpRequest) -> HttpResponse:
    """Name every part of the map and when something in it last changed."""
    now = timezone.now()
    xml = Xml("sitemapindex", MAP)
    _add(xml, "sitemap", reverse("sitemap_of_lists"), _newest(now))
    for part, changed_at in parts_of_the_map(PART, now=now):
        _add(xml, "sitemap", reverse("sitemap_of_stories", args=[part]), changed_at)
    return document(xml.text(), TYPE)


@for_programs
def stories(request: HttpRequest, part: int) -> HttpResponse:
    """Name the public stories of one part; a part without any does not exist."""
    among = Q(pk__gt=(part - 1) * PART, pk__lte=part * PART)
    public = Article.objects.published(timezone.now()).filter(among).order_by("pk")
    rows = list(public.values_list("pk", "slug", "published_at", "updated_at"))
    if not rows:
        raise Http404
    xml = Xml("urlset", MAP)
    for pk, slug, published_at, updated_at in rows:
        if path := _path(pk, slug):
            _add(xml, "url", path, updated_at or published_at)
    return document(xml.text(), TYPE)


@for_programs
def lists(request: HttpRequest) -> HttpResponse:
    """Name the pages that lead to stories, and the standing pages."""
    now = timezone.now()
    listed = Listing.objects.filter(reporter=OuterRef("pk"), published_at__lte=now)
    xml = Xml("urlset", MAP)
    for name in LISTS:
        _add(xml, "url", reverse(name), _newest(now) if name == "home" else None)
    lead = (*standing_pages(), *sections_with_news(now))
    for thing in (*lead, *Reporter.objects.filter(Exists(listed))):
        _add(xml, "url", thing.get_absolute_url())
    return document(xml.text(), TYPE)


@for_programs
def news(request: HttpRequest) -> HttpResponse:
    """Name what was published in the last 48 hours; an imported story counts by its own date."""
    now = timezone.now()
    fresh = Article.objects.published(now).filter(published_at__gte=now - FRESH).newest()
    site = name_of_site()
    xml = Xml("urlset", NEWS)
    rows = fresh.values_list("pk", "slug", "title", "published_at")[:MOST_FRESH]
    for pk, slug, title, published_at in rows:
        if path := _path(pk, slug):
            _add_news(xml, path, title, published_at, site=site)
    return document(xml.text(), TYPE)


def _add_news(xml: Xml, path: str, title: str, published_at: datetime, *, site: str) -> None:
    xml.begin("url")
    xml.add("loc", address(path))
    xml.begin("news:news")
    xml.begin("news:publication")
    xml.add("news:name", site)
    xml.add("news:language", settings.LANGUAGE)
    xml.end("news:publication")
    xml.add("news:publication_date", w3c_time(published_at))
    xml.add("news:title", one_line(title))
    xml.end("news:news")
    xml.end("url")


def _add(xml: Xml, element: str, path: str, changed_at: datetime | None = None) -> None:
    xml.begin(element)
    xml.add("loc", address(path))
    if changed_at:
        xml.add("lastmod", w3c_time(changed_at))
    xml.end(element)


def _path(pk: int, slug: str) -> str | None:
    try:
        return reverse("article", args=[pk, slug])
    except NoReverseMatch:  # no slug of the desk's; it must not cost the others their place
        return None


def _newest(now: datetime) -> datetime | None:
    newest = Article.objects.published(now).newest()
    return newest.values_list("published_at", flat=True).first()
