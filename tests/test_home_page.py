"""The front page: what is new, section by section, and no story twice."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from articles.editorial import workflow
from articles.models import Category, Correction
from tests.conftest import PHONE
from tests.newsdesk import RALAT, a_published_story
from tests.readers import story, visitors_counted
from tests.reading import meta, page_of

pytestmark = pytest.mark.django_db


def stories(category, number, *, hours_ago=1, name="Berita"):
    """Return so many stories of a section, the newest first, an hour between them."""
    now = timezone.now()
    return [
        story(category, f"{name} {n}", published_at=now - timedelta(hours=hours_ago + n))
        for n in range(number)
    ]


def titles(element):
    return [h.text for level in ("h2", "h3") for h in element.all(level, class_="story__title")]


def test_a_site_without_news_says_so_and_looks_whole(client):
    page = page_of(client.get("/"))
    assert page.one("main").text == "Berita Kabupaten Bekasi Belum ada berita."
    navigations = {nav.attributes["aria-label"] for nav in page.all("nav")}
    assert navigations <= {"Tentang situs ini"}
    assert len(page.section("Statistik pengunjung").all("li")) == 3


def test_the_newest_story_leads_and_the_next_six_follow(client, government):
    newest = stories(government, 9)
    page = page_of(client.get("/"))
    lead = page.one("article", class_="lead")
    assert lead.one("h2").text == newest[0].title
    assert titles(page.section("Berita Terkini")) == [s.title for s in newest[1:7]]
    assert titles(page.section("Pemerintahan")) == [s.title for s in newest[7:]]


def test_no_story_stands_on_the_front_page_twice(client, government, health):
    stories(government, 12)
    stories(health, 12, hours_ago=2, name="Kabar")
    page = page_of(client.get("/"))
    shown = titles(page.one("main"))
    assert len(shown) == len(set(shown)) == 1 + 6 + 4 + 4


def test_a_section_is_shown_and_in_the_menu_only_when_it_has_news(client, government, health):
    stories(government, 8)
    Category.objects.create(name="Kosong", slug="kosong", position=0)
    story(health, "Draf kesehatan", status="draft", published_at=None)
    page = page_of(client.get("/"))
    menu = page.one("nav", aria_label="Rubrik")
    assert [(a.text, a.attributes["href"]) for a in menu.all("a")] == [
        ("Beranda", "/"),
        ("Pemerintahan", "/kategori/pemerintahan/"),
    ]
    assert menu.one(aria_current="page").text == "Beranda"
    assert page.all("h2", name="Kesehatan") == page.all("h2", name="Kosong") == []


def test_sections_stand_in_the_order_of_the_menu_with_their_own_newest(client, government, health):
    stories(government, 10, hours_ago=50)
    older = stories(health, 6, hours_ago=100, name="Kabar")
    page = page_of(client.get("/"))
    blocks = [block.one("h2").text for block in page.all("section", class_="block")]
    assert blocks == ["Pemerintahan", "Kesehatan"]
    assert titles(page.section("Kesehatan")) == [s.title for s in older[:4]]
    assert page.section("Kesehatan").links()[0] == "/kategori/kesehatan/"


def test_the_most_read_are_on_the_front_page_and_read_counts_are_not(client, government):
    stories(government, 3)
    page = page_of(client.get("/"))
    assert len(page.section("Berita terbaru").all("li")) == 3
    assert page.all(data_reads="") == []
    assert "Dibaca" not in page.text


def test_corrections_are_named_for_thirty_days(client, rita, edi, mira):
    now = timezone.now()
    for days, title in ((1, "Baru"), (29, "Masih"), (31, "Lewat")):
        road = a_published_story(rita, edi, title=title, at=now - timedelta(days=40))
        Correction.objects.create(article=road, at=now - timedelta(days=days), **RALAT)
    gone = a_published_story(rita, edi, title="RAHASIA", at=now - timedelta(days=40))
    Correction.objects.create(article=gone, at=now, **RALAT)
    workflow.withdraw(gone, by=mira, ground="child", text="Identitas anak.")
    page = page_of(client.get("/"))
    section = page.section("Ralat 30 hari terakhir")
    assert [link.text for link in section.all("a")[1:]] == ["Baru", "Masih"]
    assert section.links()[0] == "/ralat/"
    assert all(link.endswith("#corrections") for link in section.links()[1:])


def test_visitors_are_counted_once_on_the_front_page(client, government):
    for _ in range(2):
        page = page_of(client.get("/", headers={"user-agent": PHONE}))
    assert visitors_counted() == 1
    assert page.section("Statistik pengunjung").all("li")[0].text == "Pengunjung hari ini : 1"


def test_the_front_page_has_one_address_and_is_kept_by_the_reader_alone(client, government):
    response = client.get("/", headers={"host": "127.0.0.1"})
    page = page_of(response)
    assert page.one("html").attributes["lang"] == "id"
    assert page.one("link", rel="canonical").attributes["href"] == "http://testserver/"
    assert page.one("title").children == ["Berita Kabupaten Bekasi"]
    assert meta(page, "og:type") == "website"
    assert meta(page, "description") == "Berita dari Newsroom Diskominfosantik."
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_headings_and_landmarks_lead_through_the_page(client, government):
    stories(government, 9)
    page = page_of(client.get("/"))
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert page.one("a", class_="skip").attributes["href"] == "#content"
    assert page.one("main").attributes["id"] == "content"
    marks = [element.attributes["id"] for element in page.all(id="")]
    assert len(marks) == len(set(marks))
    levels = [int(e.tag[1]) for e in page.all() if e.tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
