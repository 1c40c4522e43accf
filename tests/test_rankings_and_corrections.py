"""What is read most, period by period; and every correction in one place."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article, Correction
from articles.public import rankings
from tests.conftest import PHONE
from tests.newsdesk import a_published_story, a_withdrawn_story
from tests.readers import jakarta, read, story, visitors_counted
from tests.reading import page_of

pytestmark = pytest.mark.django_db

NOON = jakarta(2026, 9, 20)
TODAY, WEEK, MONTH, YEAR = (
    "Terpopuler hari ini",
    "Terpopuler 7 hari terakhir",
    "Terpopuler bulan ini",
    "Terpopuler tahun ini",
)


@pytest.fixture
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def read_on(category, *days: date) -> list[Article]:
    """Return one story for each day, named by it; the nth was read n times."""
    made = []
    for reads, day in enumerate(days, start=1):
        made.append(story(category, f"Dibaca {day}", published_at=jakarta(2025, 5, 5)))
        read(made[-1], day, reads)
    return made


def lists(client) -> dict[str, list[str]]:
    page = page_of(client.get("/terpopuler/")).one("main")
    return {
        block.one("h2").text: [link.text for link in block.all("a")]
        for block in page.all("section", class_="most-read")
    }


def test_each_period_has_the_stories_of_its_own_days(client, government, at_noon):
    days = ["2025-12-31", "2026-01-01", "2026-08-31", "2026-09-01", "2026-09-13", "2026-09-14"]
    days += ["2026-09-19", "2026-09-20"]
    read_on(government, *(date.fromisoformat(day) for day in days))
    named = [f"Dibaca {day}" for day in reversed(days)]
    assert lists(client) == {TODAY: named[:1], WEEK: named[:3], MONTH: named[:5], YEAR: named[:7]}


def test_a_period_nothing_was_read_in_is_not_named(client, government, at_noon):
    read_on(government, date(2026, 9, 10))
    assert list(lists(client)) == [MONTH, YEAR]


def test_a_paper_nobody_has_read_yet_shows_the_newest_and_says_so(client, government, at_noon):
    story(government, "Baru", published_at=NOON - timedelta(hours=1))
    assert lists(client) == {"Berita terbaru": ["Baru"]}


def test_today_ends_at_midnight_in_jakarta(client, government):
    read_on(government, date(2026, 9, 20))
    with time_machine.travel(jakarta(2026, 9, 20, 23, 59, 59), tick=False):
        assert TODAY in lists(client)
    with time_machine.travel(jakarta(2026, 9, 21, 0), tick=False):
        assert TODAY not in lists(client)


def test_what_readers_may_not_see_is_in_no_list(client, government, at_noon):
    withdrawn, scheduled, draft, seen = read_on(government, *[date(2026, 9, 20)] * 4)
    facts = {"withdrawn_at": NOON, "withdrawal_text": "Salah"}
    Article.objects.filter(pk=withdrawn.pk).update(status="withdrawn", **facts)
    Article.objects.filter(pk=scheduled.pk).update(published_at=NOON + timedelta(seconds=1))
    Article.objects.filter(pk=draft.pk).update(
        status="draft", published_at=None, first_published_at=None
    )
    assert set(map(len, lists(client).values())) == {1}
    page = page_of(client.get("/terpopuler/")).one("main")
    assert set(page.links()) == {seen.get_absolute_url()}


@pytest.mark.parametrize("candidates", [1, 2, 3, 5, 8, 100])
def test_hidden_stories_and_equals_cost_nobody_his_place(
    client, government, at_noon, monkeypatch, candidates
):
    """However many are looked at first, the lists are the same."""
    monkeypatch.setattr("articles.readership.rankings.CANDIDATES", candidates)
    monkeypatch.setattr(rankings, "SIZE", 3)
    for number, reads in enumerate([9, 9, 8, 7, 7, 7, 7, 1]):
        at = jakarta(2025, 5, 5) + timedelta(hours=number)
        made = story(government, f"Berita {number}", published_at=at)
        read(made, NOON.date(), reads)
    hidden = Article.objects.filter(title__in=["Berita 0", "Berita 2"])
    hidden.update(published_at=NOON + timedelta(days=1))
    assert lists(client)[TODAY] == ["Berita 1", "Berita 6", "Berita 5"]


def test_ten_stories_stand_in_a_list_and_queries_do_not_grow(
    client, government, at_noon, django_assert_max_num_queries
):
    read_on(government, date(2026, 9, 20))
    with django_assert_max_num_queries(21) as first:
        client.get("/terpopuler/")
    read_on(government, *[date(2026, 9, 20)] * 12)
    with django_assert_max_num_queries(len(first)):
        assert [len(found) for found in lists(client).values()] == [10] * 4


@pytest.mark.parametrize("path", ["/terpopuler/", "/ralat/", "/statistik/"])
def test_a_page_counts_its_visitor_and_has_one_address(client, government, path):
    story(government)
    response = client.get(f"{path}?utm_source=wa", headers={"user-agent": PHONE})
    page = page_of(response)
    assert visitors_counted() == 1
    assert not response.cookies
    assert page.one("link", rel="canonical").attributes["href"] == f"http://testserver{path}"
    assert client.get(path[:-1])["Location"] == path


# --- corrections -------------------------------------------------------------------------------


def correct(article: Article, at, wrong: str = "Selasa", right: str = "Rabu") -> Correction:
    return Correction.objects.create(
        article=article, wrong=wrong, right=right, at=at, by_name="Rahasia"
    )


def corrections(client, **query) -> list:
    return page_of(client.get("/ralat/", query)).one("main").all("article", class_="correction")


def test_corrections_say_what_was_wrong_what_is_right_when_and_where(client, rita, edi):
    article = a_published_story(rita, edi, title="Posyandu buka")
    correct(article, jakarta(2026, 1, 5, 9), wrong="<b>Selasa</b>", right="Rabu & Kamis")
    correct(article, jakarta(2026, 1, 6, 9), wrong="dua", right="tiga")
    newest, oldest = corrections(client)
    assert [found.text for found in newest.all("dd")] == ["dua", "tiga"]
    assert [found.text for found in oldest.all("dd")] == ["<b>Selasa</b>", "Rabu & Kamis"]
    assert oldest.one("time").text == "Senin, 5 Januari 2026 | 09.00 WIB"
    link = oldest.one("a", name="Posyandu buka").attributes["href"]
    assert link == f"{article.get_absolute_url()}#corrections"
    assert page_of(client.get(article.get_absolute_url())).one("h2", id="corrections")
    assert "Rahasia" not in client.get("/ralat/").content.decode()


def test_only_what_was_said_in_stories_that_are_public_now(client, rita, edi, mira):
    gone = a_withdrawn_story(rita, edi, mira, title="Ditarik")
    shown = a_published_story(rita, edi, title="Terbit")
    for article in (gone, shown):
        correct(article, timezone.now())
    correct(shown, timezone.now() + timedelta(minutes=1))
    assert [found.one("h2").text for found in corrections(client)] == ["Terbit"]


def test_corrections_are_paged_and_none_is_said_to_be_none(
    client, rita, edi, django_assert_max_num_queries
):
    assert "Belum ada ralat." in page_of(client.get("/ralat/")).one("main").text
    article = a_published_story(rita, edi)
    correct(article, timezone.now())
    with django_assert_max_num_queries(21) as first:
        client.get("/ralat/")
    for n in range(24):
        correct(article, timezone.now() - timedelta(hours=n + 1), wrong=f"{n}")
    with django_assert_max_num_queries(len(first)):
        assert len(corrections(client)) == 20
    assert len(corrections(client, page=2)) == 5
    assert client.get("/ralat/", {"page": 3}).status_code == 404
