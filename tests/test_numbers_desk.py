"""Readers in numbers at the desk: reporters, sections, tags, first days, what is not counted."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from articles.editorial import workflow
from articles.editorial.writing import BylineEntry
from articles.models import Article, ArticleHour
from articles.models.read_receipt import Kind
from articles.readership import receipts
from tests.desk import page_of, text_of
from tests.newsdesk import (
    a_category,
    a_draft,
    a_published_story,
    a_reporter,
    a_scheduled_story,
    a_story_in_review,
    a_trashed_story,
    a_withdrawn_story,
)
from tests.readers import read

pytestmark = pytest.mark.django_db

NUMBERS = "/admin/numbers/"
FIRST_DAYS, TURNED_AWAY = f"{NUMBERS}first-day/", f"{NUMBERS}turned-away/"
PAGES = (NUMBERS, f"{NUMBERS}stories/", FIRST_DAYS, TURNED_AWAY)
ZONE = timezone.get_default_timezone()
NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def at(month: int, day: int, hour: int = 8) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZONE)


def table(response) -> list[tuple[str, int, int]]:
    return [(line.name, line.stories, line.reads) for line in response.context["lines"]]


@pytest.fixture
def autumn(rita, sam, edi):
    """Stories of three months, read in all of them; Rita's has two names and two tags."""
    budi, citra = a_reporter("Budi", "budi"), a_reporter("Citra", "citra")
    health = a_category("Kesehatan", "kesehatan")
    names = [BylineEntry(budi), BylineEntry(citra, "editor"), BylineEntry(budi, "writer")]
    first = a_published_story(
        rita, edi, title="Satu", at=at(9, 30, 23), tags=["Gizi", "Posyandu"], bylines=names
    )
    second = a_published_story(
        sam, edi, title="Dua", at=at(10, 1, 0), category=health, tags=["Gizi"],
        bylines=[BylineEntry(citra)],
    )  # fmt: skip
    third = a_published_story(rita, edi, title="Tiga", at=at(11, 20), bylines=[BylineEntry(budi)])
    for story, month, day, times in (
        (first, 9, 30, 1), (first, 10, 1, 10), (first, 10, 31, 20), (first, 11, 1, 5),
        (second, 10, 15, 100), (second, 11, 24, 7), (third, 11, 20, 1000),
    ):  # fmt: skip
        read(story, date(2026, month, day), times)
    return first, second, third


@pytest.mark.parametrize(
    ("query", "expected", "all_together"),
    [
        ("", [("Budi", 1, 1005), ("Citra", 0, 7)], (1, 1012)),
        ("period=last_month", [("Citra", 1, 100), ("Budi", 0, 30)], (1, 130)),
        ("period=year", [("Budi", 2, 1036), ("Citra", 1, 107)], (3, 1143)),
        ("since=2026-09-30&until=2026-10-01", [("Budi", 1, 11), ("Citra", 1, 0)], (2, 11)),
        ("since=2026-10-31&until=2026-11-01", [("Budi", 0, 25)], (0, 25)),
        ("since=2026-10-01&until=2026-11-20", [("Budi", 1, 1035), ("Citra", 1, 100)], (2, 1135)),
        ("since=2026-09-15&until=2026-09-29", [], (0, 0)),
        ("period=week&sort=stories", [("Budi", 1, 1000), ("Citra", 0, 7)], (1, 1007)),
    ],
)
def test_reporters_have_their_stories_and_reads_of_any_period(
    signed_in, edi, autumn, query, expected, all_together
):
    response = signed_in(edi).get(f"{NUMBERS}?{query}")
    assert table(response) == expected
    totals = response.context["totals"]
    assert (totals.stories, totals.reads) == all_together


def test_the_days_that_are_shown_stand_in_the_fields(signed_in, edi, autumn):
    client = signed_in(edi)
    for query, since, until in (
        ("", "2026-11-01", "2026-11-24"),
        ("period=today", "2026-11-24", "2026-11-24"),
        ("period=last_year", "2025-01-01", "2025-12-31"),
        ("since=2026-09-30&until=2026-10-01", "2026-09-30", "2026-10-01"),
    ):
        html = client.get(f"{NUMBERS}?{query}").content.decode()
        assert f'name="since" value="{since}"' in html
        assert f'name="until" value="{until}"' in html


def test_so_have_sections_and_tags(signed_in, edi, autumn):
    client = signed_in(edi)
    assert table(client.get(f"{NUMBERS}?by=sections&period=year")) == [
        ("Pemerintahan", 2, 1036),
        ("Kesehatan", 1, 107),
    ]
    assert table(client.get(f"{NUMBERS}?by=tags&period=year")) == [
        ("Gizi", 2, 143),
        ("Posyandu", 1, 36),
    ]
    by_stories = client.get(f"{NUMBERS}?by=tags&sort=stories&since=2026-11-01&until=2026-11-24")
    assert table(by_stories) == [("Gizi", 0, 12), ("Posyandu", 0, 5)]


def test_a_section_keeps_the_reads_of_a_story_that_moved(signed_in, edi, autumn):
    first = autumn[0]
    Article.objects.filter(pk=first.pk).update(category=a_category("Kesehatan", "kesehatan"))
    assert table(signed_in(edi).get(f"{NUMBERS}?by=sections&period=last_month")) == [
        ("Kesehatan", 1, 100),
        ("Pemerintahan", 0, 30),
    ]


def test_the_page_says_all_this_in_words(signed_in, edi, autumn):
    page = text_of(signed_in(edi).get(NUMBERS))
    assert "Reporter, 1–24 November 2026" in page
    assert "1 berita terbit, dan semua berita dibaca 1.012 kali." in page
    assert "Budi 1 1.005 Citra 0 7" in page
    empty = text_of(signed_in(edi).get(f"{NUMBERS}?since=2025-08-17&until=2025-08-17"))
    assert "Reporter, 17 Agustus 2025" in empty
    assert "Dalam periode ini tidak ada yang terbit dan tidak ada yang dibaca." in empty


UNREADABLE = "Tanggal ini tidak dapat dibaca; tulis seperti 2025-09-02."
TOO_EARLY = "Tanggal ini mendahului tanggal awal."


def test_days_that_cannot_be_are_said_and_show_no_numbers(signed_in, edi, autumn):
    client = signed_in(edi)
    for query, sentence in (
        ("since=kemarin&until=2026-11-01", UNREADABLE),
        ("since=2026-02-30&until=2026-11-01", UNREADABLE),
        ("since=2026-11-02&until=2026-11-01", TOO_EARLY),
        ("since=2026-11-25&until=2026-11-30", "Tanggal itu belum tiba."),
        ("since=2026-11-01", "Pilih kedua tanggalnya."),
        ("until=2026-11-01", "Pilih kedua tanggalnya."),
        ("since=0001-01-01&until=9999-12-31", "Pilih tahun antara 1900 dan 9998."),
        ("since=%00&until=%ED%A0%80", UNREADABLE),
        (f"since={'9' * 400}&until=2026-11-01", UNREADABLE),
    ):
        for address in PAGES:
            response = client.get(f"{address}?{query}")
            assert (response.status_code, sentence in text_of(response)) == (400, True), query
            assert "jadi angka tidak ditampilkan." in text_of(response)
            assert "<table" not in response.content.decode()


def test_whatever_is_no_page_is_the_nearest_one(signed_in, edi, autumn):
    client = signed_in(edi)
    queries = ("page=x", "page=-1", "page=0", f"page={2**63}", "page=100", "by=%00&sort=9&period=x")
    for query in queries:
        assert {client.get(f"{page}?{query}").status_code for page in PAGES} == {200}, query


def test_a_long_list_goes_on_page_by_page(signed_in, rita, edi):
    for number in range(51):
        bylines = [BylineEntry(a_reporter(f"Nama {number:02}", f"nama-{number}"))]
        story = a_published_story(rita, edi, title=f"Judul {number}", at=at(11, 1), bylines=bylines)
        read(story, date(2026, 11, 2), 100 - number)
    client = signed_in(edi)
    first = client.get(NUMBERS)
    assert [name for name, *_rest in table(first)] == [f"Nama {n:02}" for n in range(50)]
    assert "page=2" in first.content.decode()
    second = client.get(f"{NUMBERS}?page=2")
    assert table(second) == [("Nama 50", 1, 50)]
    assert len(client.get(f"{FIRST_DAYS}?page=2").context["rows"]) == 1


def test_first_days_stand_beside_each_other(signed_in, rita, edi):
    slow = a_published_story(rita, edi, title="Lambat", at=at(11, 1))
    quick = a_published_story(rita, edi, title="Cepat", at=at(11, 2))
    a_published_story(rita, edi, title="Impor lama", at=at(11, 3))
    fresh = a_published_story(rita, edi, title="Baru", at=at(11, 24, 11))
    a_published_story(rita, edi, title="Bulan lalu", at=at(10, 31))
    for story, hour, times in ((slow, 0, 3), (slow, 23, 4), (quick, 5, 90), (fresh, 0, 1)):
        ArticleHour.objects.create(article=story, hour=hour, reads=times)
    read(slow, date(2026, 11, 20), 500)
    response = signed_in(edi).get(FIRST_DAYS)
    rows = [
        (line.story.title, line.first, line.reads) for line, _address in response.context["rows"]
    ]
    assert rows == [("Cepat", 90, 0), ("Lambat", 7, 500), ("Baru", 1, 0), ("Impor lama", None, 0)]
    page = text_of(response)
    assert "1 belum lewat" in page
    assert "– tidak dihitung per jam" in page


def test_what_was_not_counted_is_told_by_reason(signed_in, edi):
    with transaction.atomic():
        for day, kinds in (
            (date(2026, 11, 1), {Kind.ROBOT: 700, Kind.REPEAT: 200}),
            (date(2026, 11, 24), {Kind.ROBOT: 50, Kind.STAFF: 50, Kind.PROXY: 9}),
            (date(2026, 10, 31), {Kind.ROBOT: 5000}),
        ):
            receipts.add(connection, day, kinds)
    response = signed_in(edi).get(TURNED_AWAY)
    rows = [(str(row["name"]), row["times"], row["share"]) for row in response.context["rows"]]
    assert rows[:3] == [
        ("robot dan program", 750, 75.0),
        ("pembaca yang sama lagi dalam 30 menit", 200, 20.0),
        ("orang yang bekerja di sini", 50, 5.0),
    ]
    assert {times for _name, times, _share in rows[3:]} == {0}
    page = text_of(response)
    assert "Robot dan program 750 75,0 %" in page
    assert "Seluruhnya 1.000 100,0 %" in page
    assert "9 kunjungan datang lewat proksi" in page
    nothing = text_of(signed_in(edi).get(f"{TURNED_AWAY}?since=2025-08-17&until=2025-08-17"))
    assert "Semua kunjungan dalam periode ini dihitung." in nothing


def test_a_reporter_learns_of_nothing_that_readers_do_not_see(signed_in, rita, sam, edi, mira):
    secret = {"title": "Rahasia-7731", "tags": ["Rahasia-7731"]}
    a_draft(sam, **secret)
    a_story_in_review(sam, **secret)
    a_trashed_story(sam, **secret)
    a_scheduled_story(sam, edi, **secret)
    withdrawn = a_withdrawn_story(sam, edi, mira, **secret)
    read(withdrawn, date(2026, 11, 24), 50)
    own = a_published_story(rita, edi, title="Milik Rita", tags=["Panen"])
    his = a_published_story(sam, edi, title="Milik Sam", tags=["Panen"])
    addresses = [f"{NUMBERS}?by={by}" for by in ("reporters", "sections", "tags")]
    for address in [*addresses, FIRST_DAYS, TURNED_AWAY]:
        assert "7731" not in signed_in(rita).get(address).content.decode()
    client = signed_in(rita)
    assert table(client.get(f"{NUMBERS}?by=tags")) == [("Panen", 2, 0)]
    links = {line.story.title: to for line, to in client.get(FIRST_DAYS).context["rows"]}
    assert links == {"Milik Rita": page_of(own, "reads"), "Milik Sam": his.get_absolute_url()}
    for person in (sam, edi):  # there was something to leak
        client = signed_in(person)
        assert table(client.get(f"{NUMBERS}?by=tags"))[0] == ("Rahasia-7731", 1, 50)
        assert "Rahasia-7731" in client.get(FIRST_DAYS).content.decode()


def test_the_sums_over_days_and_over_months_agree(signed_in, edi, rita):
    """Each period is asked once as it is, and once added up from its days."""
    story = a_published_story(rita, edi, at=datetime(2025, 12, 1, tzinfo=UTC))
    first = date(2025, 12, 2)
    for number in range(0, 350, 3):
        read(story, first + timedelta(days=number), number + 1)
    client = signed_in(edi)
    for start, length in ((0, 1), (0, 350), (17, 60), (29, 31), (30, 31), (30, 62), (100, 200)):
        since = first + timedelta(days=start)
        until = since + timedelta(days=length - 1)
        asked = f"{NUMBERS}?since={since}&until={until}&by=reporters"
        days = story.read_days.filter(day__range=(since, until)).values_list("reads", flat=True)
        assert table(client.get(asked))[0][2] == sum(days), (since, until)


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_are_read_and_nothing_else(signed_in, edi, client, rita, address):
    assert client.get(address).status_code == 302
    for method in ("post", "put", "patch", "delete"):
        assert getattr(signed_in(edi), method)(address).status_code == 405
    assert "no-store" in signed_in(edi).get(address)["Cache-Control"]
    rita.role = ""
    rita.save()
    assert signed_in(rita).get(address).status_code == 302


def test_a_story_scheduled_for_later_counts_from_its_minute_on(signed_in, rita, edi):
    a_scheduled_story(rita, edi, at=NOON + timedelta(minutes=10), tags=["Nanti"])
    client = signed_in(edi)
    assert table(client.get(f"{NUMBERS}?by=tags")) == []
    with time_machine.travel(NOON + timedelta(minutes=10), tick=False):
        assert table(client.get(f"{NUMBERS}?by=tags")) == [("Nanti", 1, 0)]


def test_a_name_and_a_tag_are_letters_and_never_markup(signed_in, rita, edi):
    bylines = [BylineEntry(a_reporter("<b>Budi</b>", "budi"))]
    story = a_published_story(rita, edi, title="<i>Judul</i>", bylines=bylines)
    workflow.update(story, by=edi, seen=story.version, kind="typo", fields={}, tags=["<u>Tag</u>"])
    client = signed_in(edi)
    for address in (NUMBERS, f"{NUMBERS}?by=tags", FIRST_DAYS):
        html = client.get(address).content.decode()
        assert "&lt;" in html
        assert all(raw not in html for raw in ("<b>Budi", "<i>Judul", "<u>Tag"))
