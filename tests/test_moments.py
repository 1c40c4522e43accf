"""A typed moment is read on the newsroom's clock, or asked back; it is never guessed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from articles.editorial import moments
from articles.editorial.moments import UnclearMoment

pytestmark = pytest.mark.once

JAKARTA = ZoneInfo("Asia/Jakarta")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # its clock moves by half an hour
SEVEN = datetime(2025, 9, 2, 0, 0, tzinfo=UTC)  # seven in the morning in Jakarta


@pytest.mark.parametrize(
    "typed",
    [
        "2025-09-02T07:00",
        "2025-09-02T07:00:00",
        "2025-09-02T07:00:00.000",
        "2025-09-02 07.00",
        "2025-09-02 7.00",
        "02-09-2025 07:00",
        "2/9/2025 07.00",
        "02/09/2025, pukul 07.00",
        "  2025-09-02T07.00 ",
        "2025-09-02T07:00+07:00",
        "2025-09-02T07:00+0700",
        "2025-09-02 07:00 +07",
        "02-09-2025 07.00 WIB",
        "02-09-2025 07.00 wib",
        "2025-09-02 07:00 UTC+7",
        "2025-09-02 07:00 GMT+07:00",
        "2025-09-02 07:00 Asia/Jakarta",
    ],
)
def test_one_moment_in_many_ways_of_writing_it(typed):
    assert moments.read(typed, zone=JAKARTA) == SEVEN


@pytest.mark.parametrize(
    "typed",
    [
        "besok", "0", "2025-02-30T07:00", "2025-09-02", "07:00", "2025-09-02T25:00", "2025-09-02T7",
        "12/25/2025 07:00", "02-09-25 07:00", "0000-00-00T00:00", "99999-01-01T00:00",
        "9999-12-31T23:59", "0001-01-01T00:00", "٢٠٢٥-٠٩-٠٢T07:00", "2025-09-02T07:00\x00",
        "2025-09-02T07:00; DROP", "x" * 60,
    ],
)  # fmt: skip
def test_what_is_no_moment_is_asked_again(typed):
    with pytest.raises(UnclearMoment, match="tidak terbaca"):
        moments.read(typed, zone=JAKARTA)


@pytest.mark.parametrize(
    "typed",
    [
        "2025-09-02T07:00+09:00",
        "2025-09-02 07.00 WIT",
        "2025-09-02 07.00 WITA",
        "2025-09-02T07:00Z",
        "2025-09-02 07:00 UTC",
        "2025-09-02 07:00 GMT-3",
    ],
)
def test_a_moment_on_another_clock_is_asked_back_with_ours(typed):
    with pytest.raises(UnclearMoment, match="zona lain, bukan zona redaksi"):
        moments.read(typed, zone=JAKARTA)


def test_the_question_says_what_the_newsroom_s_clock_shows_then():
    with pytest.raises(UnclearMoment) as asked:
        moments.read("2025-09-02T07:00+09:00", zone=JAKARTA)
    assert "Selasa, 2 September 2025 pukul 05.00 WIB" in asked.value.sentence


@pytest.mark.parametrize("zone", ["XYZ", "Mars/Olympus", "EST"])
def test_an_unknown_zone_is_asked_back(zone):
    with pytest.raises(UnclearMoment, match="bukan zona waktu"):
        moments.read(f"2025-09-02T07:00 {zone}", zone=JAKARTA)


@pytest.mark.parametrize(
    ("zone", "typed"), [(AMSTERDAM, "2026-03-29T02:30"), (LORD_HOWE, "2026-10-04T02:15")]
)
def test_a_time_that_the_clock_leaves_out_is_asked_back(zone, typed):
    with pytest.raises(UnclearMoment, match="jam dimajukan"):
        moments.read(typed, zone=zone)


@pytest.mark.parametrize(
    ("zone", "typed", "first", "second"),
    [
        (AMSTERDAM, "2026-10-25T02:30", "+02:00", "+01:00"),
        (LORD_HOWE, "2026-04-05T01:45", "+11:00", "+10:30"),
    ],
)
def test_a_time_that_comes_twice_is_asked_back_with_both(zone, typed, first, second):
    with pytest.raises(UnclearMoment, match="dua kali") as asked:
        moments.read(typed, zone=zone)
    written = typed.replace("T", " ")
    assert f"{written}{first}" in asked.value.sentence
    assert f"{written}{second}" in asked.value.sentence
    early, late = (moments.read(f"{written}{offset}", zone=zone) for offset in (first, second))
    assert early.utcoffset() > late.utcoffset()
    assert early.astimezone(UTC) < late.astimezone(UTC)


def test_the_name_of_the_zone_alone_does_not_tell_the_two_apart():
    with pytest.raises(UnclearMoment, match="dua kali"):
        moments.read("2026-10-25 02:30 Europe/Amsterdam", zone=AMSTERDAM)
    assert moments.read("2026-10-25 02:30 CET", zone=AMSTERDAM).utcoffset() == timedelta(hours=1)


def test_what_has_passed_is_asked_back_in_words():
    with pytest.raises(UnclearMoment, match=r"sudah lewat .Selasa, 2 September 2025 pukul 07\.00"):
        moments.check_ahead(SEVEN, SEVEN + timedelta(seconds=1))
    moments.check_ahead(SEVEN, SEVEN)


def test_a_moment_is_written_as_it_is_spoken():
    assert moments.in_words(SEVEN) == "Selasa, 2 September 2025 pukul 07.00 WIB"
    with translation.override("en"):
        assert moments.in_words(SEVEN) == "Tuesday, 2 September 2025 at 07:00 WIB"
    with timezone.override("Asia/Jayapura"):
        assert moments.in_words(SEVEN) == "Selasa, 2 September 2025 pukul 09.00 WIT"


def test_a_year_that_looks_like_a_slip_is_pointed_out():
    assert moments.is_far(SEVEN + timedelta(days=367), SEVEN)
    assert not moments.is_far(SEVEN + timedelta(days=365), SEVEN)
