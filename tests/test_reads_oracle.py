"""A seeded week of requests, replayed through the counter and through a model in plain Python.

The model is written from the rule, not from the code: whatever both agree on is right twice.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from itertools import pairwise

import pytest

from articles.models import ArticleDay, ReadSeen, SiteDay, VisitorDay
from articles.readership.counting import count_read, count_visitor
from articles.readership.totals import reads_of
from tests.conftest import PHONE
from tests.readers import FIREFOX, jakarta, request_of, story

pytestmark = pytest.mark.django_db

REQUESTS = 2000
ROBOT = "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"
START = jakarta(2026, 12, 29, 6)  # a week over a new year


@dataclass
class Model:
    """What should be stored after a trace of requests."""

    reads: Counter = field(default_factory=Counter)  # (story, day) → reads
    visitors: dict[date, set] = field(default_factory=dict)
    last: dict = field(default_factory=dict)  # (visitor, day, story) → when it was counted

    def request(self, visitor, article_id, at, *, counts: bool) -> bool:
        """Say whether the request is a new read; `article_id` None is the front page."""
        if not counts:
            return False
        day = (at.astimezone(UTC) + timedelta(hours=7)).date()  # Jakarta knows no summer time
        self.visitors.setdefault(day, set()).add(visitor)
        key = (visitor, day, article_id)
        if article_id is None:
            return False
        if key in self.last and at < self.last[key] + timedelta(minutes=30):
            return False
        self.last[key] = at
        self.reads[article_id, day] += 1
        return True


def trace(dice: random.Random, articles, requests: int = REQUESTS):
    """Yield the arguments of a request, the story or None, the time, and whether it may count."""
    at = START
    people = [(f"36.68.1.{n}", agent) for n in range(6) for agent in (PHONE, FIREFOX)]
    for _ in range(requests):
        at += timedelta(seconds=dice.choice([0, 1, 20, 400, 899, 900]))
        if dice.random() < 0.02:
            at -= timedelta(seconds=dice.randrange(600))  # a clock that was set back
        address, agent = dice.choice(people)
        kind = dice.choices(["read", "robot", "head", "prefetch", "front"], [80, 5, 3, 4, 8])[0]
        request = {"address": address, "agent": ROBOT if kind == "robot" else agent}
        request |= {"HTTP_SEC_PURPOSE": "prefetch;prerender"} if kind == "prefetch" else {}
        request |= {"method": "HEAD"} if kind == "head" else {}
        article = None if kind == "front" else dice.choice(articles)
        yield request, article, at, article is None or (kind == "read" and article.is_public(at))


@pytest.mark.parametrize("seed", [1, 2485])
def test_every_table_says_what_the_model_says(government, seed):
    dice, model = random.Random(seed), Model()
    articles = [story(government, f"Berita {n}", published_at=START) for n in range(4)]
    articles.append(story(government, "Terjadwal", published_at=START + timedelta(days=2)))
    articles.append(story(government, "Draf", status="draft", published_at=None))
    answers = 0
    for request, article, at, counts in trace(dice, articles):
        visitor = (request["address"], request["agent"])
        expected = model.request(visitor, article and article.pk, at, counts=counts)
        if article is None:
            count_visitor(request_of(**request), now=at)
            continue
        assert count_read(request_of(**request), article, now=at) is expected
        answers += expected

    stored = {(a, d): n for a, d, n in ArticleDay.objects.values_list("article_id", "day", "reads")}
    assert stored == dict(model.reads)
    assert dict(SiteDay.objects.values_list("day", "visitors")) == {
        day: len(people) for day, people in model.visitors.items()
    }
    assert Counter(VisitorDay.objects.values_list("day", flat=True)) == Counter(
        {day: len(people) for day, people in model.visitors.items()}
    )
    assert sorted(ReadSeen.objects.values_list("article_id", "counted_at")) == sorted(
        (article_id, at) for (_, _, article_id), at in model.last.items()
    )
    assert sum(stored.values()) == answers > 500
    assert len(model.visitors) > 5


def test_a_total_never_falls_and_grows_by_the_counted_answers(government):
    dice = random.Random(59)
    road = story(government, published_at=START)
    totals, answers = [0], 0
    for request, _, at, _ in trace(dice, [road], 400):
        answers += count_read(request_of(**request), road, now=at)
        totals.append(reads_of([road.pk])[road.pk])
    assert all(before <= after <= before + 1 for before, after in pairwise(totals))
    assert totals[-1] == answers > 50
