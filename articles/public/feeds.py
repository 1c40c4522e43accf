"""Feeds: the newest stories for readers' programs, as RSS and as JSON Feed.

Dates are written in English whatever the language of the site, as RFC 822 asks.
"""

import json
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import rfc2822_date
from django.utils.translation import gettext as _

from articles.models import Article, Category
from articles.public.documents import Xml, address, document, for_programs, w3c_time
from articles.public.feed_entries import Entry, entries_of, last_change, newest
from articles.public.redirects import moved
from articles.public.site import name_of_site

NAMESPACES = {
    "version": "2.0",
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


@for_programs
def rss(request: HttpRequest) -> HttpResponse:
    """Return the newest stories of the paper."""
    words = {"title": name_of_site(), "link": address(reverse("home"))}
    words["description"] = _("News from %(newsroom)s.") % {"newsroom": settings.NEWSROOM_NAME}
    stories = newest(Article.objects.published(timezone.now()))
    return _rss(stories, words, feed=address(reverse("rss")))


@for_programs
def category_rss(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the newest stories of a section."""
    section = Category.objects.filter(slug=slug).first()
    if section is None:
        return moved(request, Category, slug, to="category_rss")
    words = {
        "title": f"{section.name} – {name_of_site()}",
        "link": address(section.get_absolute_url()),
        "description": section.description or _("News about %(topic)s.") % {"topic": section.name},
    }
    stories = newest(Article.objects.published(timezone.now()).filter(category=section))
    return _rss(stories, words, feed=address(reverse("category_rss", args=[section.slug])))


@for_programs
def json_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest stories of the paper as JSON Feed 1.1."""
    stories = newest(Article.objects.published(timezone.now()))
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": name_of_site(),
        "home_page_url": address(reverse("home")),
        "feed_url": address(reverse("json_feed")),
        "description": _("News from %(newsroom)s.") % {"newsroom": settings.NEWSROOM_NAME},
        "language": settings.LANGUAGE,
        "authors": [{"name": settings.NEWSROOM_NAME, "url": address(reverse("home"))}],
        "items": [_json_item(entry) for entry in entries_of(stories)],
    }
    text = json.dumps(feed, ensure_ascii=False, indent=1)
    return document(text, "application/feed+json", changed_at=last_change(stories))


def _rss(stories: list[Article], words: dict[str, str], *, feed: str) -> HttpResponse:
    changed_at = last_change(stories)
    xml = Xml("rss", NAMESPACES)
    xml.begin("channel")
    for name, text in words.items():
        xml.add(name, text)
    xml.add("atom:link", rel="self", type="application/rss+xml", href=feed)
    xml.add("language", settings.LANGUAGE)
    xml.add("lastBuildDate", _rfc_822(changed_at))
    for entry in entries_of(stories):
        _add_item(xml, entry)
    xml.end("channel")
    return document(xml.text(), "application/rss+xml", changed_at=changed_at)


def _add_item(xml: Xml, entry: Entry) -> None:
    xml.begin("item")
    xml.add("title", entry.title)
    xml.add("link", entry.url)
    xml.add("guid", entry.guid, isPermaLink="false")
    xml.add("pubDate", _rfc_822(entry.published_at))
    xml.add("description", entry.summary)
    xml.add("content:encoded", entry.html)
    for name, _path in entry.authors:
        xml.add("dc:creator", name)
    for topic in entry.topics:
        xml.add("category", topic)
    if picture := entry.picture:
        xml.add("enclosure", url=picture.url, length=str(picture.length), type=picture.type)
        size = {"width": picture.width, "height": picture.height}
        xml.add("media:content", url=picture.url, type=picture.type, medium="image", **size)
    xml.end("item")


def _json_item(entry: Entry) -> dict:
    item = {
        "id": entry.guid,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": w3c_time(entry.published_at),
        "date_modified": w3c_time(entry.changed_at),
        "tags": entry.topics,
        "language": settings.LANGUAGE,
    }
    if entry.authors:
        item["authors"] = [{"name": name, "url": url} for name, url in entry.authors]
    if picture := entry.picture:
        item["image"] = picture.url
        file = {"url": picture.url, "mime_type": picture.type, "size_in_bytes": picture.length}
        item["attachments"] = [file | ({"title": picture.alt} if picture.alt else {})]
    return item


def _rfc_822(moment: datetime) -> str:
    return rfc2822_date(timezone.localtime(moment))
