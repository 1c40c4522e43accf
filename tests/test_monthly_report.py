"""The monthly report: the same numbers as a page, on paper and as a workbook without a formula."""

import io
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import AuditEntry
from articles.editorial import site_settings, workflow
from articles.editorial.writing import BylineEntry
from articles.models import Article, SectionDay
from articles.models.section_day import NO_SECTION
from tests.desk import text_of
from tests.newsdesk import (
    a_category,
    a_draft,
    a_published_story,
    a_reporter,
    a_scheduled_story,
    a_withdrawn_story,
    with_photo,
)
from tests.readers import read

pytestmark = pytest.mark.django_db

REPORT = "/admin/numbers/monthly/"
PRINT, TABLE = f"{REPORT}print/", f"{REPORT}table/"
OCTOBER = {"month": "10", "year": "2026"}
QUERY = "?month=10&year=2026"
ZONE = timezone.get_default_timezone()
NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def at(day: int, hour: int = 8, minute: int = 0, month: int = 10) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def handed_in(by, editor, *, submitted: datetime, published: datetime, **fields) -> Article:
    """A story that was handed in and then published."""
    story = a_draft(by, now=submitted, **fields)
    story = workflow.submit(story, by=by, seen=story.version, now=submitted)
    return workflow.publish(story, by=editor, seen=story.version, now=published)


def corrected(story: Article, by, now: datetime) -> Article:
    words = {"wrong": "Selasa", "right": "Rabu"}
    return workflow.update(
        story, by=by, seen=story.version, kind="correction", fields={}, now=now, **words
    )


@pytest.fixture
def october(rita, sam, edi, mira):
    """A month with everything in it, and the months around it with something of everything."""
    budi, citra = a_reporter("Budi", "budi"), a_reporter("Citra", "citra")
    photographer = BylineEntry(a_reporter("Dodi", "dodi"), "photographer")
    health = a_category("Kesehatan", "kesehatan")
    one = handed_in(
        rita, edi, title="Satu", submitted=at(1, 7), published=at(1, 9),
        bylines=[BylineEntry(budi), BylineEntry(budi, "writer"), photographer],
        **with_photo(rita, photo_credit="Foto: citra/Diskominfo"),
    )  # fmt: skip
    two = handed_in(
        rita, edi, title="Dua", submitted=at(5, 7), published=at(5, 7, 30), category=health,
        bylines=[BylineEntry(budi), BylineEntry(citra)], **with_photo(rita),
    )  # fmt: skip
    three = a_published_story(
        sam, edi, title="Tiga", at=at(31, 23, 59), bylines=[BylineEntry(citra)]
    )
    gone = a_withdrawn_story(sam, edi, mira, title="Empat", at=at(7), bylines=[BylineEntry(citra)])
    before = a_published_story(sam, edi, title="September", at=at(30, 23, 59, month=9))
    a_published_story(sam, edi, title="November", at=at(1, 0, month=11))
    a_scheduled_story(rita, edi, title="Rahasia-7731", at=at(30, 8, month=11))
    corrected(one, edi, at(20))
    corrected(before, edi, at(21))
    corrected(two, edi, at(1, month=11))
    for story, month, day, times in (
        (one, 10, 1, 1000), (one, 10, 31, 500), (one, 11, 1, 7), (two, 10, 6, 30),
        (gone, 10, 7, 4), (before, 9, 30, 9), (before, 10, 1, 60),
    ):  # fmt: skip
        read(story, date(2026, month, day), times)
    return one, two, three, gone


HOURS = {"2:00": timedelta(hours=2), "0:30": timedelta(minutes=30), "1:15": timedelta(minutes=75)}
REPORTERS = [
    ("Citra", 3, 34, 0, HOURS["0:30"], 1, 1),
    ("Budi", 2, 1530, 1, HOURS["1:15"], 2, 0),
    ("Fajar CQA", 0, 60, 1, None, 0, 0),
    ("Dodi", 0, 0, 0, None, 0, 1),
]
SECTIONS = [
    ("Pemerintahan", 3, 1564, 2, HOURS["2:00"], 1, 1),
    ("Kesehatan", 1, 30, 0, HOURS["0:30"], 1, 0),
]
CREDITS = [("Diskominfo", 1), ("citra", 1)]


def facts(lines) -> list[tuple]:
    return [
        (
            line.name,
            line.stories,
            line.reads,
            line.corrections,
            line.middle,
            line.timed,
            line.photos,
        )
        for line in lines
    ]


def workbook(client, **more):
    """Ask for the workbook, and open it as a spreadsheet would."""
    answer = client.post(TABLE, OCTOBER | more)
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def rows_of(sheet) -> list[tuple]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_the_report_has_every_number_of_the_month(signed_in, edi, october):
    report = signed_in(edi).get(REPORT + QUERY).context["report"]
    assert facts([report.total]) == [("", 4, 1594, 2, HOURS["1:15"], 2, 1)]
    assert facts(report.reporters) == REPORTERS
    assert facts(report.sections) == SECTIONS
    assert (report.credits, report.uncredited) == (CREDITS, 1)
    assert [(s.title, s.reads, s.corrections, s.names) for s in report.stories] == [
        ("Satu", 1500, 1, "Budi"),
        ("Dua", 30, 0, "Budi, Citra"),
        ("Empat", 4, 0, "Citra"),
        ("Tiga", 0, 0, "Citra"),
    ]


def test_page_paper_and_workbook_tell_the_same_numbers(signed_in, edi, october):
    client = signed_in(edi)
    page, paper = text_of(client.get(REPORT + QUERY)), text_of(client.get(PRINT + QUERY))
    for told in (
        "Berita 4 September 2026: 1 Dibaca 1.594 September 2026: 9 Ralat 2 September 2026: 0",
        "(median) 1 jam 15 menit 2 dari 4",
        "Citra 3 34 0 30 menit 1 dari 3 1",
        "Budi 2 1.530 1 1 jam 15 menit 0",
        "Pemerintahan 3 1.564 2 2 jam 1 dari 3 1",
        "Dodi 0 0 0 – 1",
        "Diskominfo 1 citra 1 foto yang tidak menyebut nama 1",
        "Empat (ditarik) 7 Okt 2026, 08.00 · Pemerintahan · Citra 4 0",
        "Satu 1 Okt 2026, 09.00 · Pemerintahan · Budi 1.500 1",
    ):
        assert told in page
        assert told in paper
    book = workbook(client)
    assert book.sheetnames == ["Ringkasan", "Reporter", "Kategori", "Kredit foto", "Berita"]
    assert rows_of(book["Reporter"])[1:] == REPORTERS
    assert rows_of(book["Kategori"])[1:] == SECTIONS
    assert rows_of(book["Kredit foto"])[1:] == [*CREDITS, ("foto yang tidak menyebut nama", 1)]
    assert [row[1] for row in rows_of(book["Ringkasan"])[1:]] == [
        "Berita Kabupaten Bekasi", "Oktober 2026", NOON.replace(tzinfo=None),
        4, 1594, 2, HOURS["1:15"], 2, 1,
    ]  # fmt: skip
    before = [row[2] for row in rows_of(book["Ringkasan"])[1:]]
    assert before == [None, "September 2026", None, 1, 9, 0, None, None, None]
    stories = rows_of(book["Berita"])[1:]
    assert stories[0] == (
        "Satu", datetime(2026, 10, 1, 9), "Budi", "Pemerintahan", 1500, 1,
        f"http://testserver{october[0].get_absolute_url()}",
    )  # fmt: skip
    assert [(row[0], row[6]) for row in stories][2] == ("Empat", "ditarik")


def test_the_first_month_is_compared_with_none(signed_in, edi, october):
    client = signed_in(edi)
    report = client.get(f"{REPORT}?month=9&year=2026").context["report"]
    assert (report.total.stories, report.total.reads, report.earlier) == (1, 9, None)
    assert "Agustus 2026:" not in text_of(client.get(f"{REPORT}?month=9&year=2026"))


def test_reads_of_a_section_that_is_gone_keep_the_sum_right(signed_in, edi, october):
    SectionDay.objects.create(category_id=999_999, day=date(2026, 10, 2), reads=5)
    SectionDay.objects.create(category_id=NO_SECTION, day=date(2026, 10, 2), reads=6)
    client = signed_in(edi)
    gone = ("tidak ada lagi", 0, 11, 0, None, 0, 0)
    assert facts(client.get(REPORT + QUERY).context["report"].sections) == [*SECTIONS, gone]
    assert "tidak ada lagi 0 11 0 – 0" in text_of(client.get(PRINT + QUERY))
    assert rows_of(workbook(client)["Kategori"])[-1] == gone


def test_a_story_that_came_back_waited_from_its_first_handing_in(signed_in, rita, edi):
    story = a_draft(rita, now=at(1))
    story = workflow.submit(story, by=rita, seen=story.version, now=at(1))
    story = workflow.send_back(story, by=edi, note="Sebutkan tarifnya.", now=at(2))
    story = workflow.submit(story, by=rita, seen=story.version, now=at(3))
    workflow.publish(story, by=edi, seen=story.version, at=at(30), now=at(4))
    report = signed_in(edi).get(REPORT + QUERY).context["report"]
    assert report.total.middle == timedelta(days=3)  # the minute was chosen: nobody's delay


def test_paper_leads_to_the_stories_and_bears_its_name_on_each_sheet(signed_in, edi, mira, october):
    site_settings.edit(by=mira, fields={"name": "Warta Bekasi"}, places={}, seen=1)
    response = signed_in(edi).get(PRINT + QUERY)
    html, page = response.content.decode(), text_of(response)
    assert f'href="http://testserver{october[0].get_absolute_url()}"' in html
    assert october[3].get_absolute_url() not in html  # withdrawn
    assert "Warta Bekasi Laporan bulanan, Oktober 2026" in page
    assert "Keadaan pada Selasa, 24 November 2026 | 12.00 WIB" in page
    assert page.count("Warta Bekasi · Laporan bulanan Oktober 2026") == html.count("<thead>") == 4
    assert "style=" not in html
    assert "<script" not in html


def test_without_a_month_it_is_the_last_one_that_is_over(signed_in, edi, october):
    response = signed_in(edi).get(REPORT)
    html = response.content.decode()
    assert response.context["report"].month.since == date(2026, 10, 1)
    assert f'href="{REPORT}?month=9&amp;year=2026"' in html
    assert f'href="{REPORT}?month=11&amp;year=2026"' in html
    this_month = signed_in(edi).get(f"{REPORT}?month=11&year=2026")
    assert "Bulan ini belum berakhir: angkanya sampai saat ini." in text_of(this_month)
    assert "month=12" not in this_month.content.decode()
    assert "Rahasia-7731" not in this_month.content.decode()


def test_an_empty_month_says_so_in_every_form(signed_in, edi, october):
    client, nothing = signed_in(edi), "Dalam bulan ini tidak ada yang terbit"
    assert nothing in text_of(client.get(f"{REPORT}?month=8&year=1945"))
    assert nothing in text_of(client.get(f"{PRINT}?month=8&year=1945"))
    assert nothing in rows_of(workbook(client, month="8", year="1945")["Ringkasan"])[4][0]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("month=12&year=2026", "Bulan ini belum tiba."),
        ("month=1&year=9998", "Bulan ini belum tiba."),
        ("month=13&year=2026", "Pilih salah satu dari dua belas bulan."),
        ("month=%00&year=2026", "Pilih salah satu dari dua belas bulan."),
        ("month=10&year=x", "Tulis tahun dengan empat angka."),
        ("month=10&year=%ED%A0%80", "Tulis tahun dengan empat angka."),
        ("month=10&year=1899", "Pilih tahun antara 1900 dan 9998."),
        ("month=10&year=99999999999999999999", "Pilih tahun antara 1900 dan 9998."),
        ("month=10", "Bidang ini tidak boleh kosong."),
    ],
)
def test_a_month_that_cannot_be_is_refused_with_a_sentence(signed_in, edi, query, sentence):
    client = signed_in(edi)
    response = client.get(f"{REPORT}?{query}")
    assert response.status_code == 400
    assert sentence in text_of(response)
    assert "Unduh XLSX" not in text_of(response)
    assert sentence in text_of(client.get(f"{PRINT}?{query}", follow=True))
    data = dict(part.split("=") for part in query.split("&"))
    assert sentence in text_of(client.post(TABLE, data, follow=True))


def test_it_is_for_editors(signed_in, client, rita, mira, root):
    for address in (REPORT, PRINT):
        client.logout()
        assert client.get(address).status_code == 302
        assert signed_in(rita).get(address).status_code == 403
        assert signed_in(mira).get(address).status_code == 200
        assert signed_in(root).post(address).status_code == 405
    assert signed_in(rita).post(TABLE, OCTOBER).status_code == 403
    assert signed_in(mira).get(TABLE).status_code == 405
    assert not AuditEntry.objects.filter(action="report_exported").exists()


def test_a_full_month_lists_its_first_stories_and_says_so(signed_in, rita, edi, government):
    when = at(2)
    Article.objects.bulk_create(
        Article(
            title=f"Impor {n}", slug=f"impor-{n}", category=government, status="published",
            published_at=when + timedelta(minutes=n), first_published_at=when,
        )
        for n in range(105)
    )  # fmt: skip
    client = signed_in(edi)
    response = client.get(REPORT + QUERY)
    assert response.context["report"].total.stories == 105
    assert [s.title for s in response.context["report"].stories] == [
        f"Impor {n}" for n in range(100)
    ]
    assert "Yang tercantum 100 berita pertama" in text_of(response)
    assert len(client.get(PRINT + QUERY).context["report"].stories) == 105
    assert len(rows_of(workbook(client)["Berita"])) == 106
