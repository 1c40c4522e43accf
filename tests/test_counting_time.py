"""The half hour between two reads, and the days: always those of Jakarta."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from articles.models import ArticleDay, ReadSeen, SiteDay
from articles.readership.applying import apply_now
from articles.readership.counting import count_read
from articles.readership.days import day_of
from articles.readership.visitors import key_of
from tests.readers import count, counted, jakarta, request_of, story, visit

pytestmark = pytest.mark.django_db

NINE = jakarta(2026, 11, 20, 9)


@pytest.fixture
def road(government):
    return story(government, published_at=jakarta(2020, 1, 1))


def days_of(article) -> dict[date, int]:
    return dict(ArticleDay.objects.filter(article=article).values_list("day", "reads"))


def visitors_of_days() -> dict[date, int]:
    return dict(SiteDay.objects.values_list("day", "visitors"))


@pytest.mark.parametrize(
    ("later", "is_new"),
    [
        (timedelta(seconds=10), False),
        (timedelta(minutes=29, seconds=59), False),
        (timedelta(minutes=29, seconds=59, microseconds=999_999), False),
        (timedelta(minutes=30), True),
        (timedelta(minutes=-5), False),
        (timedelta(hours=-5), False),
    ],
)
def test_a_second_read_counts_after_half_an_hour(road, later, is_new):
    assert count(request_of(), road, now=NINE) is True
    assert count(request_of(), road, now=NINE + later) is is_new
    assert counted(road) == 1 + is_new


def test_half_an_hour_is_measured_from_the_last_counted_read(road):
    minutes = [0, 20, 29, 40, 59, 60, 89, 90]
    answers = [count(request_of(), road, now=NINE + timedelta(minutes=m)) for m in minutes]
    assert answers == [True, False, False, True, False, False, True, False]


def test_after_half_an_hour_the_visitor_is_still_the_same(road):
    count(request_of(), road, now=NINE)
    count(request_of(), road, now=NINE + timedelta(hours=2))
    assert days_of(road) == {NINE.date(): 2}
    assert visitors_of_days() == {NINE.date(): 1}


@pytest.mark.parametrize("zone_of_the_server", ["UTC", "Asia/Tokyo", "America/Los_Angeles"])
def test_midnight_is_jakartas_wherever_the_server_stands(road, zone_of_the_server, monkeypatch):
    monkeypatch.setenv("TZ", zone_of_the_server)
    time.tzset()
    try:
        last = datetime(2026, 11, 20, 16, 59, 59, 999_999, tzinfo=UTC)
        count(request_of("36.68.1.1"), road, now=last)
        count(request_of("36.68.1.2"), road, now=last + timedelta(microseconds=1))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert days_of(road) == {date(2026, 11, 20): 1, date(2026, 11, 21): 1}
    assert visitors_of_days() == {date(2026, 11, 20): 1, date(2026, 11, 21): 1}


def test_who_reads_over_midnight_is_a_visitor_of_both_days(road):
    midnight = jakarta(2026, 11, 21, 0)
    count(request_of(), road, now=midnight - timedelta(seconds=5))
    count(request_of(), road, now=midnight + timedelta(seconds=5))
    assert days_of(road) == {date(2026, 11, 20): 1, date(2026, 11, 21): 1}
    assert visitors_of_days() == {date(2026, 11, 20): 1, date(2026, 11, 21): 1}


def test_a_request_that_began_before_midnight_lies_wholly_on_its_day(road):
    began = jakarta(2026, 11, 20, 23, 59, 59, 999_999)
    assert count_read(request_of(), road, now=began) is True
    apply_now(now=began + timedelta(seconds=2), using="default")  # tomorrow
    assert days_of(road) == {date(2026, 11, 20): 1}
    assert visitors_of_days() == {date(2026, 11, 20): 1}
    assert list(ReadSeen.objects.values_list("day", flat=True)) == [date(2026, 11, 20)]


def test_lists_and_stories_share_the_visitor_of_the_day(road):
    visit(request_of(), now=NINE)
    count(request_of(), road, now=NINE + timedelta(hours=1))
    assert visitors_of_days() == {NINE.date(): 1}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2028, 2, 28, 17, 0, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2028, 2, 29, 17, 0, tzinfo=UTC), date(2028, 3, 1)),
        (datetime(2027, 2, 28, 17, 0, tzinfo=UTC), date(2027, 3, 1)),
        (datetime(2026, 12, 31, 16, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_leap_days_and_new_years_begin_in_jakarta(road, moment, day):
    assert day_of(moment) == day
    count(request_of(), road, now=moment)
    assert days_of(road) == {day: 1}


def test_the_same_person_has_unrelated_keys_on_two_days():
    friday = key_of(request_of(), day=date(2026, 11, 20))
    assert key_of(request_of(), day=date(2026, 11, 20)) == friday
    assert key_of(request_of(), day=date(2026, 11, 21)) != friday
    assert len(friday) == 16
