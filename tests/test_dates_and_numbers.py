"""Dates, times and numbers as the paper writes them, in Jakarta's time and in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from articles.templatetags.newsroom import (
    absolute,
    full_date,
    iso,
    moment,
    moment_text,
    short_date,
    thousands,
)

pytestmark = pytest.mark.once

AFTERNOON = datetime(2025, 9, 2, 7, 5, tzinfo=UTC)  # 14.05 in Jakarta
NEXT_DAY_IN_JAKARTA = datetime(2025, 8, 31, 17, 0, tzinfo=UTC)


def test_a_moment_is_written_in_full_with_its_zone():
    assert moment_text(AFTERNOON) == "Selasa, 2 September 2025 | 14.05 WIB"
    assert moment(AFTERNOON) == (
        '<time datetime="2025-09-02T14:05:00+07:00">Selasa, 2 September 2025 | 14.05 WIB</time>'
    )


def test_a_morning_hour_has_two_digits():
    assert moment_text(datetime(2025, 9, 2, 2, 5, tzinfo=UTC)).endswith("| 09.05 WIB")


def test_the_day_is_jakartas_wherever_the_server_stands():
    assert full_date(NEXT_DAY_IN_JAKARTA) == "Senin, 1 September 2025"
    assert iso(NEXT_DAY_IN_JAKARTA) == "2025-09-01T00:00:00+07:00"
    assert "1 Sep 2025" in short_date(NEXT_DAY_IN_JAKARTA)


def test_seconds_and_less_are_not_told():
    assert iso(AFTERNOON.replace(second=9, microsecond=123456)) == "2025-09-02T14:05:09+07:00"


def test_every_month_has_its_indonesian_short_name():
    written = [short_date(datetime(2025, month, 9, 5, tzinfo=UTC)) for month in range(1, 13)]
    names = [text.split(">")[1].split("<")[0].split()[1] for text in written]
    assert " ".join(names) == "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"


def test_every_day_and_month_has_its_indonesian_full_name():
    days = [full_date(date(2025, 9, day)).split(",")[0] for day in range(1, 8)]
    assert days == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
    months = [full_date(date(2025, month, 1)).split()[2] for month in range(1, 13)]
    assert months == [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ]


def test_english_has_its_own_order_of_nothing_but_the_words():
    with translation.override("en"):
        assert moment_text(AFTERNOON) == "Tuesday, 2 September 2025 | 14:05 WIB"
        assert full_date(date(2025, 10, 2)) == "Thursday, 2 October 2025"
        assert "2 Oct 2025" in short_date(datetime(2025, 10, 2, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    ("zone", "written"),
    [("Asia/Makassar", "15.05 WITA"), ("Asia/Jayapura", "16.05 WIT"), ("UTC", "07.05 UTC")],
)
def test_another_zone_is_named_as_what_it_is(zone, written):
    with timezone.override(zone):
        assert moment_text(AFTERNOON) == f"Selasa, 2 September 2025 | {written}"


@pytest.mark.parametrize(
    ("number", "indonesian", "english"),
    [
        (0, "0", "0"),
        (1, "1", "1"),
        (999, "999", "999"),
        (1000, "1.000", "1,000"),
        (2485, "2.485", "2,485"),
        (4102943, "4.102.943", "4,102,943"),
        (10**12, "1.000.000.000.000", "1,000,000,000,000"),
    ],
)
def test_thousands_are_grouped_as_the_language_does(number, indonesian, english):
    assert thousands(number) == indonesian
    with translation.override("en"):
        assert thousands(number) == english


def test_what_has_no_date_is_written_as_nothing():
    assert [tag(None) for tag in (full_date, short_date, moment, moment_text, iso)] == [""] * 5


def test_an_address_becomes_whole_once(settings):
    settings.SITE_URL = "https://berita.example.go.id"
    assert absolute("/berita/1/x/") == "https://berita.example.go.id/berita/1/x/"
    assert absolute("https://cdn.example/foto.jpg") == "https://cdn.example/foto.jpg"
