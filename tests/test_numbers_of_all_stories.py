"""Two lists over all stories at the desk: what was read most, and what was taken away again."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from articles.editorial import workflow
from articles.models import VisitorBaseline
from articles.readership.adjustments import adjust
from articles.readership.baselines import set_baseline
from tests.desk import page_of, text_of
from tests.newsdesk import a_published_story, a_scheduled_story, a_withdrawn_story
from tests.readers import jakarta, read

pytestmark = pytest.mark.django_db

STORIES, LEDGER = "/admin/numbers/stories/", "/admin/numbers/ledger/"
NOON = jakarta(2026, 11, 24)
WHY = "Mesin pemantau kantor membaca terus-menerus"


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def rows(response) -> list[tuple[str, int, int, str]]:
    return [
        (line.story.title, line.reads, line.in_all, address)
        for line, address in response.context["rows"]
    ]


def signed(response) -> list[tuple[str, int, str]]:
    return [(line.article.title, line.reads, address) for line, address in response.context["rows"]]


@pytest.fixture
def read_stories(rita, sam, edi, mira):
    """Rita's and Sam's stories, read in two months; one brought reads with it and lost some."""
    first = a_published_story(rita, edi, title="Lama", at=jakarta(2026, 10, 1, 8))
    second = a_published_story(sam, edi, title="Baru", at=jakarta(2026, 11, 2, 8))
    third = a_published_story(rita, edi, title="Sepi", at=jakarta(2026, 11, 3, 8))
    for story, day, times in (
        (first, date(2026, 10, 5), 900), (first, date(2026, 11, 5), 40),
        (second, date(2026, 11, 5), 70), (second, date(2026, 11, 24), 5),
    ):  # fmt: skip
        read(story, day, times)
    set_baseline(first, reads=1_000, source="situs lama", now=NOON)
    adjust(first, by=mira, reads=-30, reason=WHY, now=NOON)
    return first, second, third


def test_the_stories_read_most_in_a_period_lead_to_their_reads(signed_in, edi, read_stories):
    first, second, _third = read_stories
    ways = [page_of(second, "reads"), page_of(first, "reads")]
    client = signed_in(edi)
    assert rows(client.get(STORIES)) == [("Baru", 75, 75, ways[0]), ("Lama", 40, 1910, ways[1])]
    assert rows(client.get(f"{STORIES}?period=last_month")) == [("Lama", 900, 1910, ways[1])]
    assert rows(client.get(f"{STORIES}?since=2016-01-01&until=2026-11-24")) == [
        ("Lama", 940, 1910, ways[1]),
        ("Baru", 75, 75, ways[0]),
    ]
    page = text_of(client.get(STORIES))
    assert "Terpopuler, 1–24 November 2026" in page
    assert "Lama 1 Okt 2026, 08.00 · Pemerintahan 40 1.910" in page
    empty = text_of(client.get(f"{STORIES}?since=2025-01-01&until=2025-01-31"))
    assert "Tidak ada berita yang dibaca dalam periode ini." in empty


def test_a_reporter_is_led_to_what_is_open_to_him(signed_in, rita, read_stories):
    first, second, _third = read_stories
    assert rows(signed_in(rita).get(STORIES)) == [
        ("Baru", 75, 75, second.get_absolute_url()),
        ("Lama", 40, 1910, page_of(first, "reads")),
    ]


def test_what_readers_cannot_open_is_not_among_them(signed_in, rita, sam, edi, mira, root):
    withdrawn = a_withdrawn_story(sam, edi, mira, title="Dicabut Rahasia")
    scheduled = a_scheduled_story(sam, edi, title="Jadwal Rahasia")
    for story in (withdrawn, scheduled):
        read(story, date(2026, 11, 20), 500)
    for person in (rita, edi, mira, root):
        assert rows(signed_in(person).get(STORIES)) == []


def test_every_line_of_the_ledger_stands_in_one_list(signed_in, edi, mira, read_stories):
    first, second, _third = read_stories
    adjust(
        second, by=mira, reads=-5, reason='"Robot", =1+1', now=datetime(2026, 11, 24, 6, tzinfo=UTC)
    )
    VisitorBaseline.objects.create(visitors=4_812, source="situs lama", imported_at=NOON)
    response = signed_in(edi).get(LEDGER)
    assert signed(response) == [
        ("Baru", -5, page_of(second, "ledger")),
        ("Lama", -30, page_of(first, "ledger")),
    ]
    page = text_of(response)
    assert 'Baru "Robot", =1+1 Mira Lestari · 24 Nov 2026, 13.00 −5' in page
    assert "situs lama 24 Nov 2026, 12.00 4.812" in page
    assert "Berita rekan yang ditarik tidak termasuk." not in page


def test_the_ledger_of_all_is_read_page_by_page(signed_in, edi, mira, read_stories):
    for number in range(50):
        adjust(read_stories[1], by=mira, reads=-1, reason=f"Ke-{number}", now=NOON)
    client = signed_in(edi)
    assert [row[1] for row in signed(client.get(LEDGER))] == [-1] * 50
    assert 'href="?page=2" rel="next"' in client.get(LEDGER).content.decode()
    assert [row[1] for row in signed(client.get(f"{LEDGER}?page=2"))] == [-30]
    assert "Daftarnya sudah habis." in text_of(client.get(f"{LEDGER}?page=3"))
    for query in ("page=x", "page=%00", f"page={2**63}", "page=-1"):
        assert client.get(f"{LEDGER}?{query}").status_code == 200


def test_a_ledger_without_a_line_says_so(signed_in, edi):
    assert "Belum ada angka yang diubah." in text_of(signed_in(edi).get(LEDGER))


def test_a_reporter_is_told_of_no_colleagues_withdrawn_or_coming_story(
    signed_in, rita, sam, edi, mira, read_stories
):
    withdrawn = a_published_story(sam, edi, title="Dicabut Rahasia", at=jakarta(2026, 11, 4, 8))
    own = a_published_story(rita, edi, title="Milik Rita", at=jakarta(2026, 11, 5, 8))
    for story in (withdrawn, own):
        read(story, date(2026, 11, 20), 500)
        adjust(story, by=mira, reads=-10, reason="Alasan rahasia", now=NOON)
        workflow.withdraw(story, by=mira, ground="child", text="Identitas anak terungkap.")
    coming = a_scheduled_story(sam, edi, title="Jadwal Rahasia")
    set_baseline(coming, reads=100, source="situs lama", now=NOON)
    adjust(coming, by=mira, reads=-10, reason="Sumber rahasia", now=NOON)
    response = signed_in(rita).get(LEDGER)
    assert [title for title, *_rest in signed(response)] == ["Milik Rita", "Lama"]
    assert "Jadwal Rahasia" not in response.content.decode()
    assert "Sumber rahasia" not in response.content.decode()
    assert "Berita rekan yang ditarik tidak termasuk." in text_of(response)
    told = [title for title, *_rest in signed(signed_in(edi).get(LEDGER))]
    assert told == ["Milik Rita", "Dicabut Rahasia", "Lama"]
