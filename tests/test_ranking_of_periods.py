"""Rankings of any period equal a plain sum over all days, and look at few rows to find that out."""

import random
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article, ArticleDay, ArticleMonth, ArticleYear
from articles.readership import sums
from articles.readership.popularity import most_read_between
from articles.readership.rankings import ranking
from articles.readership.stretches import Stretch, beyond, stretches
from tests.readers import jakarta, read, story

NOON = jakarta(2026, 9, 20)
TODAY = date(2026, 9, 20)


def day(text: str) -> date:
    return date.fromisoformat(text)


# --- what a period is made of ----------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-09-20", "2026-09-20", ["day 2026-09-20"]),
        ("2026-09-01", "2026-09-20", ["month 2026-09-01"]),
        ("2026-01-01", "2026-09-20", ["year 2026-01-01"]),
        ("2026-01-01", "2026-09-19", [f"month 2026-0{n}-01" for n in range(1, 9)] + ["19 days"]),
        ("2025-12-31", "2026-09-20", ["day 2025-12-31", "year 2026-01-01"]),
        ("2024-02-01", "2024-02-29", ["month 2024-02-01"]),
        ("2024-02-01", "2024-02-28", ["28 days"]),
        ("2026-08-22", "2026-09-20", ["10 days", "month 2026-09-01"]),
        ("2026-09-25", "2026-09-28", []),
        ("2026-09-15", "2026-12-31", ["6 days"]),
        ("2026-09-20", "2026-09-19", []),
    ],
)
def test_a_period_is_made_of_the_fewest_lists(since, until, expected):
    found = stretches(day(since), day(until), today=TODAY)
    assert shortly(found) == expected


def shortly(found: list[Stretch]) -> list[str]:
    days = [stretch for stretch in found if stretch.kind == "day"]
    if len(days) < 2:
        return [f"{stretch.kind} {stretch.first}" for stretch in found]
    rest = [f"{stretch.kind} {stretch.first}" for stretch in found if stretch.kind != "day"]
    return [*rest, f"{len(days)} days"] if found[-1].kind == "day" else [f"{len(days)} days", *rest]


@pytest.mark.once
def test_any_period_is_covered_without_a_gap_and_nothing_twice():
    chance = random.Random(7)
    for _ in range(300):
        since = date(2023, 12, 1) + timedelta(days=chance.randrange(1020))
        until = min(TODAY, since + timedelta(days=chance.randrange(500)))
        found = stretches(since, until, today=TODAY)
        assert found[0].first == since
        for before, after in pairwise(found):
            assert after.first - before.last == timedelta(days=1)
        to_come = beyond(found, today=TODAY)
        assert min(found[-1].last, TODAY) == until
        assert to_come == (
            (TODAY + timedelta(days=1), found[-1].last) if found[-1].last > TODAY else None
        )


# --- rankings --------------------------------------------------------------------------------


def plain_ranking(since: date, until: date, *, size: int, at_least: int = 1) -> list:
    total = Counter()
    for pk, on, reads in ArticleDay.objects.values_list("article_id", "day", "reads"):
        if since <= on <= min(until, TODAY):
            total[pk] += reads
    times = dict(Article.objects.published(NOON).values_list("pk", "published_at"))
    public = [pk for pk in total if pk in times and total[pk] >= at_least]
    order = sorted(public, key=lambda pk: (total[pk], times[pk], pk), reverse=True)
    return [(pk, total[pk]) for pk in order[:size]]


@pytest.mark.django_db
@pytest.mark.parametrize("candidates", [1, 3, 40])
def test_every_ranking_equals_a_plain_sum_over_the_days(government, monkeypatch, candidates):
    """With stories withdrawn, read equally often, and read on days of a clock that was wrong."""
    monkeypatch.setattr("articles.readership.rankings.CANDIDATES", candidates)
    chance = random.Random(candidates)
    first = jakarta(2025, 5, 1)
    made = [
        story(government, f"Berita {n}", published_at=first + timedelta(hours=chance.randrange(9)))
        for n in range(40)
    ]
    reads = {}
    for _ in range(700):
        on = TODAY + timedelta(days=3 - int(chance.expovariate(1 / 90)))
        reads[chance.choice(made).pk, on] = int(chance.paretovariate(0.8))
    with transaction.atomic():
        sums.grow(connection, reads=reads, visitors={})
    hidden = [article.pk for article in chance.sample(made, 12)]
    Article.objects.filter(pk__in=hidden).update(published_at=NOON + timedelta(hours=1))
    for _ in range(25):
        since = TODAY - timedelta(days=chance.randrange(500))
        until = since + timedelta(days=chance.randrange(400))
        size, at_least = chance.choice([1, 5, 10, 60]), chance.choice([1, 3])
        found = ranking(NOON, since=since, until=until, size=size, at_least=at_least)
        assert found == plain_ranking(since, until, size=size, at_least=at_least)


@pytest.mark.django_db
def test_stories_that_are_ranked_already_leave_their_places_to_others(government):
    at = jakarta(2026, 5, 1)
    made = [story(government, f"Berita {n}", published_at=at) for n in range(60)]
    for number, article in enumerate(made, start=1):
        read(article, TODAY, number)
    without = [article.pk for article in made[10:]]
    found = ranking(NOON, since=TODAY, size=3, without=without)
    assert found == [(made[n].pk, n + 1) for n in (9, 8, 7)]


@pytest.mark.django_db
def test_a_period_names_its_stories_with_their_reads_of_that_period(government):
    at = jakarta(2026, 5, 1)
    road, market = (story(government, title, published_at=at) for title in ("Jalan", "Pasar"))
    read(road, day("2026-07-31"), 50)
    read(road, day("2026-08-01"), 5)
    read(market, day("2026-08-31"), 7)
    found = most_read_between(day("2026-08-01"), day("2026-08-31"), now=NOON)
    assert found == [(market, 7), (road, 5)]


# --- what it costs ---------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_ranking_takes_as_many_queries_for_thousands_of_stories_as_for_ten(
    government, django_assert_num_queries
):
    make_stories(government, 10)
    with django_assert_num_queries(2):
        ranking(NOON, since=TODAY.replace(day=1), size=10)
    make_stories(government, 2000)
    for since, queries in (
        (TODAY, 2),
        (TODAY.replace(day=1), 2),
        (TODAY.replace(month=1, day=1), 2),
        (TODAY - timedelta(days=29), 3),
        (TODAY - timedelta(days=365), 3),
    ):
        with django_assert_num_queries(queries):
            assert len(ranking(NOON, since=since, size=10)) == 10


@pytest.mark.django_db
def test_the_beginning_of_a_list_is_read_from_its_index(government):
    make_stories(government, 2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for model, column, first, index in (
        (ArticleDay, "day", TODAY, "most_read_of_a_day"),
        (ArticleMonth, "month", TODAY.replace(day=1), "most_read_of_a_month"),
        (ArticleYear, "year", TODAY.replace(month=1, day=1), "most_read_of_a_year"),
    ):
        rows = model.objects.filter(**{column: first}).order_by("-reads", "-article_id")
        plan = rows.values_list("article_id", "reads")[:40].explain()
        assert index in plan
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan


def make_stories(category, number: int) -> None:
    """Make stories that were read in the months up to today, a few of them far more than most."""
    at = jakarta(2025, 5, 1)
    facts = {"category": category, "status": "published", "body": "<p>Isi.</p>", "slug": "berita"}
    moments = {"published_at": at, "first_published_at": at, "saved_at": timezone.now()}
    stories = Article.objects.bulk_create(
        Article(title=f"Berita {n}", **facts, **moments) for n in range(number)
    )
    chance = random.Random(number)
    reads = {}
    for place, made in enumerate(stories, start=1):
        popular = 5000 // place + 1
        reads[made.pk, TODAY] = popular
        reads[made.pk, TODAY - timedelta(days=chance.randrange(1, 365))] = popular
    with transaction.atomic():
        sums.grow(connection, reads=reads, visitors={})
