"""Feeds: every program can read them, whatever is in the stories, and nothing is in them early."""

import json
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.utils import timezone

from articles.editorial import workflow
from articles.models import Article, Byline, Category, Correction, Reporter, Tag
from articles.public.feed_entries import entry_of, newest
from tests.conftest import PHONE
from tests.documents import NAMES, json_items, rss_items, texts, xml_of
from tests.newsdesk import a_published_story, with_photo
from tests.readers import counted, jakarta, story, visitors_counted
from tests.reading import page_of

pytestmark = pytest.mark.django_db

FEEDS = ["/rss.xml", "/kategori/pemerintahan/rss.xml", "/feed.json"]
AWKWARD = "a\x01b\x0b\x1f]]>\ufffe\uffff\ufdd0<b>&amp;&\"'</title>\u2028\x7f\x85\U0001f965"


def one_item(client):
    (item,) = rss_items(client)
    return item


def test_a_feed_names_the_paper_and_where_it_is(client, government):
    story(government)
    channel = xml_of(client.get("/rss.xml")).find("channel")
    assert channel.findtext("title") == "Berita Kabupaten Bekasi"
    assert channel.findtext("link") == "http://testserver/"
    assert channel.findtext("description") == "Berita dari Newsroom Diskominfosantik."
    assert channel.findtext("language") == "id"
    own = channel.find("atom:link", NAMES).attrib
    assert (own["rel"], own["href"]) == ("self", "http://testserver/rss.xml")


def test_a_story_is_in_a_feed_with_all_its_words(client, rita, edi):
    at = jakarta(2025, 9, 2, 14, 5)
    told = a_published_story(
        rita, edi, at=at, dateline="SUKATANI", tags=["Posyandu"], needs_verification=True
    )
    Correction.objects.create(article=told, wrong="Selasa", right="Rabu", at=at, by_name="x")
    item = one_item(client)
    assert item.findtext("title") == told.title
    assert item.findtext("link") == f"http://testserver{told.get_absolute_url()}"
    assert item.findtext("pubDate") == "Tue, 02 Sep 2025 14:05:00 +0700"
    assert item.findtext("description") == (
        "Posyandu Melati di Desa Sukatani kini buka sampai pukul 21.00 WIB."
    )
    assert texts(item, "dc:creator") == ["Fajar CQA"]
    assert texts(item, "category") == ["Pemerintahan", "Posyandu"]
    whole = item.findtext("content:encoded", namespaces=NAMES)
    assert whole.startswith("<p><b>SUKATANI</b> – Posyandu Melati di Desa Sukatani")
    for part in ("masih memerlukan verifikasi", "<p>Reporter : Fajar CQA</p>", "“Selasa”"):
        assert part in whole


def test_the_json_feed_tells_the_same(client, rita, edi):
    told = a_published_story(rita, edi, at=jakarta(2025, 9, 2, 14, 5), tags=["Posyandu"])
    response = client.get("/feed.json")
    feed = json.loads(response.content)
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://testserver/feed.json"
    (item,) = feed["items"]
    rss = one_item(client)
    assert item["id"] == rss.findtext("guid") == f"tag:testserver,2026:berita/{told.pk}"
    assert item["url"] == rss.findtext("link")
    assert item["content_html"] == rss.findtext("content:encoded", namespaces=NAMES)
    assert item["date_published"] == "2025-09-02T14:05:00+07:00"
    assert item["authors"] == [
        {"name": "Fajar CQA", "url": "http://testserver/reporter/fajar-cqa/"}
    ]
    assert item["tags"] == ["Pemerintahan", "Posyandu"]


def test_thirty_stories_newest_first_and_of_their_section_only(client, government, health):
    now = timezone.now()
    for n in range(31):
        story(government, f"Berita {n}", published_at=now - timedelta(hours=n + 1))
    story(health, "Kabar", published_at=now - timedelta(minutes=1))
    section = [f"Berita {n}" for n in range(31)]
    titles = texts(xml_of(client.get("/rss.xml")), "channel/item/title")
    assert titles == ["Kabar", *section][:30]
    assert [item["title"] for item in json_items(client)] == titles
    titles = texts(xml_of(client.get("/kategori/pemerintahan/rss.xml")), "channel/item/title")
    assert titles == section[:30]
    assert client.get("/kategori/tidak-ada/rss.xml").status_code == 404


@pytest.mark.parametrize("language", ["id", "en"])
def test_dates_are_english_in_every_language(client, settings, government, language):
    settings.LANGUAGE = language
    at = jakarta(2026, 5, 4, 0, 30)
    Article.objects.filter(pk=story(government, published_at=at).pk).update(saved_at=at)
    channel = xml_of(client.get("/rss.xml")).find("channel")
    for path in ("item/pubDate", "lastBuildDate"):
        assert channel.findtext(path) == "Mon, 04 May 2026 00:30:00 +0700"
        assert parsedate_to_datetime(channel.findtext(path)) == at
    assert channel.findtext("language") == language


def test_a_new_slug_changes_no_guid_and_no_two_are_the_same(client, government):
    stories = [story(government, "Judul sama") for _ in range(3)]
    before = texts(xml_of(client.get("/rss.xml")), "channel/item/guid")
    assert len(set(before)) == 3
    Article.objects.filter(pk=stories[0].pk).update(slug="lain", title="Lain")
    items = rss_items(client)
    assert [item.findtext("guid") for item in items] == before
    assert {item.find("guid").attrib["isPermaLink"] for item in items} == {"false"}


def test_no_content_breaks_a_feed(client, government):
    awkward = story(government, AWKWARD, summary=AWKWARD, dateline=AWKWARD[:60])
    body = f'<p>{AWKWARD}</p><img src="/media/a.jpg"><a href="/x/">x</a><a href="//y/">y</a>'
    Article.objects.filter(pk=awkward.pk).update(body=body, is_reprint=True, source=AWKWARD)
    Category.objects.filter(pk=government.pk).update(name=AWKWARD, description=AWKWARD)
    someone = Reporter.objects.create(name=AWKWARD, slug="aneh")
    Byline.objects.create(article=awkward, reporter=someone)
    awkward.tags.add(Tag.objects.create(name=AWKWARD, slug="aneh"))
    Correction.objects.create(
        article=awkward, wrong=AWKWARD, right=AWKWARD, at=timezone.now(), by_name="x"
    )
    story(government, "Berita biasa", published_at=timezone.now() - timedelta(days=1))
    for path in FEEDS[:2]:
        titles = texts(xml_of(client.get(path)), "channel/item/title")
        assert titles == ["ab ]]><b>&amp;&\"'</title> \U0001f965", "Berita biasa"]
    html = json_items(client)[0]["content_html"]
    assert 'src="http://testserver/media/a.jpg"' in html
    assert 'href="http://testserver/x/"' in html
    assert 'href="//y/"' in html


def test_half_a_character_and_a_slug_without_an_address_break_nothing(client, government, caplog):
    """No database takes the first; the second is nothing that the desk writes."""
    shown = story(government, "Berita biasa")
    bad = story(government, "Buruk")
    Article.objects.filter(pk=bad.pk).update(slug="a/b")
    assert [item["title"] for item in json_items(client)] == ["Berita biasa"]
    assert texts(xml_of(client.get("/rss.xml")), "channel/item/title") == ["Berita biasa"]
    assert f"The story {bad.pk} cannot be put into a feed." in caplog.text
    (shown,) = [found for found in newest(Article.objects.all()) if found.pk == shown.pk]
    shown.title, shown.body = "a\ud800b", "<p>c\udfffd</p>"
    entry = entry_of(shown)
    assert (entry.title, entry.html) == ("ab", "<p>cd</p>")


def test_the_lead_photo_comes_with_its_address_type_and_size(client, rita, edi):
    told = a_published_story(rita, edi, **with_photo(rita))
    url = f"http://testserver{told.photo.file.url}"
    item = one_item(client)
    length = str(len(b"not opened"))
    assert item.find("enclosure").attrib == {"url": url, "type": "image/jpeg", "length": length}
    assert item.find("media:content", NAMES).attrib == {
        "url": url, "type": "image/jpeg", "medium": "image", "width": "1200", "height": "800"
    }  # fmt: skip
    (told_as_json,) = json_items(client)
    assert told_as_json["image"] == url
    assert told_as_json["attachments"][0]["title"] == "Antrean warga di teras posyandu"
    told.photo.file.storage.delete(told.photo.file.name)
    assert one_item(client).find("enclosure") is None
    assert "image" not in json_items(client)[0]


@pytest.mark.parametrize("path", FEEDS)
def test_who_has_the_feed_already_is_not_sent_it_again(client, rita, edi, mira, path):
    told = a_published_story(rita, edi)
    first = client.get(path)
    assert first["Cache-Control"] == "public, no-cache"
    assert not first.cookies
    assert "Cookie" not in first.headers.get("Vary", "")
    for asked in ("if-none-match", "if-modified-since"):
        known = first["ETag"] if asked == "if-none-match" else first["Last-Modified"]
        again = client.get(path, headers={asked: known})
        assert (again.status_code, again.content) == (304, b"")
    later = timezone.now() + timedelta(seconds=2)
    workflow.withdraw(told, by=mira, ground="child", text="Identitas anak.", now=later)
    for asked in ("if-none-match", "if-modified-since"):
        known = first["ETag"] if asked == "if-none-match" else first["Last-Modified"]
        assert client.get(path, headers={asked: known}).status_code == 200
    assert client.get(path)["ETag"] == client.get(path)["ETag"] != first["ETag"]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_comes_from_the_sites_own_address_and_counts_nothing(client, government, path):
    told = story(government)
    response = client.get(path, headers={"host": "127.0.0.1", "user-agent": PHONE})
    assert response["Content-Type"].endswith("; charset=utf-8")
    assert b"http://127.0.0.1" not in response.content
    assert client.post(path).status_code == 405
    assert (counted(told), visitors_counted()) == (0, 0)


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_without_news_is_a_feed_and_stays_the_same(client, government, path):
    first, second = client.get(path), client.get(path)
    assert first.status_code == 200
    assert first["ETag"] == second["ETag"]


def test_pages_name_their_feeds(client, government):
    def feeds(path):
        links = page_of(client.get(path)).all("link", rel="alternate")
        return [(link.attributes["href"], link.attributes["title"]) for link in links]

    site = "Berita Kabupaten Bekasi"
    assert feeds("/") == [("/rss.xml", site), ("/feed.json", site)]
    assert feeds("/kategori/pemerintahan/") == [
        ("/rss.xml", site),
        ("/kategori/pemerintahan/rss.xml", f"Pemerintahan – {site}"),
        ("/feed.json", site),
    ]


@pytest.mark.parametrize("path", FEEDS)
def test_the_number_of_queries_does_not_grow(client, rita, edi, path, django_assert_num_queries):
    a_published_story(rita, edi, tags=["A"])
    queries = 9 if "kategori" in path else 8  # one of them asks what the site is called
    with django_assert_num_queries(queries):
        client.get(path)
    for n in range(5):
        a_published_story(rita, edi, title=f"Berita {n}", tags=["A", f"B{n}"], **with_photo(rita))
    with django_assert_num_queries(queries):
        client.get(path)
