"""The readers' search page: what it shows, what it says when there is nothing, what it never is."""

from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article, SearchMiss
from articles.public import search_misses, search_query
from tests.conftest import PHONE
from tests.newsdesk import a_category, a_draft, a_published_story
from tests.readers import jakarta, visitors_counted
from tests.reading import meta, page_of

pytestmark = pytest.mark.django_db

NOW = jakarta(2026, 9, 23, 12)  # a Wednesday
STORIES = (
    ("Peresmian pasar", "<p>Bupati meresmikan <strong>Pasar</strong> Serang &amp; kiosnya.</p>"),
    ("Warga panen", "<p>Pasar ramai &lt;script&gt;alert(1)&lt;/script&gt; pasar.</p>"),
    ("Air bersih", "<p>Pipa air bersih tiba.</p>"),
)


@pytest.fixture
def paper(rita, edi):
    """Three stories of one section, yesterday, last week and last year, and one of another."""
    days = (1, 8, 300)
    health = a_category("Kesehatan", "kesehatan")
    with time_machine.travel(NOW, tick=False):
        for (title, body), ago in zip(STORIES, days, strict=True):
            a_published_story(rita, edi, title=title, body=body, at=NOW - timedelta(days=ago))
        a_published_story(rita, edi, title="Pasar obat", category=health, at=NOW)
        yield


def search(client, query=None, status=200, **asked):
    answer = client.get("/cari/", {"q": query, **asked} if query is not None else asked)
    assert answer.status_code == status
    return page_of(answer, status=status)


def titles(page):
    return [title.text for title in page.all("h3", class_="story__title")]


def test_the_form_alone_says_how_to_search(client, paper):
    page = search(client)
    assert page.one("h1").text == "Pencarian"
    assert page.one("form", class_="search").attributes["role"] == "search"
    assert "meresmikan" in page.one("main").text
    assert titles(page) == []
    assert titles(search(client, "  ")) == []


def test_the_best_or_the_newest_first(client, paper):
    assert titles(search(client, "pasar")) == ["Peresmian pasar", "Pasar obat", "Warga panen"]
    newest = search(client, "pasar", urut="terbaru")
    assert titles(newest) == ["Pasar obat", "Peresmian pasar", "Warga panen"]
    page = search(client, "resmi pasar", urut="terbaru")
    assert titles(page) == ["Peresmian pasar"]
    assert page.one("h2", id="found").text == "1 berita untuk “resmi pasar”"


def test_words_are_marked_in_whatever_form_and_nothing_else_gets_through(client, paper):
    page = search(client, "pasar")
    marks = [[mark.text for mark in story.all("mark")] for story in page.all(class_="story")]
    assert marks == [["pasar", "Pasar"], ["Pasar"], ["Pasar", "pasar"]]
    html = client.get("/cari/", {"q": 'pasar "<script>" onload=x'}).content.decode()
    assert "<script>" not in html
    html = client.get("/cari/", {"q": "alert"}).content.decode()
    assert "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt;" in html
    found = search(client, "kios")
    words = "Bupati meresmikan Pasar Serang & kiosnya ."  # each piece of text stands apart here
    assert found.one(class_="found__excerpt").text == words


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kategori": "kesehatan"}, ["Pasar obat"]),
        ({"kategori": "pemerintahan"}, ["Peresmian pasar", "Warga panen"]),
        ({"periode": "minggu"}, ["Pasar obat", "Peresmian pasar"]),
        ({"periode": "bulan"}, ["Pasar obat", "Peresmian pasar", "Warga panen"]),
        ({"dari": "2026-09-15", "sampai": "2026-09-15"}, ["Warga panen"]),
        ({"dari": "2026-09-22", "sampai": "2026-09-15"}, ["Peresmian pasar", "Warga panen"]),
        ({"sampai": "2026-09-21"}, ["Warga panen"]),
        ({"dari": "2026-09-22"}, ["Pasar obat", "Peresmian pasar"]),
        ({"periode": "minggu", "dari": "1999-01-01"}, ["Pasar obat", "Peresmian pasar"]),
    ],
)  # fmt: skip
def test_a_search_is_narrowed_to_a_section_and_to_days(client, paper, asked, expected):
    assert titles(search(client, "pasar", urut="terbaru", **asked)) == expected


@pytest.mark.parametrize(
    ("asked", "remark"),
    [
        ({"kategori": "tidak-ada"}, "Rubrik itu tidak ada: semua rubrik dicari."),
        ({"dari": "32/13/2026"}, "Tanggal tidak kami kenali dan tidak dipakai."),
        ({"sampai": "0001-01-01"}, "Tanggal tidak kami kenali dan tidak dipakai."),
        ({"dari": "9999-12-31\x00"}, "Tanggal tidak kami kenali dan tidak dipakai."),
    ],
)
def test_what_is_not_understood_is_left_out_and_said(client, paper, asked, remark):
    page = search(client, "pasar", **asked)
    assert (page.one(class_="search__remark").text, len(titles(page))) == (remark, 3)


def test_pages_keep_the_search_and_end_where_it_ends(client, rita, edi, monkeypatch):
    for n in range(23):
        a_published_story(rita, edi, title=f"Pasar {n}")
    page = search(client, "pasar", urut="terbaru")
    forth = page.one("a", rel="next").attributes["href"]
    second = page_of(client.get(forth))
    assert (len(titles(page)), len(titles(second))) == (20, 3)
    assert titles(second)[-1] == "Pasar 0"
    assert second.one("a", rel="prev").attributes["href"] == "/cari/?q=pasar&urut=terbaru"
    for number in ("3", "0", "x", "999999", "9" * 50):
        search(client, "pasar", status=404, page=number)
    search(client, status=404, page="2")
    monkeypatch.setattr(search_query, "WINDOW", 20)
    page = search(client, "pasar")
    assert page.one("h2", id="found").text == "Lebih dari 20 berita untuk “pasar”"
    assert "Yang ditampilkan adalah 20 berita terbaru dengan kata-kata ini." in page.text
    assert page.all("a", rel="next") == []


def test_what_was_typed_is_in_no_title_and_no_engine_keeps_the_page(client, paper):
    word = "beli-obat-murah"
    for asked in ({}, {"q": word}, {"q": word, "page": "1", "x": word}, {word: word}):
        answer = client.get("/cari/", asked)
        page = page_of(answer)
        head = page.one("head")
        assert "<title>Pencarian – Berita Kabupaten Bekasi</title>" in answer.content.decode()
        assert meta(page, "robots") == "noindex"
        assert head.one("link", rel="canonical").attributes["href"] == "http://testserver/cari/"
        assert word not in str([meta.attributes for meta in head.all("meta")])


def test_a_slip_is_mended_with_a_word_of_the_site_that_readers_may_find(client, paper, rita):
    a_draft(rita, title="Rahasiadapur terbongkar")
    page = search(client, "paasar")
    link = page.one(class_="found__meant").one("a")
    assert (link.text, link.attributes["href"]) == ("pasar", "/cari/?q=pasar")
    assert search(client, "rahasiadapru").all(class_="found__meant") == []
    assert "rahasiadapur" not in client.get("/cari/", {"q": "rahasiadapru"}).content.decode()


def test_where_nothing_is_found_there_is_something_to_go_on_with(client, paper):
    page = search(client, "pasar kelautan")
    assert (
        page.one("h2", id="nothing-found").text
        == "Mohon maaf, tidak ada berita untuk “pasar kelautan”"
    )
    assert [link.text for link in page.one("ul", class_="tags").all("a")] == ["pasar"]
    assert titles(page)[0] == "Pasar obat"


def test_words_that_never_meet_are_offered_one_by_one(client, paper):
    page = search(client, "obat bersih")
    assert [link.text for link in page.one("ul", class_="tags").all("a")] == ["obat", "bersih"]
    assert len(titles(page)) == 4  # the latest
    elsewhere = search(client, "bersih", kategori="kesehatan")
    assert elsewhere.one("a", class_="button").attributes["href"] == "/cari/?q=bersih"


def noted():
    return list(SearchMiss.objects.order_by("words").values_list("day", "words", "times"))


def test_what_is_not_found_is_noted_without_who_asked(client, paper, signed_in, rita):
    for query in ("Kartu Prakerja!", "kartu PRAKERJA", "pasar"):
        client.get("/cari/", {"q": query}, headers={"user-agent": PHONE})
    assert noted() == [(NOW.date(), "kartu prakerja", 2)]
    client.get("/cari/", {"q": "robot"}, headers={"user-agent": "Googlebot/2.1"})
    client.head("/cari/", {"q": "kepala"}, headers={"user-agent": PHONE})
    client.get("/cari/", {"q": "tersaring", "periode": "minggu"}, headers={"user-agent": PHONE})
    for private in ("budi@contoh.id", "3216071203450001", "0812 3456 7890", "https://a.b/c"):
        client.get("/cari/", {"q": private}, headers={"user-agent": PHONE})
    signed_in(rita).get("/cari/", {"q": "orang dalam"}, headers={"user-agent": PHONE})
    assert [words for _day, words, _times in noted()] == ["kartu prakerja", "tersaring"]
    fields = {field.name for field in SearchMiss._meta.get_fields()}
    assert fields == {"id", "day", "words", "times"}


def test_notes_are_few_and_forgotten(client, paper, monkeypatch):
    old = SearchMiss.objects.create(day=NOW.date() - timedelta(days=91), words="lama")
    SearchMiss.objects.create(day=NOW.date() - timedelta(days=90), words="belum")
    monkeypatch.setattr(search_misses, "MOST_A_DAY", 2)
    for query in ("satua", "duaa", "tigaa", "satua"):
        client.get("/cari/", {"q": query}, headers={"user-agent": PHONE})
    assert [(words, times) for _day, words, times in noted()] == [
        ("belum", 1),
        ("duaa", 1),
        ("satua", 2),
    ]
    assert not SearchMiss.objects.filter(pk=old.pk).exists()


HARMLESS = [
    *("\x00", "%", "%%%%", "_", "*", '"', '""', '"""', "'", "\\", ";--", "a" * 10_240, "AND NOT"),
    *("NEAR(a,b)", "stems:a", "^a", "a*", "-a", "(((", "{a b}", "a + b", "'a' & !b | c:*", "<->"),
    *(" ".join(f"kata{n}" for n in range(500)), '"' + "pasar " * 500 + '"', "😀", "\u202e", "ﷺ"),
    *("x-" * 5000, "1." * 5000, "a'" * 5000, "(" * 5000, "\u0301" * 999, "b0", "pasar b0", "0x1e5"),
]  # fmt: skip


def test_whatever_is_typed_is_harmless(client, paper):
    for typed in HARMLESS:
        shown = search(client, typed).one("input", id="search-words").attributes["value"]
        assert len(shown) <= 200, typed


def test_whatever_bytes_are_sent_are_harmless(client, paper):
    for sent in ("%ff%fe", "%ed%a0%80", "%00", "a%00b", "%c0%af", "+" * 99, "9" * 99):
        for name in ("q", "kategori", "periode", "dari", "sampai", "urut", quote("\x00")):
            assert client.get(f"/cari/?q=pasar&{name}={sent}").status_code == 200, (name, sent)


def test_the_page_is_like_others_counted_kept_by_nobody_else_and_asked_for_only(client, paper):
    answer = client.get("/cari/", {"q": "pasar"}, headers={"user-agent": PHONE})
    assert visitors_counted() == 1
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert client.post("/cari/", {"q": "pasar"}).status_code == 405
    assert client.get("/cari?q=pasar").headers["Location"] == "/cari/?q=pasar"


def test_every_page_has_a_way_to_search_even_where_there_is_none(client, paper):
    for path in ("/", "/arsip/", Article.objects.published().first().get_absolute_url()):
        assert page_of(client.get(path)).one("form", role="search").attributes["action"] == "/cari/"
    assert len(page_of(client.get("/tidak-ada/"), status=404).all("form", role="search")) == 2
    assert timezone.now() == NOW
