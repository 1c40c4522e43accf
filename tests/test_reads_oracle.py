"""Nine days of random requests, replayed through the counter and through a model in plain Python.

The model (`tests/reads_model.py`) is written from the rule, not from the code: whatever both agree
on is right twice. On the way everything happens that may happen: clocks that are set, midnights,
withdrawals, records torn or written twice, appliers that die in the middle, segments that are
retired, keys that are forgotten. In the end every table is compared.
"""

import random
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client

from articles.models import (
    AddressDay,
    Article,
    ArticleDay,
    ArticleHour,
    ArticleMonth,
    ArticleYear,
    ReadReceipt,
    ReadSeen,
    SectionDay,
    SiteDay,
    SiteMonth,
)
from articles.readership import applying, counting, forgetting, receipts
from articles.readership.applying import Applier
from articles.readership.days import day_of
from articles.readership.segments import OPEN, listed
from articles.readership.totals import reads_of
from tests.conftest import PHONE
from tests.readers import FIREFOX, count, jakarta, request_of, story
from tests.reads_model import Model

pytestmark = pytest.mark.django_db

REQUESTS = 20_000
CAP = 5
ROBOT = "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"
START = jakarta(2026, 12, 28, 6)  # nine days over a new year
AGENTS = [PHONE, FIREFOX] + [PHONE.replace("SM-A135F", f"SM-A{n}F") for n in range(200, 207)]
KINDS = {
    "read": 700, "list": 80, "robot": 40, "head": 20, "prefetch": 30, "staff": 20, "again": 40,
    "script": 40, "unknown": 10, "unwritable": 5, "torn": 5, "withdraw": 5, "reinstate": 10,
    "page": 8,
}  # fmt: skip


class Replay:
    """Does to the application what the trace says, and tells the model."""

    def __init__(self, dice: random.Random, articles: list[Article], staff) -> None:
        self.dice, self.articles, self.staff = dice, articles, staff
        self.model = Model(CAP, {a.pk: a.first_published_at for a in articles})
        self.folder = settings.READS_JOURNAL_DIR
        self.applier = Applier(self.folder, using="default")
        self.last = None
        self.is_torn = False

    def step(self, kind: str, address: str, agent: str, article: Article, at) -> None:
        """Do one thing."""
        headers = {"HTTP_SEC_PURPOSE": "prefetch;prerender"} if kind == "prefetch" else {}
        method = "HEAD" if kind == "head" else "GET"
        request = request_of(address, ROBOT if kind == "robot" else agent, method=method, **headers)
        person = (address, agent)
        if kind in {"withdraw", "reinstate"}:
            self.change(article, withdraw=kind == "withdraw")
        elif kind == "torn":
            self.tear(at)
        elif kind in {"robot", "prefetch", "staff", "unwritable"}:
            self.turn_away(kind, request, article, at)
        elif kind == "again" and self.last:
            assert counting.keep(*self.last[0], now=self.last[1]) is True
            self.keep(*self.last[2], self.last[1])
        elif kind == "list":
            assert counting.count_visitor(request, now=at) is True
            self.keep(person, None, at)
        elif kind == "unknown":
            assert counting.count_shown(request, 987_654, now=at) is True
            self.keep(person, 987_654, at)
        elif kind == "script" and article.is_public(at):
            assert counting.keep(request, article.pk, now=at, is_beacon=True) is True
            self.keep(person, article.pk, at, is_script=True)
        elif kind == "page":
            self.open_page(person, article, at)
        elif kind == "head" or not article.is_public(at):
            assert counting.count_read(request, article, now=at) is False
        else:
            assert counting.count_read(request, article, now=at) is True
            self.keep(person, article.pk, at)
            self.last = ((request, article.pk), at, (person, article.pk))

    def keep(self, person, story_id, at, **more) -> None:
        self.is_torn = False
        self.model.visit(person, story_id, at, **more)

    def turn_away(self, kind: str, request, article: Article, at) -> None:
        """Ask as somebody who is not counted, or when nothing can be written."""
        if not article.is_public(at):
            return
        if kind == "staff":
            request.COOKIES[settings.SESSION_COOKIE_NAME] = "a session"
            request.user = self.staff
        if kind == "unwritable":
            settings.READS_JOURNAL_DIR = self.folder / "applier.lock"  # a file is no folder
        assert counting.count_read(request, article, now=at) is False
        settings.READS_JOURNAL_DIR = self.folder
        self.model.turned_away[day_of(at), "not_kept" if kind == "unwritable" else kind] += 1

    def open_page(self, person, article: Article, at) -> None:
        """Open the page itself, with everything that stands around it."""
        with time_machine.travel(at, tick=False):
            browser = Client(REMOTE_ADDR=person[0], HTTP_USER_AGENT=person[1])
            answer = browser.get(article.get_absolute_url(), HTTP_ACCEPT_LANGUAGE="id-ID,id;q=0.9")
        assert (answer.status_code == 200) == article.is_public(at)
        if answer.status_code == 200:
            self.keep(person, article.pk, at)

    def change(self, article: Article, *, withdraw: bool) -> None:
        if article.published_at is None:
            return
        article.status = "withdrawn" if withdraw else "published"
        fields = {"status": article.status, "withdrawal_text": "Salah" if withdraw else ""}
        article.withdrawn_at = fields["withdrawn_at"] = START if withdraw else None
        Article.objects.filter(pk=article.pk).update(**fields)

    def tear(self, at) -> None:
        """Leave half a record where the next one will be written."""
        newest = [segment for segment in listed(self.folder) if segment.state == OPEN][-1:]
        if newest and not self.is_torn:
            whole = b"BaCa" + bytes(60)
            with newest[0].path.open("ab") as file:
                file.write(whole[: self.dice.randrange(1, 64)])
            self.is_torn = True
            self.model.torn += 1

    def apply(self, at) -> None:
        """Apply what waits, now and then by a new process, or with the database breaking off."""
        if self.dice.random() < 0.2:
            self.applier.let_go()
            self.applier = Applier(self.folder, using="default")
        if self.dice.random() < 0.2:
            with connection.execute_wrapper(BreakOff(self.dice.randrange(1, 15))):
                try:
                    self.applier.apply(now=at)
                except OperationalError:
                    return
        self.applier.apply(now=at)


class BreakOff:
    """Lets some statements through and then fails, as a database does that is stopped."""

    def __init__(self, statements: int) -> None:
        self.left = statements

    def __call__(self, execute, sql, params, many, context):
        if "SAVEPOINT" not in sql:
            self.left -= 1
        if self.left < 0 and "SAVEPOINT" not in sql:
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)


def trace(dice: random.Random, articles: list[Article], requests: int):
    """Yield what happens, to whom, where and when."""
    at = START
    kinds = dice.choices(list(KINDS), list(KINDS.values()), k=requests)
    for kind in kinds:
        at += timedelta(seconds=dice.choice([0, 1, 5, 20, 60, 150]))
        if dice.random() < 0.01:
            at -= timedelta(seconds=dice.randrange(600))  # a clock that was set back
        address = f"36.68.1.{min(dice.randrange(12), 6)}"  # half of them share one
        yield kind, address, dice.choice(AGENTS), dice.choice(articles), at


def rows(table, *fields: str) -> dict:
    """Return a table of numbers: its key, and the last field."""
    found = getattr(table, "objects", table).order_by().values_list(*fields)
    return {row[:-1] if len(row) > 2 else row[0]: row[-1] for row in found}


def test_every_table_says_what_the_model_says(government, health, rita, settings, monkeypatch):
    settings.READS_ADDRESS_CAP = CAP
    monkeypatch.setattr(applying, "MOST_IN_A_SEGMENT", 64 * 500)
    dice = random.Random(2485)
    articles = [
        story(section, f"Berita {n}", published_at=START + timedelta(hours=20 * n - 20))
        for n, section in enumerate([government, health] * 3)
    ]
    articles.append(story(government, "Draf", status="draft", published_at=None))
    replay, today = Replay(dice, articles, rita), day_of(START)
    counting.count_visitor(request_of(), now=START)  # so that there is a journal
    replay.keep(("36.68.1.9", PHONE), None, START)
    for kind, *what, at in trace(dice, articles, REQUESTS):
        replay.step(kind, *what, at)
        if dice.random() < 0.01:
            replay.apply(at)
        if day_of(at) > today:
            today = day_of(at)
            replay.apply(at)
            forgetting.forget(today, using="default")
            replay.model.forget(today)
    replay.keep(("36.68.9.9", PHONE), None, at)
    counting.count_visitor(request_of("36.68.9.9"), now=at)
    Applier(replay.folder, using="default").apply(now=at)
    replay.applier.let_go()
    Applier(replay.folder, using="default").apply(now=at)
    receipts.flush(connection)
    compare(replay.model, {article.pk: article.category_id for article in articles})


def compare(model: Model, sections: dict[int, int]) -> None:
    """Compare every table of the counter with the model."""
    reads = model.reads
    assert rows(ArticleDay, "article_id", "day", "reads") == reads
    assert rows(ArticleMonth, "article_id", "month", "reads") == summed(
        reads, lambda a, day: (a, day.replace(day=1))
    )
    assert rows(ArticleYear, "article_id", "year", "reads") == summed(
        reads, lambda a, day: (a, day.replace(month=1, day=1))
    )
    assert rows(SectionDay, "category_id", "day", "reads") == summed(
        reads, lambda a, day: (sections[a], day)
    )
    visitors = {day: len(people) for day, people in model.visitors.items()}
    assert rows(SiteDay, "day", "visitors") == visitors
    months = summed(reads, lambda a, day: day.replace(day=1))
    assert rows(SiteMonth, "month", "reads") == months
    assert rows(SiteMonth, "month", "visitors") == summed(visitors, lambda day: day.replace(day=1))
    assert rows(ArticleHour, "article_id", "hour", "reads") == model.hours
    kept = {day: len(people) for day, people in model.visitors.items() if day >= model.oldest}
    people = ReadSeen.objects.values_list("day", "visitor").distinct()
    assert Counter(day for day, _ in people) == kept
    assert sorted(ReadSeen.objects.values_list("story", "day", "counted_at")) == sorted(
        (story_id or 0, day, at)
        for (_, day, story_id), at in model.last.items()
        if day >= model.oldest
    )
    assert sorted(AddressDay.objects.values_list("story", "day", "visitors")) == sorted(
        (story_id or 0, day, n)
        for (_, day, story_id), n in model.brought.items()
        if day >= model.oldest
    )
    turned_away = rows(ReadReceipt.objects.exclude(kind="damaged"), "day", "kind", "times")
    assert turned_away == model.turned_away
    damaged = ReadReceipt.objects.filter(kind="damaged")  # on the days on which it was noticed
    assert sum(damaged.values_list("times", flat=True)) == model.torn > 20
    assert sum(reads.values()) > 2000
    assert len(visitors) > 8
    assert {kind for _, kind in model.turned_away} == {
        "repeat", "robot", "prefetch", "staff", "over_cap", "unknown", "not_kept",
    }  # fmt: skip


def summed(numbers: dict, key) -> dict:
    """Add up numbers under the keys that a function makes of theirs."""
    found = Counter()
    for old, number in numbers.items():
        found[key(*old) if isinstance(old, tuple) else key(old)] += number
    return found


def test_a_total_never_falls_and_grows_by_the_counted_answers(government):
    dice = random.Random(59)
    road = story(government, published_at=START)
    totals, answers = [0], 0
    for _, address, agent, _, at in trace(dice, [road], 400):
        answers += count(request_of(address, agent), road, now=at)
        totals.append(reads_of([road.pk])[road.pk])
    assert all(before <= after <= before + 1 for before, after in pairwise(totals))
    assert totals[-1] == answers > 50
