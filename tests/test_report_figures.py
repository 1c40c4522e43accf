"""The arithmetic of the reports: periods in parts, medians, shares, and whom a photo names."""

from datetime import date, timedelta

import pytest

from articles.reports.figures import middle, shares
from articles.reports.periods import (
    PRESETS,
    Period,
    month_of,
    named,
    parts_of,
)
from articles.reports.photo_credits import credited

pytestmark = pytest.mark.once


def day(text: str) -> date:
    return date.fromisoformat(text)


def period(since: str, until: str) -> Period:
    return Period(day(since), day(until))


@pytest.mark.parametrize(
    ("since", "until", "months", "days"),
    [
        ("2026-10-01", "2026-10-31", ("2026-10-01", "2026-10-01"), []),
        ("2026-10-02", "2026-10-31", None, [("2026-10-02", "2026-10-31")]),
        ("2026-10-01", "2026-10-30", None, [("2026-10-01", "2026-10-30")]),
        ("2026-11-24", "2026-11-24", None, [("2026-11-24", "2026-11-24")]),
        ("2024-02-01", "2024-02-29", ("2024-02-01", "2024-02-01"), []),
        ("2024-02-01", "2024-02-28", None, [("2024-02-01", "2024-02-28")]),
        (
            "2026-01-01",
            "2026-11-24",
            ("2026-01-01", "2026-10-01"),
            [("2026-11-01", "2026-11-24")],
        ),
        (
            "2025-12-31",
            "2026-02-01",
            ("2026-01-01", "2026-01-01"),
            [("2025-12-31", "2025-12-31"), ("2026-02-01", "2026-02-01")],
        ),
        ("2026-01-31", "2026-02-01", None, [("2026-01-31", "2026-02-01")]),
        ("2020-01-01", "2026-12-31", ("2020-01-01", "2026-12-01"), []),
    ],
)
def test_a_period_is_taken_apart_into_whole_months_and_loose_days(since, until, months, days):
    parts = parts_of(period(since, until))
    assert parts.whole == (period(*months) if months else None)
    assert list(parts.days) == [period(*loose) for loose in days]


@pytest.mark.parametrize(
    ("since", "until", "years", "months"),
    [
        ("2026-01-01", "2026-12-31", ("2026-01-01", "2026-01-01"), []),
        ("2020-01-01", "2026-12-31", ("2020-01-01", "2026-01-01"), []),
        ("2026-01-01", "2026-11-30", None, [("2026-01-01", "2026-11-01")]),
        (
            "2024-11-30",
            "2026-02-28",
            ("2025-01-01", "2025-01-01"),
            [("2024-12-01", "2024-12-01"), ("2026-01-01", "2026-02-01")],
        ),
        ("2025-02-01", "2026-11-30", None, [("2025-02-01", "2026-11-01")]),
    ],
)
def test_whole_months_are_taken_apart_into_years_and_what_is_around_them(
    since, until, years, months
):
    parts = parts_of(period(since, until))
    assert parts.years == (period(*years) if years else None)
    assert list(parts.months) == [period(*loose) for loose in months]


def test_the_parts_of_any_period_have_each_of_its_days_once():
    first = day("2023-12-28")
    for start in range(40):
        for length in (*range(1, 130, 3), 366, 400, 800, 1200):
            since = first + timedelta(days=start)
            whole = Period(since, since + timedelta(days=length - 1))
            assert sorted(_days_of(whole)) == [since + timedelta(days=n) for n in range(length)]


def _days_of(whole: Period) -> list[date]:
    parts = parts_of(whole)
    found = list(parts.days)
    for part in parts.months:
        found.append(Period(part.since, month_of(part.until).until))
    if parts.years:
        found.append(Period(parts.years.since, parts.years.until.replace(month=12, day=31)))
    return [part.since + timedelta(days=n) for part in found for n in range(part.days)]


def test_named_periods_end_today_and_the_last_month_and_year_before_these():
    today = day("2026-01-15")
    assert {name: named(name, today=today) for name in PRESETS} == {
        "today": period("2026-01-15", "2026-01-15"),
        "last_year": period("2025-01-01", "2025-12-31"),
        "month": period("2026-01-01", "2026-01-15"),
        "last_month": period("2025-12-01", "2025-12-31"),
        "week": period("2026-01-09", "2026-01-15"),
        "days_30": period("2025-12-17", "2026-01-15"),
        "year": period("2026-01-01", "2026-01-15"),
    }


def test_a_leap_day_has_a_year_before_it():
    today = day("2024-02-29")
    assert named("last_year", today=today) == period("2023-01-01", "2023-12-31")
    assert named("last_month", today=today) == period("2024-01-01", "2024-01-31")
    assert named("month", today=today) == period("2024-02-01", "2024-02-29")


@pytest.mark.parametrize(
    ("minutes", "expected"), [([], None), ([7], 7), ([9, 1, 5], 5), ([1, 2, 4, 100], 3), ([0], 0)]
)
def test_the_middle_of_durations(minutes, expected):
    found = middle(timedelta(minutes=n) for n in minutes)
    assert found == (None if expected is None else timedelta(minutes=expected))


def test_shares_are_parts_of_the_whole_and_of_nothing_nothing():
    assert shares({"robot": 3, "repeat": 1, "staff": 0}) == {
        "robot": 0.75, "repeat": 0.25, "staff": 0.0,
    }  # fmt: skip
    assert shares({"robot": 0}) == {"robot": 0.0}
    assert shares({}) == {}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ist.", []),
        ("", []),
        ("Foto : Ist.", []),
        ("istimewa", []),
        ("Fajar CQA", ["Fajar CQA"]),
        ("Foto: Fajar  CQA/Diskominfo", ["Fajar CQA", "Diskominfo"]),
        ("Dok. Humas Polres", ["Humas Polres"]),
        ("Rita Anggraini dan Sam Hidayat", ["Rita Anggraini", "Sam Hidayat"]),
        ("Rita Anggraini, rita anggraini", ["Rita Anggraini"]),
        ("Fajar (Diskominfosantik)", ["Fajar", "Diskominfosantik"]),
        ("Dandi Dandan", ["Dandi Dandan"]),  # no "dan" between two names
    ],
)
def test_whom_a_photo_names(line, names):
    assert credited(line) == names
