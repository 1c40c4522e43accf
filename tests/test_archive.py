"""The archive by year, month and day: days of Jakarta, no page for days that never were."""

from datetime import timedelta

import pytest
import time_machine

from articles.models import Article
from tests.conftest import PHONE
from tests.readers import jakarta, story, visitors_counted
from tests.reading import meta, page_of

pytestmark = pytest.mark.django_db

NEW_YEARS_EVE = jakarta(2025, 12, 31, 23, 59, 59)


@pytest.fixture
def turn_of_the_year(government):
    """One story in the last second of a year, one in the first of the next, one in the spring."""
    return [
        story(government, "Terakhir", published_at=NEW_YEARS_EVE),
        story(government, "Pertama", published_at=NEW_YEARS_EVE + timedelta(seconds=1)),
        story(government, "Musim panen", published_at=jakarta(2024, 4, 3, 8)),
    ]


def titles(page):
    return [title.text for title in page.one("main").all("h2", class_="story__title")]


def parts(page, name):
    """Return the shorter periods a page leads to: their words and addresses."""
    links = page.one("nav", aria_label=name).all("a")
    return [(link.text, link.attributes["href"]) for link in links]


def test_the_archive_leads_from_years_to_months_to_days(client, turn_of_the_year):
    page = page_of(client.get("/arsip/"))
    assert page.one("h1").text == "Arsip Berita"
    assert parts(page, "Tahun") == [
        ("2026 1 berita", "/arsip/2026/"),
        ("2025 1 berita", "/arsip/2025/"),
        ("2024 1 berita", "/arsip/2024/"),
    ]
    page = page_of(client.get("/arsip/2024/"))
    assert page.one("h1").text == "Arsip Berita: 2024"
    assert parts(page, "Bulan") == [("April 1 berita", "/arsip/2024/04/")]
    page = page_of(client.get("/arsip/2024/04/"))
    assert page.one("h1").text == "Arsip Berita: April 2024"
    assert parts(page, "Hari") == [("3 Apr 1 berita", "/arsip/2024/04/03/")]
    page = page_of(client.get("/arsip/2024/04/03/"))
    assert page.one("h1").text == "Arsip Berita: Rabu, 3 April 2024"
    assert titles(page) == ["Musim panen"]
    trail = page.one("nav", aria_label="Arsip")
    assert trail.links() == ["/arsip/", "/arsip/2024/", "/arsip/2024/04/"]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/arsip/2025/", "Terakhir"),
        ("/arsip/2025/12/", "Terakhir"),
        ("/arsip/2025/12/31/", "Terakhir"),
        ("/arsip/2026/", "Pertama"),
        ("/arsip/2026/01/", "Pertama"),
        ("/arsip/2026/01/01/", "Pertama"),
    ],
)
def test_a_day_begins_and_ends_at_midnight_in_jakarta(client, turn_of_the_year, path, shown):
    page = page_of(client.get(path))
    assert titles(page) == [shown]
    assert page.one("link", rel="canonical").attributes["href"] == f"http://testserver{path}"


NO_DAYS = (
    *("0000", "0", "99999", "9999", "1899", "999", "02025", "-1", "x", "٢٠٢٥", "2023", "2025x"),
    *("2025/00", "2025/13", "2025/1", "2025/012", "2025/99", "2025/x", "2025/11"),
    *("2025/02/30", "2025/02/29", "2025/12/00", "2025/12/32", "2025/12/1", "2025/12/30"),
    *("2025/04/31", "9999/12/31", "0001/01/01", "0000/00/00", "2025/12/31/1", "2025//31"),
)


def test_a_day_that_never_was_has_no_page_nor_has_one_without_news(client, turn_of_the_year):
    for rest in NO_DAYS:
        assert client.get(f"/arsip/{rest}/").status_code == 404, rest


@pytest.mark.parametrize("path", ["/arsip/2024/02/29/", "/arsip/1900/01/01/", "/arsip/9998/12/31/"])
def test_a_rare_day_that_exists_is_a_day(client, government, path):
    day = [int(number) for number in path.strip("/").split("/")[1:]]
    story(government, "Langka", published_at=jakarta(*day))
    with time_machine.travel(jakarta(*day, 23), tick=False):
        assert titles(page_of(client.get(path))) == ["Langka"]
        assert client.get("/arsip/").status_code == 200


def test_very_old_and_very_many_years_do_no_harm(client, government):
    story(government, "Kuno", published_at=jakarta(1000, 5, 5))
    story(government, "Baru", published_at=jakarta(2025, 5, 5))
    assert parts(page_of(client.get("/arsip/")), "Tahun") == [("2025 1 berita", "/arsip/2025/")]
    Article.objects.filter(title="Baru").delete()
    assert "Belum ada berita." in page_of(client.get("/arsip/")).one("main").text


def test_the_archive_of_a_paper_without_news_says_so(client, db):
    page = page_of(client.get("/arsip/"))
    assert "Belum ada berita." in page.one("main").text
    assert client.get("/arsip/2025/").status_code == 404


@pytest.mark.parametrize("path", ["/arsip/2025/", "/arsip/2025/12/", "/arsip/2025/12/31/"])
def test_a_period_is_paged_newest_first(client, government, path):
    for n in range(45):
        story(government, f"Berita {n}", published_at=NEW_YEARS_EVE - timedelta(minutes=n))
    pages = [page_of(client.get(path, {"page": n})) for n in (1, 2, 3)]
    assert [t for page in pages for t in titles(page)] == [f"Berita {n}" for n in range(45)]
    canonical = pages[1].one("link", rel="canonical").attributes["href"]
    assert canonical == f"http://testserver{path}?page=2"
    for number in ("4", "0", "01", "x", "\x00", "9" * 400):
        assert client.get(path, {"page": number}).status_code == 404


def test_the_archive_counts_its_visitor_and_sets_no_cookie(client, turn_of_the_year):
    for path in ("/arsip/", "/arsip/2024/"):
        response = client.get(path, headers={"user-agent": PHONE})
        assert not response.cookies
        assert response["Cache-Control"] == "private, no-cache"
    assert visitors_counted() == 1
    page = page_of(client.get("/arsip/2024/04/?utm_source=wa"))
    assert meta(page, "description") == "Semua berita dari April 2024."


@pytest.mark.parametrize("path", ["/arsip", "/arsip/2025", "/arsip/2025/12", "/arsip/2025/12/31"])
def test_an_address_without_its_slash_leads_to_the_one_with_it(client, path):
    response = client.get(f"{path}?page=2")
    assert (response.status_code, response["Location"]) == (301, f"{path}/?page=2")


@pytest.mark.parametrize("path", ["/arsip/", "/arsip/2025/", "/arsip/2025/12/"])
def test_the_number_of_queries_does_not_grow(
    client, government, path, django_assert_max_num_queries
):
    story(government, published_at=NEW_YEARS_EVE)
    with django_assert_max_num_queries(40) as first:
        client.get(path)
    for n in range(30):
        story(government, f"Lain {n}", published_at=NEW_YEARS_EVE - timedelta(days=n * 25))
    with django_assert_max_num_queries(len(first)):
        client.get(path)
