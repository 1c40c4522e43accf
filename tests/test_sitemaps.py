"""The map of the site: every public story once, in parts of bounded size; two days of news."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.editorial import workflow
from articles.models import Article, Byline, Reporter, listing
from articles.public import sitemaps
from tests.documents import texts, xml_of
from tests.newsdesk import RALAT, a_category, a_published_story
from tests.readers import jakarta, story

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
MAPS = ["/sitemap.xml", "/sitemap-laman.xml", "/sitemap-berita.xml", "/sitemap-1.xml"]


def locations(client, path: str) -> list[str]:
    """Return the paths a map names; all of them are the site's own."""
    root = xml_of(client.get(path))
    found = texts(root, "map:url/map:loc") + texts(root, "map:sitemap/map:loc")
    assert all(location.startswith(f"{SITE}/") for location in found)
    return [location.removeprefix(SITE) for location in found]


def changes(client, path: str) -> dict[str, str]:
    """Return when each part of the index last changed."""
    parts = xml_of(client.get(path)).iterfind("*")
    return {part[0].text.removeprefix(SITE): part[1].text for part in parts if len(part) > 1}


def numbered(category, *numbers: int) -> list[Article]:
    return [story(category, f"Berita {n}", pk=n) for n in numbers]


def test_every_public_story_is_in_one_part_and_no_part_is_too_large(
    client, government, monkeypatch
):
    monkeypatch.setattr(sitemaps, "PART", 3)
    made = numbered(government, 1, 2, 3, 4, 12, 13)
    numbered(government, 8)[0].delete()
    parts = locations(client, "/sitemap.xml")
    assert parts == ["/sitemap-laman.xml", *(f"/sitemap-{n}.xml" for n in (1, 2, 4, 5))]
    found = [locations(client, part) for part in parts[1:]]
    assert [len(part) for part in found] == [3, 1, 1, 1]
    assert [path for part in found for path in part] == [
        article.get_absolute_url() for article in made
    ]


@pytest.mark.parametrize("part", ["0", "01", "2", "3", "99999999999999999999", "-1", "x", "%D9%A3"])
def test_a_part_without_stories_does_not_exist(client, government, part):
    numbered(government, 1)
    assert client.get("/sitemap-1.xml").status_code == 200
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_a_part_is_well_under_the_limit():
    assert sitemaps.PART <= 25_000


def test_each_address_says_when_readers_were_last_told_something_new(client, rita, edi):
    at = jakarta(2026, 1, 5, 9)
    told = a_published_story(rita, edi, at=at)
    path = told.get_absolute_url()
    part = f"/sitemap-{(told.pk - 1) // sitemaps.PART + 1}.xml"
    before = "2026-01-05T09:00:00+07:00"
    assert changes(client, part) == {path: before}
    assert changes(client, "/sitemap.xml") == {"/sitemap-laman.xml": before, part: before}

    def change(kind, fields, moment, **words):
        seen = Article.objects.get(pk=told.pk).version
        workflow.update(told, by=edi, seen=seen, kind=kind, fields=fields, now=moment, **words)

    change("typo", {"title": "Posyandu Buka"}, jakarta(2026, 1, 6))
    assert set(changes(client, "/sitemap.xml").values()) == {before}
    change("correction", {"title": "Posyandu Tutup"}, jakarta(2026, 1, 7), **RALAT)
    after = "2026-01-07T12:00:00+07:00"
    assert list(changes(client, part).values()) == [after]
    assert changes(client, "/sitemap.xml")[part] == after


def test_the_pages_that_lead_to_stories_have_a_part(client, government, health):
    signed = story(government)
    for name in ("fajar", "sam"):
        Reporter.objects.create(name=name, slug=name)
    Byline.objects.create(article=signed, reporter=Reporter.objects.get(slug="fajar"))
    listing.write([signed])
    found = locations(client, "/sitemap-laman.xml")
    assert found[0] == "/"
    assert "/halaman/pedoman-media-siber/" in found
    assert found[-2:] == ["/kategori/pemerintahan/", "/reporter/fajar/"]
    for path in found:
        assert client.get(path).status_code == 200, path


NOW = jakarta(2026, 9, 2, 10)


@pytest.mark.parametrize(
    ("age", "named"),
    [(timedelta(0), True), (timedelta(hours=48), True), (timedelta(hours=48, seconds=1), False)],
)
@time_machine.travel(NOW, tick=False)
def test_the_news_are_those_of_exactly_48_hours(client, government, age, named):
    article = story(government, "Kabar", published_at=NOW - age)
    found = locations(client, "/sitemap-berita.xml")
    assert found == ([article.get_absolute_url()] if named else [])


@time_machine.travel(NOW, tick=False)
def test_an_import_of_old_stories_floods_no_news(client, db):
    for n in range(3):
        old = Article(title=f"Lama {n}", body="<p>x</p>", category=a_category())
        workflow.adopt(old, source="lama", status="published", at=NOW - timedelta(days=3 + n))
    new = Article(title="Baru", body="<p>x</p>", category=a_category())
    new = workflow.adopt(new, source="lama", status="published", at=NOW - timedelta(hours=1))
    assert locations(client, "/sitemap-berita.xml") == [new.get_absolute_url()]


@time_machine.travel(NOW, tick=False)
def test_news_bear_the_name_of_the_paper_its_language_and_their_time(client, government):
    story(government, "A\x01 & <b>]]>\ufffe", published_at=jakarta(2026, 9, 1, 14, 5))
    root = xml_of(client.get("/sitemap-berita.xml"))
    told = {element.tag.rpartition("}")[2]: element.text for element in root.iter() if element.text}
    assert told == {
        "loc": f"{SITE}{Article.objects.get().get_absolute_url()}",
        "name": "Berita Kabupaten Bekasi",
        "language": "id",
        "publication_date": "2026-09-01T14:05:00+07:00",
        "title": "A & <b>]]>",
    }


def test_the_news_are_never_more_than_one_file_may_hold(client, government, monkeypatch):
    assert sitemaps.MOST_FRESH == 1000
    monkeypatch.setattr(sitemaps, "MOST_FRESH", 2)
    stories = numbered(government, 1, 2, 3)
    found = locations(client, "/sitemap-berita.xml")
    assert found == [article.get_absolute_url() for article in reversed(stories[1:])]


@pytest.mark.parametrize("path", MAPS)
def test_a_map_is_valid_xml_set_no_cookie_and_is_sent_once(client, government, path):
    numbered(government, 1)
    Article.objects.update(slug="a\x01<&")
    numbered(government, 2)
    Article.objects.filter(pk=2).update(slug="a/b")
    first = client.get(path, headers={"host": "127.0.0.1"})
    xml_of(first)
    assert b"127.0.0.1" not in first.content
    assert first["Content-Type"] == "application/xml; charset=utf-8"
    assert not first.cookies
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", MAPS)
def test_the_number_of_queries_does_not_grow(client, government, path, django_assert_num_queries):
    numbered(government, 1)
    # The map of news also asks what the site is called.
    more = {"/sitemap.xml": 2, "/sitemap-laman.xml": 4, "/sitemap-berita.xml": 2}
    queries = more.get(path, 1)
    for numbers in ([2], range(10, 40)):
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200
        numbered(government, *numbers)


def test_robots_may_read_the_news_and_are_told_where_the_map_is(client, settings):
    settings.SITE_URL = "https://berita.example.go.id"
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        "Sitemap: https://berita.example.go.id/sitemap.xml",
        "Sitemap: https://berita.example.go.id/sitemap-berita.xml",
    ]


@pytest.mark.parametrize(("month", "day"), [(1, 1), (2, 28), (8, 31), (12, 31)])
def test_whoever_finds_a_weakness_is_told_whom_to_write(client, settings, month, day):
    settings.DEFAULT_FROM_EMAIL = "Redaksi <newsroom@berita.example.go.id>"
    now = jakarta(2026, month, day, 23, 59)
    with time_machine.travel(now, tick=False):
        lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    told = dict(line.split(": ", 1) for line in lines)
    assert told["Contact"] == "mailto:newsroom@berita.example.go.id"
    assert told["Canonical"] == f"{SITE}/.well-known/security.txt"
    assert told["Preferred-Languages"] == "id, en"
    expires = timezone.datetime.fromisoformat(told["Expires"])
    assert timedelta(days=30) < expires - now < timedelta(days=364)


def test_a_phone_can_keep_the_paper(client):
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json; charset=utf-8"
    facts = response.json()
    assert (facts["name"], facts["lang"], facts["start_url"]) == (
        "Berita Kabupaten Bekasi",
        "id",
        "/",
    )
    assert facts["icons"][0]["src"] == "/static/articles/mark.svg"


def test_a_part_names_what_readers_may_see_and_nothing_else(client, government):
    """A change that a fast clock dated ahead hides nothing."""
    now = timezone.now()
    made = numbered(government, *range(1, 9))
    changed = {2: {"published_at": now + timedelta(hours=1)}, 3: {"status": "draft"}}
    changed |= {4: {"updated_at": now + timedelta(minutes=5)}, 5: {"updated_at": now}}
    gone = {"withdrawn_at": now, "withdrawal_text": "Dicabut.", "withdrawal_ground": "child"}
    changed |= {6: {"status": "withdrawn", **gone}, 7: {"slug": "Kabar_dari-SETU"}}
    for number, columns in changed.items():
        Article.objects.filter(pk=number).update(**columns)
    plainly = Article.objects.published(now).filter(pk__in=[story.pk for story in made])
    assert [story.pk for story in plainly.order_by("pk")] == [1, 4, 5, 7, 8]
    assert changes(client, "/sitemap-1.xml") == {
        story.get_absolute_url(): timezone.localtime(
            story.updated_at or story.published_at
        ).isoformat(timespec="seconds")
        for story in plainly
    }
