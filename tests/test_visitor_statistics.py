"""Visitors today, this month and in all: sums of days, and never one above the next."""

from datetime import date, timedelta

import pytest

from articles.models import VisitorBaseline
from articles.readership.baselines import record_history
from articles.readership.statistics import Visitors, visitors
from tests.readers import jakarta, request_of, visit, visited

pytestmark = pytest.mark.django_db

NOON = jakarta(2026, 9, 20)


def record(**days: int) -> None:
    for day, number in days.items():
        visited(date.fromisoformat(day.strip("_").replace("_", "-")), number)


def test_a_new_site_has_had_no_visitors():
    assert visitors(now=NOON) == Visitors(today=0, month=0, total=0)


def test_days_months_and_all_days_are_added_up():
    record(_2025_09_20=1000, _2026_08_31=100, _2026_09_01=20, _2026_09_19=7, _2026_09_20=5)
    assert visitors(now=NOON) == Visitors(today=5, month=32, total=1132)


def test_a_visitor_counts_at_once():
    visit(request_of(), now=NOON)
    assert visitors(now=NOON) == Visitors(today=1, month=1, total=1)
    visit(request_of("36.68.1.10"), now=NOON)
    assert visitors(now=NOON) == Visitors(today=2, month=2, total=2)


def test_the_day_and_the_month_begin_at_midnight_in_jakarta():
    midnight = jakarta(2026, 10, 1, 0)
    record(_2026_09_30=8)
    assert visitors(now=midnight - timedelta(microseconds=1)) == Visitors(8, 8, 8)
    assert visitors(now=midnight) == Visitors(0, 0, 8)


def test_what_the_site_brought_with_it_is_part_of_the_total_only():
    record(_2026_09_20=5)
    VisitorBaseline.objects.create(visitors=4_812, source="situs lama", imported_at=NOON)
    VisitorBaseline.objects.create(visitors=188, source="situs lebih lama", imported_at=NOON)
    assert visitors(now=NOON) == Visitors(today=5, month=5, total=5_005)


@pytest.mark.parametrize("ahead", [1, 2, 15, 40, 400])
def test_today_is_at_most_the_month_and_the_month_at_most_all_even_when_the_clock_was_wrong(ahead):
    record(_2026_09_20=5)
    visited(NOON.date() + timedelta(days=ahead), 50)
    found = visitors(now=NOON)
    assert found.today <= found.month <= found.total
    assert found == Visitors(today=5, month=5, total=55)


def test_the_numbers_take_as_many_queries_for_ten_years_as_for_a_day(django_assert_num_queries):
    days = [NOON.date() - timedelta(days=n) for n in range(3650)]
    record_history([], [(day, 1) for day in days[2:]], now=NOON)
    visited(days[0], 1)
    visited(days[1], 1)
    with django_assert_num_queries(1):
        assert visitors(now=NOON) == Visitors(today=1, month=20, total=3650)
