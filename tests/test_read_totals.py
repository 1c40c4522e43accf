"""How often a story was read: what was counted here and what it brought, kept apart, added up."""

from datetime import date, timedelta

import pytest
from django.db.models import ProtectedError

from articles.models import Article, ArticleDay, ReadBaseline, SiteDay
from articles.readership.baselines import (
    DayStillCounting,
    UnbelievableNumber,
    record_history,
    set_baseline,
)
from articles.readership.totals import reads_of
from tests.readers import count, counted, jakarta, read, request_of, story

pytestmark = pytest.mark.django_db

NOON = jakarta(2026, 9, 20)


def test_counted_reads_and_the_baseline_are_added_up(government):
    road = story(government)
    set_baseline(road, reads=2485, source="bekasikab.go.id", now=NOON)
    assert reads_of([road.pk]) == {road.pk: 2485}
    count(request_of("36.68.1.1"), road)
    count(request_of("36.68.1.2"), road)
    assert reads_of([road.pk]) == {road.pk: 2487}
    assert counted(road) == 2


def test_a_list_of_twenty_takes_one_query(government, django_assert_num_queries):
    made = [story(government, f"Berita {n}") for n in range(20)]
    for n, article in enumerate(made[1:], start=1):
        read(article, date(2026, 9, 1), n)
        read(article, date(2026, 9, 2), 100)
    set_baseline(made[7], reads=5000, source="situs lama", now=NOON)
    with django_assert_num_queries(1):
        found = reads_of(article.pk for article in made)
    expected = {article.pk: n + 100 for n, article in enumerate(made)}
    assert found == expected | {made[0].pk: 0, made[7].pk: 5107}


def test_nothing_asked_is_nothing_looked_up(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert reads_of([]) == {}
    assert reads_of([987654]) == {987654: 0}


def test_a_baseline_rises_and_never_falls(government):
    road = story(government)
    assert set_baseline(road, reads=100, source="satu", now=NOON) is True
    assert set_baseline(road, reads=100, source="satu", now=NOON) is False
    assert set_baseline(road, reads=40, source="satu", now=NOON) is False
    assert reads_of([road.pk]) == {road.pk: 100}
    later = NOON + timedelta(days=3)
    assert set_baseline(road, reads=130, source="dua", now=later) is True
    kept = ReadBaseline.objects.get(article=road)
    assert (kept.reads, kept.source, kept.imported_at) == (130, "dua", later)


def test_a_baseline_of_nothing_is_not_kept(government):
    assert set_baseline(story(government), reads=0, source="situs lama", now=NOON) is False
    assert not ReadBaseline.objects.exists()


@pytest.mark.parametrize("reads", [-1, 10**12 + 1, 10**30])
def test_an_unbelievable_baseline_is_refused(government, reads):
    with pytest.raises(UnbelievableNumber):
        set_baseline(story(government), reads=reads, source="situs lama", now=NOON)
    assert not ReadBaseline.objects.exists()


def test_history_is_recorded_in_bulk_and_a_second_time_changes_nothing(government):
    road = story(government)
    days = [date(2026, 8, 1) + timedelta(days=n) for n in range(49)]  # the last is 18 September
    for _ in range(2):
        record_history(
            [(road.pk, day, n) for n, day in enumerate(days)],
            [(day, 10 + n) for n, day in enumerate(days)],
            now=NOON,
        )
    assert reads_of([road.pk]) == {road.pk: sum(range(49))}
    assert ArticleDay.objects.count() == 48  # a day without reads has no row
    assert sum(SiteDay.objects.values_list("visitors", flat=True)) == sum(range(10, 59))


@pytest.mark.parametrize("days_ago", [1, 0, -1])
def test_days_that_are_being_counted_are_not_recorded(government, days_ago):
    road, day = story(government), NOON.date() - timedelta(days=days_ago)
    long_ago = NOON.date() - timedelta(days=9)
    with pytest.raises(DayStillCounting):
        record_history([(road.pk, long_ago, 5), (road.pk, day, 5)], [], now=NOON)
    with pytest.raises(DayStillCounting):
        record_history([(road.pk, long_ago, 5)], [(day, 5)], now=NOON)
    assert not ArticleDay.objects.exists()


def test_reads_do_not_touch_the_story_and_the_story_does_not_touch_its_reads(government):
    road = story(government)
    before = Article.objects.filter(pk=road.pk).values().get()
    versions = road.history.count()
    count(request_of(), road)
    assert Article.objects.filter(pk=road.pk).values().get() == before
    assert road.history.count() == versions
    road.title = "Bupati tinjau jalan yang rusak"
    road.save()
    assert reads_of([road.pk]) == {road.pk: 1}


def test_a_story_that_was_read_cannot_be_deleted(government):
    road = story(government)
    count(request_of(), road)
    with pytest.raises(ProtectedError):
        road.delete()
    assert counted(road) == 1
