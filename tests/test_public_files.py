"""What pages for readers are made of stays small: one stylesheet, one script, one photo at once."""

import gzip

import pytest

from tests.newsdesk import a_published_story, with_photo
from tests.reading import page_of
from tests.source import ROOT

STATIC = ROOT / "articles" / "static"


def compressed(address: str) -> int:
    path = STATIC / address.removeprefix("/static/")
    return len(gzip.compress(path.read_bytes()))


@pytest.mark.once
def test_stylesheet_and_script_are_light_and_short():
    assert compressed("/static/articles/site.css") <= 12 * 1024
    assert compressed("/static/articles/reading.js") <= 4 * 1024
    for name in ("site.css", "reading.js"):
        assert len((STATIC / "articles" / name).read_text().splitlines()) <= 300


@pytest.mark.django_db
@pytest.mark.once
def test_only_the_photo_readers_came_for_is_asked_for_at_once(client, rita, edi):
    for n in range(9):
        story = a_published_story(rita, edi, title=f"Berita {n}", **with_photo(rita))
    for address in ("/", story.get_absolute_url()):
        photos = [i for i in page_of(client.get(address)).all("img") if "srcset" in i.attributes]
        assert [p for p in photos if p.attributes.get("loading") != "lazy"] == photos[:1]
        assert all(p.attributes["width"] and p.attributes["height"] for p in photos)
