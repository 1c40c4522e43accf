"""Documents for programs, read as programs read them, and one call for every one of them."""

import json
from xml.etree import ElementTree

from django.http import HttpResponse

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


def xml_of(response: HttpResponse) -> ElementTree.Element:
    """Return the root of an XML answer; one that is not well formed fails."""
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def texts(root: ElementTree.Element, path: str) -> list[str]:
    """Return the texts of all elements at a path, with the prefixes of `NAMES`."""
    return [found.text or "" for found in root.iterfind(path, NAMES)]


def rss_items(client, path: str = "/rss.xml") -> list[ElementTree.Element]:
    return xml_of(client.get(path)).findall("channel/item")


def json_items(client) -> list[dict]:
    return json.loads(client.get("/feed.json").content)["items"]
