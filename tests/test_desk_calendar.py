"""The calendar and the schedule of the desk: each story on its Jakarta day, for whom it is open."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from tests.desk import LIST, text_of
from tests.newsdesk import a_draft, a_forced_story, a_published_story, a_scheduled_story

CALENDAR = "/admin/calendar/"
SCHEDULE = "/admin/schedule/"
SECRET = "Zamrudkhatulistiwa"


def jakarta(day: date, hour: int, minute: int = 0) -> datetime:
    zone = timezone.get_default_timezone()
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


def days_of(response) -> dict[int, list[tuple[str, str]]]:
    """Return the days of the calendar that hold something: day → kinds and titles in order."""
    return {
        day.day.day: [(entry.kind, entry.title) for entry in day.entries]
        for day in response.context["days"]
        if day.entries
    }


@pytest.fixture
def august(rita, edi):
    """Three stories of August 2025, at the edges of its days, and a due date of long ago."""
    for title, day, hour, minute in (
        ("Juli", date(2025, 7, 31), 23, 59),
        ("Awal", date(2025, 8, 1), 0, 0),
        ("Malam", date(2025, 8, 31), 23, 59),
        ("Pagi", date(2025, 8, 31), 6, 30),
        ("September", date(2025, 9, 1), 0, 0),
    ):
        a_published_story(rita, edi, title=title, at=jakarta(day, hour, minute))
    draft = a_draft(rita, title="Tertunda")
    Article.objects.filter(pk=draft.pk).update(due_date=date(2025, 8, 17))


def test_a_month_holds_what_appeared_and_what_was_expected(signed_in, edi, august):
    assert days_of(signed_in(edi).get(f"{CALENDAR}2025/8/")) == {
        1: [("published", "Awal")],
        17: [("late", "Tertunda")],
        31: [("published", "Pagi"), ("published", "Malam")],
    }


def test_the_month_of_today_holds_what_will_appear(signed_in, edi, rita):
    now = timezone.localtime()
    ahead = now + timedelta(minutes=30)
    a_scheduled_story(rita, edi, title="Nanti", at=ahead)
    a_published_story(rita, edi, title="Baru saja")
    draft = a_draft(rita, title="Hari ini")
    Article.objects.filter(pk=draft.pk).update(due_date=now.date())
    found = days_of(signed_in(edi).get(f"{CALENDAR}{ahead.year}/{ahead.month}/"))
    assert ("scheduled", "Nanti") in found[ahead.day]
    found = days_of(signed_in(edi).get(CALENDAR))
    assert ("published", "Baru saja") in found[now.day]
    assert ("due", "Hari ini") in found[now.day]


def test_monday_comes_first_and_the_first_day_stands_below_its_weekday(signed_in, edi):
    response = signed_in(edi).get(f"{CALENDAR}2025/8/")  # began on a Friday
    page = text_of(response)
    assert "Senin Selasa Rabu Kamis Jumat Sabtu Minggu" in page
    assert 'class="column-5' in response.content.decode()
    assert len(response.context["days"]) == 31
    assert [day.day.day for day in response.context["days"]] == list(range(1, 32))


def test_months_lead_to_their_neighbours_and_back_to_today(signed_in, edi):
    html = signed_in(edi).get(f"{CALENDAR}2025/12/").content.decode()
    assert f'href="{CALENDAR}2025/11/"' in html
    assert f'href="{CALENDAR}2026/1/"' in html
    assert "Desember 2025" in html
    assert f'href="{CALENDAR}"' in html


@pytest.mark.parametrize(("month", "links"), [("1900/1/", ["1900/2/"]), ("9998/12/", ["9998/11/"])])
def test_the_calendar_ends_at_both_ends(signed_in, edi, month, links):
    html = signed_in(edi).get(f"{CALENDAR}{month}").content.decode()
    assert re.findall(rf'href="{CALENDAR}(\d+/\d+/)"', html) == links


@pytest.mark.parametrize(
    "month",
    [
        "2025/13/", "2025/0/", "0/1/", "1899/12/", "9999/1/", "99999999999999999999/1/",
        "2025/99999999999999999999/", "abc/1/", "-1/1/", "2025/", "2025/8/1/", "2025/%00/",
    ],
)  # fmt: skip
def test_a_month_that_is_none_is_not_found(signed_in, edi, month):
    assert signed_in(edi).get(f"{CALENDAR}{month}").status_code == 404


@pytest.mark.parametrize("address", [CALENDAR, f"{CALENDAR}2025/8/", SCHEDULE])
def test_the_pages_are_read_and_nothing_else(signed_in, edi, client, address):
    assert client.get(address).status_code == 302
    for method in ("post", "put", "patch", "delete"):
        assert getattr(signed_in(edi), method)(address).status_code == 405
    answer = signed_in(edi).get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_an_account_without_a_role_sees_neither(signed_in, rita):
    rita.role = ""
    rita.save()
    for address in (CALENDAR, SCHEDULE):
        assert signed_in(rita).get(address).status_code == 302


def test_neither_tells_of_a_colleagues_story(signed_in, rita, sam, edi, mira):
    at = timezone.now() + timedelta(minutes=5)
    a_scheduled_story(sam, edi, title=f"Jadwal {SECRET}", at=at)
    a_forced_story(sam, mira, title=f"Paksa {SECRET}")
    draft = a_draft(sam, title=f"Draf {SECRET}")
    Article.objects.filter(pk=draft.pk).update(due_date=timezone.localdate(at))
    month = timezone.localtime(at)
    addresses = (CALENDAR, f"{CALENDAR}{month.year}/{month.month}/", SCHEDULE)
    for address in addresses:
        assert SECRET in signed_in(edi).get(address).content.decode()
        html = signed_in(rita).get(address).content.decode()
        assert SECRET not in html
        assert str(draft.pk) not in re.findall(r"/article/(\d+)/change/", html)


def test_a_crowded_day_leads_to_the_list_of_that_day(signed_in, edi, rita):
    day = date(2025, 8, 17)
    titles = [f"Upacara {n}" for n in range(9)]
    for number, title in enumerate(titles):
        a_published_story(rita, edi, title=title, at=jakarta(day, 8, number))
    client = signed_in(edi)
    response = client.get(f"{CALENDAR}2025/8/")
    html = response.content.decode()
    assert [title for title in titles if f"{title}</a>" in html] == titles[:6]
    assert "dan 3 lagi" in html
    address = re.search(rf'href="({LIST}\?since=[^"]+)"', html)[1].replace("&amp;", "&")
    rest = client.get(address).context["cl"].result_list
    assert [story.title for story in rest] == titles[::-1]


def test_the_schedule_goes_day_by_day(signed_in, edi, rita):
    tomorrow = timezone.localdate() + timedelta(days=1)
    later = tomorrow + timedelta(days=3)
    a_scheduled_story(rita, edi, title="Lusa", at=jakarta(later, 6))
    a_scheduled_story(rita, edi, title="Siang", at=jakarta(tomorrow, 12, 30))
    a_scheduled_story(rita, edi, title="Pagi", at=jakarta(tomorrow, 7))
    a_published_story(rita, edi, title="Sudah")
    response = signed_in(edi).get(SCHEDULE)
    assert [row.story.title for row in response.context["rows"]] == ["Pagi", "Siang", "Lusa"]
    page = text_of(response)
    assert page.index("Besok,") < page.index("07.00 WIB") < page.index("12.30 WIB")
    assert "Sudah" not in page


def test_an_empty_schedule_and_an_empty_month_say_so(signed_in, edi):
    client = signed_in(edi)
    assert "Tidak ada yang terjadwal." in text_of(client.get(SCHEDULE))
    assert "Tidak ada yang terbit dan tidak ada tenggat" in text_of(client.get(CALENDAR))


def test_a_month_of_thousands_is_cut_off_and_says_so(signed_in, edi, rita, government):
    begin = jakarta(date(2025, 8, 1), 0)
    Article.objects.bulk_create(
        Article(
            title=f"Impor {n}",
            slug=f"impor-{n}",
            category=government,
            status="published",
            published_at=begin + timedelta(minutes=40 * n),
            first_published_at=begin + timedelta(minutes=40 * n),
        )
        for n in range(1010)
    )
    client = signed_in(edi)
    client.get(CALENDAR)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"{CALENDAR}2025/8/")
    assert "Bulan ini memuat lebih dari 1.000 berita" in text_of(response)
    assert len(queries) <= 6
    assert all("LIMIT" in q["sql"] for q in queries if 'FROM "articles_article"' in q["sql"])
