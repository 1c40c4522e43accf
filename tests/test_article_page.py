"""The page of a story: everything the newsroom's page always showed, in its order."""

import re
from pathlib import Path

import pytest
import time_machine

from articles import richtext
from articles.editorial import workflow
from articles.editorial.writing import BylineEntry
from articles.models import Article
from articles.readership.baselines import set_baseline
from tests.conftest import PHONE
from tests.newsdesk import a_category, a_published_story, a_reporter, with_photo
from tests.readers import jakarta, read, visited
from tests.reading import assert_in_order, meta, page_of

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed" / "000_47b07b0beeea8ec8.txt"
DAY = jakarta(2025, 9, 2, 10)

OURS = """\
Selasa, 02 September 2025

Jembatan Gantung Muaragembong Selesai, Warga Tak Lagi Memutar

INFRASTRUKTUR   Feb 25, 2025  -   Diposting Oleh : Newsroom Diskominfosantik  -  Dibaca : 2.485 Kali

jembatan.jpg
Warga melintasi jembatan gantung di Pantai Bakti, Muaragembong, Selasa (25/02/2025). Foto : Ist.

MUARAGEMBONG – Jembatan gantung sepanjang 84 meter di Desa Pantai Bakti kini dapat dilalui.

“Dulu kami memutar 12 kilometer untuk mengantar anak sekolah,” ujar Karsih (41).

Reporter : Fajar CQA

Berita Lainnya

Normalisasi Kali Cikarang Dikebut Sebelum Musim Hujan
INFRASTRUKTUR   Aug 31, 2025   Posted by: Newsroom Diskominfosantik
Puskesmas Tambun Buka Layanan sampai Malam
KESEHATAN   Sep 1, 2025   Posted by: Newsroom Diskominfosantik

TERPOPULER BULAN INI

Pengunjung hari ini : 5
Pengunjung Bulan ini : 412119
Total Pengunjung : 4102943
"""

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class OldPage:
    """What stands on a page of the newsroom's old site, read from its text."""

    def __init__(self, text: str):
        head, rest = text.split("Berita Lainnya")
        lines = [line.strip() for line in head.splitlines() if line.strip()]
        self.title, facts, caption = lines[1], lines[2], lines[4]
        self.section, date, self.posted_by, reads = re.fullmatch(
            r"(\w+)\s+(\w+ \d+, \d+)\s+-\s+Diposting Oleh : (.+?)\s+-\s+Dibaca : ([\d.]+) Kali",
            facts,
        ).groups()
        self.published_at = self._moment(date)
        self.reads = int(reads.replace(".", ""))
        self.caption, self.credit = caption.split(" Foto : ")
        self.dateline, first = lines[5].split(" – ", 1)
        self.paragraphs = [first, *lines[6:-1]]
        self.reporter = lines[-1].removeprefix("Reporter : ")
        others = [line for line in rest.split("TERPOPULER")[0].splitlines() if line.strip()]
        self.others = [
            (title, *re.fullmatch(r"(\w+)\s+(\w+ \d+, \d+)\s+Posted by: (.+)", facts).groups())
            for title, facts in zip(others[::2], others[1::2], strict=True)
        ]
        self.visitors = [int(n) for n in re.findall(r"engunjung\D* : (\d+)", rest)]

    @staticmethod
    def _moment(date: str):
        month, day, year = re.fullmatch(r"(\w+) (\d+), (\d+)", date).groups()
        return jakarta(int(year), MONTHS.index(month) + 1, int(day), 15, 56)

    def adopt(self) -> Article:
        """Take over the story, the other ones, and the numbers, and return the story."""
        for title, section, date, posted_by in reversed(self.others):
            other = Article(title=title, body="<p>Isi.</p>", posted_by=posted_by)
            self._adopt(other, section, self._moment(date))
        story = Article(
            title=self.title,
            dateline=self.dateline,
            body=richtext.from_text("\n\n".join(self.paragraphs)),
            posted_by=self.posted_by,
            **with_photo(photo_caption=self.caption, photo_credit=self.credit),
        )
        self._adopt(story, self.section, self.published_at)
        set_baseline(story, reads=self.reads, source="bekasikab.go.id", now=DAY)
        today, month, total = self.visitors
        for day, visitors in ((2, today), (1, month - today)):
            visited(jakarta(2025, 9, day).date(), visitors)
        visited(jakarta(2025, 8, 1).date(), total - month)
        return story

    def _adopt(self, article: Article, section: str, at) -> None:
        article.category = a_category(section.title(), section.lower())
        bylines = [BylineEntry(a_reporter(self.reporter))]
        workflow.adopt(article, source="lama", status="published", at=at, bylines=bylines)


def short(date: str) -> str:
    """Turn the old site's English short date into ours."""
    month, day, year = re.fullmatch(r"(\w+) (\d+), (\d+)", date).groups()
    indonesian = {"Aug": "Agu", "May": "Mei", "Oct": "Okt", "Dec": "Des"}.get(month, month)
    return f"{day} {indonesian} {year}"


def shows_all_of(old: OldPage, client, *, popular: str) -> None:
    """Hold that our page shows every element of the old one, in its order, in our form."""
    story = old.adopt()
    page = page_of(client.get(story.get_absolute_url()))
    assert page.one("h1").text == old.title
    assert page.one("article", class_="article").one("header").one(data_reads="").text == (
        "Dibaca 2.485 kali"
    )
    assert page.one("figure").one("img").attributes["alt"]
    others = page.section("Berita Lainnya").all("li")
    assert [other.text for other in others] == [
        f"{title} {section.title()} {short(date)} Diposting oleh {posted_by}"
        for title, section, date, posted_by in old.others
    ]
    today, month, total = (f"{n:,}".replace(",", ".") for n in old.visitors)
    statistics = page.section("Statistik pengunjung")
    assert [row.text for row in statistics.all("li")] == [
        f"Pengunjung hari ini : {today}",
        f"Pengunjung bulan ini : {month}",
        f"Total pengunjung : {total}",
    ]
    first, *more = old.paragraphs
    assert_in_order(
        page.text,
        "Selasa, 2 September 2025",
        old.title,
        old.section.title(),
        "Selasa, 25 Februari 2025 | 15.56 WIB",
        f"Diposting oleh {old.posted_by}",
        "Dibaca 2.485 kali",
        f"{old.caption} Foto: {old.credit}",
        f"{old.dateline} – {first}",
        *more,
        f"Reporter : {old.reporter}",
        "Berita Lainnya",
        *[other.text for other in others],
        popular,
        "Statistik pengunjung",
    )


@pytest.mark.django_db
@time_machine.travel(DAY, tick=False)
def test_the_page_shows_everything_the_old_page_showed(client):
    shows_all_of(OldPage(OURS), client, popular="Berita terbaru")


@pytest.mark.skipif(not SEED.exists(), reason="the seed story is not beside this checkout")
@pytest.mark.django_db
@time_machine.travel(DAY, tick=False)
def test_the_page_shows_everything_the_seed_shows(client):
    old = OldPage(SEED.read_text())
    assert len(old.others) == 5
    shows_all_of(old, client, popular="Berita terbaru")


@pytest.mark.django_db
@time_machine.travel(DAY, tick=False)
def test_the_most_read_of_the_month_are_named_so(client):
    story = OldPage(OURS).adopt()
    stories = [story, *Article.objects.exclude(pk=story.pk)]
    for number in range(3):
        extra = Article(title=f"Berita tambahan {number}", body="<p>Isi.</p>")
        OldPage(OURS)._adopt(extra, "EKONOMI", jakarta(2025, 9, 1))
        stories.append(extra)
    for reads, article in enumerate(stories[:5], start=10):
        day = jakarta(2025, 9, 1).date()
        read(article, day, reads)
    page = page_of(client.get(story.get_absolute_url()))
    ranked = page.section("Terpopuler bulan ini").all("li")
    assert [row.text for row in ranked] == [article.title for article in reversed(stories[:5])]


def test_a_read_is_counted_and_shown_with_its_page(client, rita, edi):
    story = a_published_story(rita, edi)
    first = page_of(client.get(story.get_absolute_url(), headers={"user-agent": PHONE}))
    again = page_of(client.get(story.get_absolute_url(), headers={"user-agent": PHONE}))
    # A read is kept with the answer, and shown on the pages that come after it.
    shown = [page.one(data_reads="").text for page in (first, again)]
    assert shown == ["Dibaca 0 kali", "Dibaca 1 kali"]
    assert again.one(data_reads="").attributes["data-reads"] == "1"
    assert page_of(client.get("/")).section("Statistik pengunjung").all("li")[0].text == (
        "Pengunjung hari ini : 1"
    )


def test_the_head_says_what_others_show_of_the_story(client, rita, edi, settings):
    fields = with_photo(rita, title="Warga & <Lurah> Bertemu", summary="Ringkasan berita.")
    story = a_published_story(rita, edi, **fields)
    path = story.get_absolute_url()
    page = page_of(client.get(path, headers={"host": "127.0.0.1"}))
    assert page.one("h1").text == "Warga & <Lurah> Bertemu"
    assert page.one("title").children == ["Warga & <Lurah> Bertemu – Berita Kabupaten Bekasi"]
    assert page.one("link", rel="canonical").attributes["href"] == f"http://testserver{path}"
    assert meta(page, "description") == meta(page, "og:description") == "Ringkasan berita."
    assert meta(page, "og:title") == "Warga & <Lurah> Bertemu"
    assert meta(page, "og:url") == f"http://testserver{path}"
    assert meta(page, "og:type") == "article"
    image = meta(page, "og:image")
    assert image.startswith("http://testserver/media/")
    assert image.endswith("-1200x630.jpg")
    assert [meta(page, f"og:image:{fact}") for fact in ("width", "height", "type")] == [
        "1200", "630", "image/jpeg",
    ]  # fmt: skip
    assert meta(page, "twitter:card") == "summary_large_image"
    assert meta(page, "og:image:alt") == "Antrean warga di teras posyandu"
    data, script = page.all("script")
    assert data.attributes == {"type": "application/ld+json"}  # never run
    assert script.attributes == {"src": "/static/articles/reading.js", "defer": ""}
    assert page.all("style") == page.all(style="") == []
