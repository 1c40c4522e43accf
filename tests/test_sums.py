"""Sums grow with what they are made of: in one transaction, by the same number, in every table."""

import random
from collections import Counter
from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection, transaction

from articles.models import (
    ArticleDay,
    ArticleMonth,
    ArticleYear,
    Category,
    SectionDay,
    SiteDay,
    SiteMonth,
)
from articles.readership import sums
from articles.readership.baselines import record_history
from tests.readers import jakarta, read, story, visited

pytestmark = pytest.mark.django_db

FIRST = date(2024, 12, 28)
TABLES = {
    ArticleDay: ("article_id", "day", "reads"),
    ArticleMonth: ("article_id", "month", "reads"),
    ArticleYear: ("article_id", "year", "reads"),
    SectionDay: ("category_id", "day", "reads"),
    SiteDay: ("day", "visitors"),
    SiteMonth: ("month", "visitors", "reads"),
}


def everything() -> dict[str, list[tuple]]:
    return {
        model.__name__: sorted(model.objects.values_list(*columns))
        for model, columns in TABLES.items()
    }


def grow(reads: dict, visitors: dict) -> None:
    with transaction.atomic():
        sums.grow(connection, reads=reads, visitors=visitors)


def test_every_sum_is_the_sum_of_its_days_whatever_was_counted_in_which_order(government, health):
    chance = random.Random(20260920)
    stories = [story(chance.choice([government, health]), f"Berita {n}") for n in range(7)]
    section = {made.pk: made.category_id for made in stories}
    expected = {model.__name__: Counter() for model in TABLES}
    for _ in range(12):
        days = [FIRST + timedelta(days=chance.randrange(70)) for _ in range(9)]
        reads = {(chance.choice(stories).pk, day): chance.randrange(1, 9) for day in days}
        visitors = {day: chance.randrange(1, 9) for day in days[:3]}
        grow(reads, visitors)
        for (pk, day), number in reads.items():
            month, year = day.replace(day=1), day.replace(month=1, day=1)
            expected["ArticleDay"][pk, day] += number
            expected["ArticleMonth"][pk, month] += number
            expected["ArticleYear"][pk, year] += number
            expected["SectionDay"][section[pk], day] += number
            expected["SiteMonth"][month, "reads"] += number
        for day, number in visitors.items():
            expected["SiteDay"][(day,)] += number
            expected["SiteMonth"][day.replace(day=1), "visitors"] += number
    months = {month for month, _ in expected.pop("SiteMonth")}
    found = everything()
    assert {month for month, *_ in found.pop("SiteMonth")} == months
    assert found == {
        name: sorted((*key, number) for key, number in rows.items())
        for name, rows in expected.items()
    }
    for month, visitors, reads in SiteMonth.objects.values_list("month", "visitors", "reads"):
        days = {"day__year": month.year, "day__month": month.month}
        assert visitors == sum(SiteDay.objects.filter(**days).values_list("visitors", flat=True))
        assert reads == sum(SectionDay.objects.filter(**days).values_list("reads", flat=True))


def test_a_story_that_moves_takes_only_its_later_reads_with_it(government, health):
    road = story(government)
    read(road, FIRST, 3)
    road.category = health
    road.save()
    read(road, FIRST, 4)
    assert everything()["SectionDay"] == [(government.pk, FIRST, 3), (health.pk, FIRST, 4)]


def test_the_reads_of_a_section_outlive_it(government, health):
    road = story(government)
    read(road, FIRST, 3)
    road.category = health
    road.save()
    gone = government.pk
    Category.objects.get(pk=gone).delete()
    assert everything()["SectionDay"] == [(gone, FIRST, 3)]


def test_a_count_that_is_rolled_back_is_in_no_sum(government):
    road = story(government)
    with transaction.atomic():
        grow({(road.pk, FIRST): 3}, {FIRST: 2})
        transaction.set_rollback(True)
    assert everything() == {model.__name__: [] for model in TABLES}


def test_many_rows_take_few_statements(government, django_assert_max_num_queries):
    road = story(government)
    days = [FIRST + timedelta(days=n) for n in range(1500)]
    with django_assert_max_num_queries(14):
        grow({(road.pk, day): 1 for day in days}, dict.fromkeys(days, 1))
    assert ArticleDay.objects.count() == SiteDay.objects.count() == 1500
    assert sum(ArticleYear.objects.values_list("reads", flat=True)) == 1500


def test_recorded_history_is_in_the_sums_once_and_leaves_days_with_a_number_alone(government):
    road, now = story(government), jakarta(2025, 3, 1)
    read(road, FIRST, 5)
    visited(FIRST, 2)
    rows = [(road.pk, FIRST, 900), (road.pk, FIRST + timedelta(days=1), 7)]
    visitors = [(FIRST, 900), (FIRST + timedelta(days=9), 4)]
    for _ in range(2):
        record_history(rows, visitors, now=now)
    assert everything() == {
        "ArticleDay": [(road.pk, FIRST, 5), (road.pk, date(2024, 12, 29), 7)],
        "ArticleMonth": [(road.pk, date(2024, 12, 1), 12)],
        "ArticleYear": [(road.pk, date(2024, 1, 1), 12)],
        "SectionDay": [(government.pk, FIRST, 5), (government.pk, date(2024, 12, 29), 7)],
        "SiteDay": [(FIRST, 2), (date(2025, 1, 6), 4)],
        "SiteMonth": [(date(2024, 12, 1), 2, 12), (date(2025, 1, 1), 4, 0)],
    }


def test_the_migration_makes_the_same_sums_of_the_days_and_takes_them_back(government, health):
    for number, section in enumerate((government, health, government), start=1):
        made = story(section, f"Berita {number}")
        for back in range(0, 400, 7):
            read(made, date(2026, 2, 3) - timedelta(days=back), number)
    visited(date(2025, 12, 31), 8)
    visited(date(2026, 1, 1), 9)
    before = everything()
    migration = import_module("articles.migrations.0026_fill_the_sums")
    editor = SimpleNamespace(connection=connection)
    migration.empty(apps, editor)
    assert [len(rows) for rows in everything().values()][1:4] == [0, 0, 0]
    migration.fill(apps, editor)
    migration.fill(apps, editor)
    assert everything() == before
