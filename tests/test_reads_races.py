"""Many readers at the same moment: threads that start together, on connections of their own."""

import time
from datetime import timedelta
from threading import Event, Thread

import psycopg2
import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections, transaction
from django.utils import timezone

from articles.editorial import workflow
from articles.models import Article, ReadSalt, ReadSeen
from articles.readership import forgetting, salts, segments
from articles.readership.applying import Applier, apply_now
from articles.readership.attempts import attempt
from articles.readership.counting import count_read
from articles.readership.days import day_of
from articles.readership.totals import reads_of
from tests.newsdesk import a_published_story
from tests.readers import count, counted, jakarta, request_of, story, visitors_counted
from tests.test_verbs_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)

NOON = jakarta(2026, 11, 20)


@pytest.fixture
def road(government):
    return story(government, published_at=jakarta(2026, 1, 1))


def apply() -> int:
    """Apply what waits and return how many visits that were."""
    return apply_now(now=NOON, using="default").records


def test_forty_visitors_at_once_are_forty_reads(road):
    answers = at_once(
        *(lambda n=n: count_read(request_of(f"36.68.1.{n}"), road, now=NOON) for n in range(40))
    )
    assert answers == [True] * 40
    apply()
    assert (counted(road), visitors_counted()) == (40, 40)


def test_one_visitor_forty_times_at_once_is_one_read(road):
    answers = at_once(*[lambda: count_read(request_of(), road, now=NOON)] * 40)
    assert answers == [True] * 40  # each visit is kept, and one of them counts
    apply()
    assert (counted(road), visitors_counted()) == (1, 1)


def test_visitors_of_several_stories_at_once_never_lock_each_other_out(road, health):
    clinic = story(health, "Puskesmas buka malam", published_at=jakarta(2026, 1, 1))
    calls = [
        lambda n=n, first=first, second=second: [
            count_read(request_of(f"36.68.1.{n % 10}"), article, now=NOON)
            for article in (first, second)
        ]
        for n in range(20)
        for first, second in [(road, clinic) if n % 2 else (clinic, road)]
    ]
    assert at_once(*calls) == [[True, True]] * 20
    apply()
    assert (counted(road), counted(clinic), visitors_counted()) == (10, 10, 10)


def test_everybody_who_applies_at_once_applies_everything_once(road, monkeypatch):
    for n in range(60):
        count_read(request_of(f"36.68.1.{n % 30}"), road, now=NOON)
    monkeypatch.setattr("articles.readership.applying.MOST_IN_A_BATCH", 7)
    assert sum(at_once(*[apply] * 6)) == 60
    assert (counted(road), visitors_counted()) == (30, 30)


def test_two_who_both_believe_to_be_the_only_one_count_once(road, monkeypatch):
    for n in range(60):
        count_read(request_of(f"36.68.1.{n % 30}"), road, now=NOON)
    monkeypatch.setattr("articles.readership.applying.MOST_IN_A_BATCH", 7)
    monkeypatch.setattr(Applier, "is_mine", lambda self: True)  # a disk that knows no locks
    read = at_once(
        *[lambda: Applier(settings.READS_JOURNAL_DIR, using="default").apply(now=NOON)] * 2
    )
    assert sum(done.records for done in read) == 60
    assert (counted(road), visitors_counted()) == (30, 30)


def test_readers_go_on_while_it_is_applied_and_segments_are_retired(road, monkeypatch):
    monkeypatch.setattr("articles.readership.applying.MOST_IN_A_SEGMENT", 640)
    enough, kept = Event(), []

    def apply_on_and_on():
        ends = time.monotonic() + 30
        while len(list(settings.READS_JOURNAL_DIR.glob("*.done"))) < 5 and time.monotonic() < ends:
            apply()
        enough.set()
        connections.close_all()

    def read_on_and_on(n: int):
        for k in range(5000):
            kept.append(count_read(request_of(f"36.{n}.{k // 250}.{k % 250}"), road, now=NOON))
            if enough.wait(0.001):
                return

    count_read(request_of("36.68.1.1"), road, now=NOON)
    at_once(apply_on_and_on, *(lambda n=n: read_on_and_on(n) for n in range(4)))
    apply()
    assert all(kept)
    assert (counted(road), visitors_counted()) == (len(kept) + 1, len(kept) + 1)
    assert len(segments.listed(settings.READS_JOURNAL_DIR)) >= 5


def test_forgetting_while_readers_are_counted_changes_no_number(road, monkeypatch):
    monkeypatch.setattr(forgetting, "_BATCH", 10)
    today, long_ago = day_of(NOON), NOON - timedelta(days=3)
    ReadSalt.objects.create(day=day_of(long_ago), salt=b"s" * 32)
    ReadSeen.objects.bulk_create(
        ReadSeen(day=day_of(long_ago), visitor=n.to_bytes(16), story=road.pk, counted_at=long_ago)
        for n in range(16**2 * 2)
    )
    is_forgotten, kept = Event(), []

    def forget_everything():
        while not kept:
            time.sleep(0.001)
        try:
            return forgetting.forget(today, using="default")
        finally:
            is_forgotten.set()

    def read_on_and_on():
        for k in range(10_000):
            kept.append(count_read(request_of(f"36.1.{k // 250}.{k % 250}"), road, now=NOON))
            if is_forgotten.wait(0.001):
                return

    def apply_on_and_on():
        while not is_forgotten.wait(0.01):
            apply()

    done = at_once(forget_everything, read_on_and_on, apply_on_and_on)
    assert done == [forgetting.Forgotten(salts=1, visitors=512, addresses=0), None, None]
    apply()
    assert all(kept)
    assert (counted(road), visitors_counted()) == (len(kept), len(kept))
    assert set(ReadSeen.objects.values_list("day", flat=True)) == {today}
    forgetting.forget(today, using="default")
    assert (counted(road), visitors_counted()) == (len(kept), len(kept))


def test_twenty_racers_make_one_salt():
    def racer():
        salts.forget()  # as if each were a process of its own
        return salts.salt_of(NOON.date()).secret

    assert len(set(at_once(*[racer] * 20))) == 1
    assert ReadSalt.objects.count() == 1


def test_the_database_may_ask_for_a_second_attempt_but_not_for_a_third():
    class Deadlock(psycopg2.OperationalError):
        pgcode = "40P01"

    calls = []

    def work(found):
        calls.append(found.alias)
        raise OperationalError("deadlock detected") from Deadlock()

    with pytest.raises(OperationalError):
        attempt(work, using="default")
    assert calls == ["default"] * 2


def test_other_failures_are_not_attempted_again():
    calls = []

    def work(found):
        calls.append(found.alias)
        raise OperationalError("database is locked")

    with pytest.raises(OperationalError):
        attempt(work, using="default")
    assert calls == ["default"]


def test_a_connection_closed_by_the_server_loses_no_visit(road):
    if connection.vendor != "postgresql":
        pytest.skip("an SQLite database is a file: nobody closes it")
    count(request_of("36.68.1.1"), road, now=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    other = psycopg2.connect(**{**connection.get_connection_params(), "cursor_factory": None})
    other.autocommit = True
    other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()
    assert count_read(request_of("36.68.1.2"), road, now=NOON) is True
    with pytest.raises(OperationalError):
        apply()
    connection.close()
    assert apply() == 1
    assert counted(road) == 2


def test_a_read_does_not_wait_for_the_desk(rita, edi):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite all writers wait for each other")
    published = a_published_story(rita, edi)
    locked, done = Event(), Event()

    def desk():
        with transaction.atomic():
            fields = {"title": "Judul baru"}
            workflow.update(published, by=edi, seen=published.version, kind="typo", fields=fields)
            locked.set()
            done.wait(timeout=60)
        connections.close_all()

    thread = Thread(target=desk)
    thread.start()
    assert locked.wait(timeout=60)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 300")
        assert count_read(request_of(), published) is True
        assert apply_now(now=timezone.now(), using="default").reads == 1
    finally:
        done.set()
        thread.join(timeout=60)
        connection.close()
    assert Article.objects.get(pk=published.pk).title == "Judul baru"
    assert reads_of([published.pk]) == {published.pk: 1}


def test_a_full_database_loses_no_visit(road):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can be told that its disk is full")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    for n in range(2000):
        address = f"36.68.{n // 200}.{n % 200}"
        assert count_read(request_of(address), road, now=NOON) is True
    with pytest.raises(OperationalError):
        apply()
    assert counted(road) < 2000
    connection.close()  # the next connection knows nothing of the limit
    apply()
    assert (counted(road), visitors_counted()) == (2000, 2000)
