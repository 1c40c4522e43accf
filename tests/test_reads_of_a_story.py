"""The reads of one story in the desk: by hour, day and month, with what happened to it when."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.editorial import workflow
from articles.models import ArticleHour
from articles.readership import baselines
from tests.desk import page_of, text_of
from tests.newsdesk import a_draft, a_published_story, a_scheduled_story
from tests.readers import count, read, request_of

pytestmark = pytest.mark.django_db

ZONE = timezone.get_default_timezone()
NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)


def at(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def reads_page(client, story, query: str = ""):
    return client.get(page_of(story, "reads") + query)


def test_a_story_is_shown_day_by_day_with_what_happened_to_it(signed_in, rita, edi, mira):
    story = a_published_story(rita, edi, at=at(20))
    for day, times in ((20, 70), (21, 5), (24, 3)):
        read(story, date(2026, 11, day), times)
    story = _changed(story, edi, "update", at(21))
    story = _changed(story, edi, "typo", at(22))
    story = _changed(story, edi, "correction", at(23))
    story = workflow.withdraw(story, by=mira, ground="child", text="Nama anak.", now=at(23, 9))
    workflow.reinstate(story, by=mira, reason="Disamarkan.", now=at(23, 10))
    response = reads_page(signed_in(edi), story)
    assert [
        (line.day.day, line.reads, [mark.kind for mark in line.marks])
        for line in response.context["found"].days
    ] == [
        (20, 70, ["published"]),
        (21, 5, ["updated"]),
        (22, 0, []),
        (23, 0, ["corrected", "withdrawn", "reinstated"]),
        (24, 3, []),
    ]
    page = text_of(response)
    assert "Dihitung di sini 78" in page
    assert "21 Nov 2026 5 Diperbarui, 21 Nov 2026, 08.00" in page
    assert response.content.decode().count('class="chart__bar') == 5
    assert [mark.text for mark in response.context["days"].marks][:2] == [
        "Terbit: Jumat, 20 November 2026 | 08.00 WIB",
        "Diperbarui: Sabtu, 21 November 2026 | 08.00 WIB",
    ]
    assert "Bulan demi bulan" not in page


def _changed(story, by, kind: str, now: datetime):
    fields = {} if kind == "correction" else {"summary": f"Ringkasan {kind}."}
    words = {"wrong": "Selasa", "right": "Rabu"} if kind == "correction" else {}
    return workflow.update(
        story, by=by, seen=story.version, kind=kind, fields=fields, now=now, **words
    )


def test_the_number_is_what_it_brought_with_it_and_what_was_counted(signed_in, rita, edi):
    story = a_published_story(rita, edi, at=at(20))
    baselines.set_baseline(story, reads=1000, source="situs lama", now=NOON)
    read(story, date(2026, 11, 21), 234)
    page = text_of(reads_page(signed_in(edi), story))
    assert "Terlihat oleh pembaca 1.234" in page


def test_the_first_24_hours_are_shown_one_by_one(signed_in, rita, edi):
    story = a_published_story(rita, edi, at=at(24, 10))
    ArticleHour.objects.create(article=story, hour=0, reads=40)
    ArticleHour.objects.create(article=story, hour=1, reads=2)
    response = reads_page(signed_in(edi), story)
    assert response.context["found"].hours == [40, 2] + [0] * 22
    page = text_of(response)
    assert "Dibaca 42 kali. 24 jam pertama belum lewat." in page
    assert "Jam ke-1: dibaca 40 kali" in response.content.decode()
    older = a_published_story(rita, edi, at=at(1))
    page = text_of(reads_page(signed_in(edi), older))
    assert "Jam-jam pertama berita ini tidak dihitung per jam." in page


def test_a_visit_of_a_reader_arrives_in_its_hour_and_on_its_day(signed_in, rita, edi):
    story = a_published_story(rita, edi, at=at(24, 9, 30))
    assert count(request_of(), story, now=at(24, 10, 29))
    assert count(request_of("36.68.1.10"), story, now=at(24, 10, 31))
    response = reads_page(signed_in(edi), story)
    found = response.context["found"]
    assert (found.hours[:3], found.days[-1].reads) == ([1, 1, 0], 2)
    rows = signed_in(edi).get("/admin/numbers/first-day/").context["rows"]
    assert [(line.first, line.reads) for line, _address in rows] == [(2, 2)]


def test_a_long_life_is_told_by_month_and_each_month_by_day(
    signed_in, rita, edi, django_assert_max_num_queries
):
    story = a_published_story(rita, edi, at=datetime(2019, 3, 5, 8, tzinfo=ZONE))
    for number in range(90):
        read(story, date(2019, 3, 5) + timedelta(days=31 * number), 2)
    client = signed_in(edi)
    reads_page(client, story)
    with django_assert_max_num_queries(16):
        found = reads_page(client, story).context["found"]
    assert len(found.days) <= 92
    assert found.months[0].day == date(2019, 3, 1)
    assert found.months[-1].day == date(2026, 11, 1)
    assert (sum(line.reads for line in found.months), found.earlier) == (180, 0)
    month = reads_page(client, story, "?month=2019-03")
    assert [line.reads for line in month.context["found"].days] == [0] * 4 + [2] + [0] * 26
    assert "Hari demi hari, Maret 2019" in text_of(month)


def test_what_lies_before_ten_years_is_one_sum(signed_in, rita, edi):
    story = a_published_story(rita, edi, at=datetime(2001, 5, 5, 8, tzinfo=ZONE))
    read(story, date(2001, 5, 5), 17)
    read(story, date(2026, 11, 1), 3)
    response = reads_page(signed_in(edi), story)
    found = response.context["found"]
    assert (len(found.months), found.earlier) == (120, 17)
    assert "Sebelum itu dibaca 17 kali." in text_of(response)


@pytest.mark.parametrize(
    "month",
    ["2026-13", "2026-00", "0000-01", "2026-1", "2027-01", "2018-12", "x", "%00", "1" * 40,
     "2026-11x", "%ED%A0%80"],
)  # fmt: skip
def test_a_month_without_the_story_is_no_page(signed_in, rita, edi, month):
    story = a_published_story(rita, edi, at=at(20))
    assert reads_page(signed_in(edi), story, f"?month={month}").status_code == 404


def test_a_story_nobody_can_read_yet_says_so(signed_in, rita, edi):
    for story in (a_draft(rita), a_scheduled_story(rita, edi)):
        page = text_of(reads_page(signed_in(rita), story))
        assert "Berita ini belum dibaca siapa pun karena belum tayang." in page


def test_a_colleagues_story_has_no_such_page(signed_in, rita, sam, edi):
    story = a_published_story(rita, edi)
    assert reads_page(signed_in(sam), story).status_code == 404
    assert reads_page(signed_in(rita), story).status_code == 200


def test_the_story_and_the_list_lead_there(signed_in, rita, edi):
    story = a_published_story(rita, edi)
    client = signed_in(edi)
    link = f'href="{page_of(story, "reads")}"'
    assert link in client.get(page_of(story)).content.decode()
    assert link in client.get("/admin/articles/article/").content.decode()
