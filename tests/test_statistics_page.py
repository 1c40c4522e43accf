"""The page of numbers: right, in agreement with itself, honest on a new site, cheap on any."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as site_settings
from django.db import connection, transaction

from articles.models import Article, ReadAdjustment
from articles.readership import sums
from articles.readership.statistics import visitors
from tests.figures import NOON, PAGE, TODAY, an_autumn, page, table, top
from tests.readers import jakarta, read, story, visited
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


# --- the numbers -----------------------------------------------------------------------------


def test_the_headline_is_the_sum_of_the_tables(client, government, health):
    an_autumn(government, health)
    main = page(client)
    assert top(main) == {
        "Pengunjung hari ini": "60",
        "Pengunjung bulan ini": "150",
        "Total pengunjung": "5.022",
        "Jumlah dibaca": "2.100",
    }
    by_day = table(main, "Pengunjung per hari")
    assert len(by_day) == 1 + 31
    assert by_day[1] == ["Minggu, 20 September 2026", "60", "600"]
    assert by_day[2] == ["Sabtu, 19 September 2026", "50", "500"]
    assert by_day[-1] == ["Jumat, 21 Agustus 2026", "0", "0"]
    by_month = table(main, "Pengunjung per bulan")
    assert by_month[1:4] == [
        ["September 2026", "150", "1.500"], ["Agustus 2026", "50", "500"], ["Juli 2026", "0", "0"],
    ]  # fmt: skip
    assert by_month[-1] == ["Desember 2025", "10", "100"]
    assert table(main, "Pengunjung per bulan", 1)[1:] == [
        ["2026", "200", "2.000"],
        ["2025", "10", "100"],
        ["Dibawa dari situs terdahulu", "4.812", "–"],
        ["Jumlah", "5.022", "2.100"],
    ]
    found = visitors(now=NOON)
    assert (found.today, found.month, found.total) == (60, 150, 5_022)


def test_days_that_a_wrong_clock_counted_stand_apart_and_the_sum_is_still_right(client, government):
    road = story(government, published_at=jakarta(2026, 9, 1))
    read(road, TODAY, 4)
    visited(TODAY, 3)
    for ahead in (1, 40, 400):
        visited(TODAY + timedelta(days=ahead), 5)
    main = page(client)
    assert list(top(main).values()) == ["3", "3", "18", "4"]
    assert table(main, "Pengunjung per bulan", 1)[1:] == [
        ["2026", "3", "4"], ["Terhitung saat jam server keliru", "15", "–"], ["Jumlah", "18", "4"],
    ]  # fmt: skip


def test_a_month_is_read_by_section_and_story_and_its_refusals_are_told(client, government, health):
    an_autumn(government, health)
    main = page(client)
    assert main.one("h3", class_="figures__period").text == "1–20 September 2026"
    assert "Ada 150 pengunjung harian, dan berita dibaca 1.500 kali." in main.text
    assert table(main, "Per rubrik")[1:] == [
        ["Pemerintahan", "900", "60%"], ["Kesehatan", "600", "40%"], ["Jumlah", "1.500", ""],
    ]  # fmt: skip
    assert table(main, "Terpopuler")[1:] == [
        ["1 Berita 1", "600"], ["2 Berita 2", "500"], ["3 Berita 0", "400"],
    ]  # fmt: skip
    assert table(main, "Ditolak dan tidak dihitung")[1:] == [
        ["Robot dan program", "4.000", "80%"],
        ["Pembaca yang sama lagi dalam 30 menit", "1.000", "20%"],
        ["Jumlah", "5.000", ""],
    ]
    assert "1.500 kali dibaca dihitung, sedangkan 5.000 permintaan tidak dihitung" in main.text


def test_what_was_withdrawn_is_not_named_and_its_section_keeps_its_reads(
    client, government, health
):
    made = an_autumn(government, health)
    facts = {"withdrawn_at": NOON, "withdrawal_text": "Salah"}
    Article.objects.filter(pk=made[1].pk).update(status="withdrawn", **facts)
    main = page(client)
    assert [row[0] for row in table(main, "Terpopuler")[1:]] == ["1 Berita 2", "2 Berita 0"]
    assert table(main, "Per rubrik")[2] == ["Kesehatan", "600", "40%"]


def test_a_section_that_is_gone_keeps_its_reads_without_a_name(client, government, health):
    made = an_autumn(government, health)
    Article.objects.filter(pk=made[1].pk).update(category=government)
    health.delete()
    assert table(page(client), "Per rubrik")[1:] == [
        ["Pemerintahan", "900", "60%"],
        ["Rubrik yang sudah tidak ada", "600", "40%"],
        ["Jumlah", "1.500", ""],
    ]


# --- a new site, the rule, and where the page is found ---------------------------------------


def test_a_new_site_says_that_nothing_was_counted_yet_and_draws_nothing(client):
    main = page(client)
    assert list(top(main).values()) == ["0", "0", "0", "0"]
    assert [p.text for p in main.all("p", class_="nothing")] == [
        "Belum ada pengunjung yang dihitung.",
        *["Belum ada berita yang dibaca dalam periode ini."] * 2,
        "Tidak ada kunjungan yang ditolak dalam periode ini.",
    ]
    assert main.all("svg") == []
    assert "Cara kami menghitung" in [heading.text for heading in main.all("h2")]


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        ("server", "Hitungan terjadi saat server kami mengirim halaman; tidak perlu skrip."),
        ("beacon", "Hitungan terjadi saat halaman tampil: halaman mengirim pesan singkat"),
        ("both", "keduanya bersama-sama dihitung satu kali dibaca."),
    ],
)
def test_the_rule_tells_how_this_site_is_run(client, settings, mode, sentence):
    settings.READS_MODE, settings.READS_ADDRESS_CAP = mode, 1_234
    text = page(client).section("Cara kami menghitung").text
    assert sentence in text
    assert "setelah 30 menit" in text
    assert "Lebih dari 1.234 pengunjung satu berita dari satu alamat internet" in text
    assert ("pesan dari satu alamat internet dalam semenit" in text) == (mode != "server")
    assert "Sampai hari ini belum ada catatan seperti itu." in text


def test_the_page_speaks_english_on_an_english_site(client, government, health, settings):
    settings.LANGUAGE = "en"
    an_autumn(government, health)
    main = page(client)
    assert main.one("h1").text == "Reader statistics"
    assert list(top(main).items())[2] == ("Visitors in total", "5,022")
    assert main.one("h3", class_="figures__period").text == "1–20 September 2026"
    assert table(main, "By section")[1] == ["Pemerintahan", "900", "60%"]
    assert table(main, "Turned away and not counted")[1][0] == "Robots and programs"


def test_the_ledger_is_told_in_public_as_a_sum(client, government, mira):
    road = story(government)
    for reads in (-120, -3, 20):
        ReadAdjustment.objects.create(
            article=road, reads=reads, reason="Mesin", signed_by=mira, signed_by_name="M", at=NOON
        )
    text = page(client).section("Cara kami menghitung").text
    assert "Sampai hari ini ada 3 catatan, seluruhnya mengurangi 103 kali dibaca." in text
    assert "Mesin" not in text


def test_the_month_and_the_total_of_every_page_say_what_they_are_sums_of(client, government):
    story(government)
    lines = page_of(client.get("/")).section("Statistik pengunjung").all("li")
    assert [line.attributes.get("title") for line in lines] == [
        *(None, "Jumlah pengunjung harian", "Jumlah pengunjung harian")
    ]


def test_the_page_is_linked_from_every_page_and_in_the_map(client, government):
    story(government)
    links = page_of(client.get("/")).one("footer").links()
    assert {PAGE, f"{PAGE}#how"} <= set(links)
    assert f"{site_settings.SITE_URL}{PAGE}" in client.get("/sitemap-laman.xml").content.decode()
    assert client.get("/statistik")["Location"] == PAGE


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_page_is_only_read(client, method):
    assert getattr(client, method)(PAGE).status_code == 405


# --- what it costs ---------------------------------------------------------------------------


def test_ten_years_and_a_thousand_stories_take_no_more_queries(
    client, government, health, django_assert_max_num_queries
):
    an_autumn(government, health)
    asked = {"dari": "2025-09-21", "sampai": "2026-09-20"}
    with django_assert_max_num_queries(40) as before:
        client.get(PAGE, asked)
    at = jakarta(2026, 1, 1)
    facts = {"category": government, "status": "published", "body": "<p>Isi.</p>", "slug": "b"}
    facts |= {"published_at": at, "first_published_at": at, "saved_at": at}
    made = Article.objects.bulk_create(Article(title=f"B {n}", **facts) for n in range(1000))
    days = [TODAY - timedelta(days=3 * n) for n in range(1200)]
    reads = {(article.pk, days[n % 1200]): n + 1 for n, article in enumerate(made)}
    with transaction.atomic():
        sums.grow(connection, reads=reads, visitors=dict.fromkeys(days, 5))
    with django_assert_max_num_queries(len(before)):
        client.get(PAGE, asked)
