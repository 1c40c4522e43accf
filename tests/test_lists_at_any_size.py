"""What a page for readers asks, an index answers; lists end, and their last page says where."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, Byline, Correction, Reporter, Tag, listing, search_text
from articles.public import lists, pulse
from tests.conftest import PHONE
from tests.newsdesk import RALAT, a_published_story
from tests.readers import jakarta, story
from tests.reading import page_of

pytestmark = pytest.mark.django_db

NEW_YEAR = jakarta(2026, 1, 1, 0)
LARGE = (
    *("articles_article", "articles_listing", "articles_correction", "articles_articleevent"),
    *("articles_articleday", "articles_articlemonth"),
)


@pytest.fixture
def newspaper(government):
    """Two hundred stories of one section, one topic and one reporter, a corrected one in two."""
    topic = Tag.objects.create(name="UMKM", slug="umkm")
    fajar = Reporter.objects.create(name="Fajar CQA", slug="fajar-cqa")
    times = [NEW_YEAR - timedelta(minutes=n + 1) for n in range(200)]
    stories = Article.objects.bulk_create(
        Article(
            title=f"Berita {n}",
            slug=f"berita-{n}",
            category=government,
            status="published",
            published_at=at,
            first_published_at=at,
        )
        for n, at in enumerate(times)
    )
    Article.tags.through.objects.bulk_create(
        Article.tags.through(article=article, tag=topic) for article in stories
    )
    Byline.objects.bulk_create(Byline(article=article, reporter=fajar) for article in stories)
    Correction.objects.bulk_create(
        Correction(article=article, at=article.published_at, **RALAT) for article in stories[::2]
    )
    listing.write(stories)
    search_text.keep(stories)
    return stories


LISTS = (
    *("/kategori/pemerintahan/", "/tag/umkm/", "/reporter/fajar-cqa/", "/ralat/"),
    *("/arsip/2025/", "/arsip/2025/12/", "/arsip/2025/12/31/"),
)
END = "Daftar ini berakhir setelah 3 halaman."


@pytest.mark.parametrize("path", LISTS)
def test_a_list_ends_after_so_many_pages_and_says_where_the_rest_is(
    client, newspaper, path, monkeypatch
):
    monkeypatch.setattr(lists, "MOST_PAGES", 3)
    pages = [page_of(client.get(path, {"page": number})) for number in (1, 2, 3)]
    assert [len(page.one("main").all("h2", class_="story__title")) for page in pages] == [20] * 3
    for page in pages:
        pager = page.one("nav", aria_label="Halaman")
        assert re.fullmatch(r"Halaman \d dari 3", pager.one("p").text)
    assert pages[2].one("main").all("a", rel="next") == pages[2].all("link", rel="next") == []
    assert [END in page.text for page in pages] == [False, False, True]
    assert "/arsip/" in pages[2].one("p", class_="pager__end").links()
    assert client.get(path, {"page": 4}).status_code == 404


def test_a_list_that_fits_does_not_say_that_it_ends(client, newspaper, monkeypatch):
    monkeypatch.setattr(lists, "MOST_PAGES", 10)
    last = page_of(client.get("/kategori/pemerintahan/", {"page": 10}))
    assert len(last.one("main").all("h2", class_="story__title")) == 20
    assert "berakhir setelah" not in last.text
    assert client.get("/kategori/pemerintahan/", {"page": 11}).status_code == 404


def test_the_archive_counts_to_a_hundred_and_no_further(client, newspaper):
    page = page_of(client.get("/arsip/2025/12/"))
    assert page.one("nav", aria_label="Hari").all("a")[-1].text == "31 Des lebih dari 100 berita"
    older = Article.objects.filter(pk__in=[article.pk for article in newspaper[100:]])
    older.update(published_at=jakarta(2024, 5, 5), first_published_at=jakarta(2024, 5, 5))
    page = page_of(client.get("/arsip/2025/12/"))
    assert page.one("nav", aria_label="Hari").all("a")[-1].text == "31 Des 100 berita"


PAGES = (
    *("/", "/arsip/", "/tidak-ada/", "/rss.xml", "/feed.json", "/kategori/pemerintahan/rss.xml"),
    *("/sitemap.xml", "/sitemap-laman.xml", "/sitemap-berita.xml", "/sitemap-1.xml"),
    *("/terpopuler/", "/statistik/", "/statistik/?dari=2025-03-02&sampai=2025-12-30"),
    *("/cari/?q=berita", "/cari/?q=berita&urut=terbaru&page=2", "/cari/?q=berota"),
    *("/cari/?q=berita+7&kategori=pemerintahan", "/cari/?q=berita&dari=2025-12-31&page=3"),
    *(address for path in LISTS for address in (path, f"{path}?page=3")),
)


def plans_of(client, path: str) -> dict[str, str]:
    """Return how the database goes about each question of a page."""
    asked: list[tuple[str, object]] = []

    def note(execute, sql, values, many, context):
        asked.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        assert client.get(path).status_code in {200, 404}
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN (COSTS OFF) "
    plans = {}
    with connection.cursor() as cursor:
        for sql, values in asked:
            if sql.lstrip().startswith(("SELECT", "WITH", "EXECUTE")):
                cursor.execute(explain + sql, values)
                plans[sql] = "\n".join(row[-1] for row in cursor.fetchall())
    return plans


def test_no_page_reads_a_large_table_from_one_end_to_the_other(client, newspaper):
    """With few rows PostgreSQL would rather read them all; told not to, it has to find a way."""
    article = newspaper[50].get_absolute_url()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    whole = re.compile(rf"(?:Seq Scan on|SCAN) (?:{'|'.join(LARGE)})\b(?! USING)")
    wrong = {
        (path, sql): plan
        for path in (*PAGES, article)
        for sql, plan in plans_of(client, path).items()
        if whole.search(plan)
    }
    assert wrong == {}


@pytest.mark.parametrize("path", [path for path in LISTS if path != "/ralat/"])
def test_a_far_page_is_found_in_the_order_of_an_index(client, newspaper, path):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plans = plans_of(client, f"{path}?page=5")
    paged = [plan for sql, plan in plans.items() if "OFFSET 80" in sql]
    assert len(paged) == 1
    if connection.vendor == "sqlite":
        assert "COVERING INDEX" in paged[0]
        assert "TEMP B-TREE" not in paged[0]


def test_a_page_that_is_not_kept_yet_asks_two_questions(
    client, settings, monkeypatch, rita, edi, django_assert_num_queries
):
    """Between two readings of the state of the newspaper; what pages share is known already."""
    settings.PAGE_CACHE = True
    monkeypatch.setattr(pulse, "ASKED_AGAIN", 600.0)
    monkeypatch.setattr(pulse, "OLDEST", 600.0)
    pulse.forget()
    first, second, third = (
        a_published_story(rita, edi, title=f"Berita {n}", tags=["Padi", "Sawah"]) for n in range(3)
    )
    address = second.get_absolute_url()
    assert client.get(first.get_absolute_url(), headers={"user-agent": PHONE}).status_code == 200
    with django_assert_num_queries(2):
        page = page_of(client.get(address, headers={"user-agent": PHONE}))
    assert {card.text for card in page.section("Berita Terkait").all("h3")} == {
        first.title,
        third.title,
    }
    with django_assert_num_queries(0):
        assert client.get(address, headers={"user-agent": PHONE}).status_code == 200
    pulse.forget()


def test_stories_beside_a_list_come_in_its_order_and_only_public_ones(government):
    now = timezone.now()
    made = [story(government, f"Berita {n}") for n in range(4)]
    Article.objects.filter(pk=made[1].pk).update(published_at=now + timedelta(hours=1))
    wanted = [made[3].pk, made[1].pk, made[0].pk, 10**9]
    assert [found.pk for found in lists.in_order(wanted, now)] == [made[3].pk, made[0].pk]
    assert lists.in_order([], now) == []
