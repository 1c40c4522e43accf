"""Several who add to the same sums at once wait for one another, and nothing is lost."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from articles.models import ArticleDay, ArticleMonth, ArticleYear, SectionDay, SiteDay, SiteMonth
from articles.readership import sums
from tests.readers import story
from tests.test_verbs_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = date(2026, 8, 30)  # with the days after it two months


def test_writers_of_the_same_rows_in_any_order_lose_nothing_and_never_lock_each_other(
    government, health
):
    made = [story(section, f"Berita {section}") for section in (government, health) * 3]
    expected = Counter()

    def batches(seed: int) -> list[tuple[dict, dict]]:
        chance = random.Random(seed)
        found = []
        for _ in range(15):
            keys = [(article.pk, FIRST + timedelta(days=n)) for article in made for n in range(4)]
            chance.shuffle(keys)  # a mapping keeps this order, and no two writers share it
            reads = {key: chance.randrange(1, 5) for key in keys[:18]}
            visitors = {day: chance.randrange(1, 5) for _pk, day in keys[:9]}
            expected["reads"] += sum(reads.values())
            expected["visitors"] += sum(visitors.values())
            found.append((reads, visitors))
        return found

    def write(mine: list) -> None:
        for reads, visitors in mine:
            with transaction.atomic():
                sums.grow(connection, reads=reads, visitors=visitors)

    shares = [batches(seed) for seed in range(4)]
    assert at_once(*(lambda mine=mine: write(mine) for mine in shares)) == [None] * 4
    for model, columns in {
        ArticleDay: ["reads"],
        ArticleMonth: ["reads"],
        ArticleYear: ["reads"],
        SectionDay: ["reads"],
        SiteDay: ["visitors"],
        SiteMonth: ["reads", "visitors"],
    }.items():
        for column in columns:
            total = sum(model.objects.values_list(column, flat=True))
            assert total == expected[column], f"{model.__name__}.{column}"
