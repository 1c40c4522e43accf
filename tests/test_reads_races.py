"""Many readers at the same moment: threads that start together, on connections of their own."""

from threading import Event, Thread

import psycopg2
import pytest
from django.db import OperationalError, connection, connections, transaction

from articles.editorial import workflow
from articles.models import Article, ReadSalt, ReadSeen
from articles.readership import counting, recording, visitors
from articles.readership.attempts import attempt
from articles.readership.counting import count_read
from articles.readership.days import day_of
from articles.readership.patience import FAILURES_IN_A_ROW, Patience
from articles.readership.recording import Visit
from articles.readership.totals import reads_of
from tests.newsdesk import a_published_story
from tests.readers import counted, jakarta, request_of, story, visitors_counted
from tests.test_verbs_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)

NOON = jakarta(2026, 11, 20)


@pytest.fixture
def road(government):
    return story(government, published_at=jakarta(2026, 1, 1))


def test_forty_visitors_at_once_are_forty_reads(road):
    answers = at_once(
        *(lambda n=n: count_read(request_of(f"36.68.1.{n}"), road, now=NOON) for n in range(40))
    )
    assert answers == [True] * 40
    assert (counted(road), visitors_counted()) == (40, 40)


def test_one_visitor_forty_times_at_once_is_one_read(road):
    answers = at_once(*[lambda: count_read(request_of(), road, now=NOON)] * 40)
    assert sorted(answers) == [False] * 39 + [True]
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
    answers = at_once(*calls)
    assert sum(map(sum, answers)) == 20
    assert (counted(road), counted(clinic), visitors_counted()) == (10, 10, 10)


def test_twenty_racers_make_one_salt():
    def racer():
        visitors.forget_salts()  # as if each were a process of its own
        return visitors.salt_of(NOON.date())

    assert len(set(at_once(*[racer] * 20))) == 1
    assert ReadSalt.objects.count() == 1


def test_a_read_that_is_delivered_twice_is_kept_once(road):
    visit = Visit(b"k" * 16, day_of(NOON), NOON, road.pk)
    assert recording.keep(visit, using="default") is True
    assert recording.keep(visit, using="default") is False
    assert counted(road) == 1


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


def test_a_connection_closed_by_the_server_is_opened_again_and_counts_once(road):
    if connection.vendor != "postgresql":
        pytest.skip("an SQLite database is a file: nobody closes it")
    count_read(request_of("36.68.1.1"), road, now=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    other = psycopg2.connect(**{**connection.get_connection_params(), "cursor_factory": None})
    other.autocommit = True
    other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()
    assert count_read(request_of("36.68.1.2"), road, now=NOON) is True
    assert counted(road) == 2


def test_a_read_does_not_wait_for_the_desk(rita, edi):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite all writers wait for each other")
    published = a_published_story(rita, edi)
    locked, done, answers = Event(), Event(), []

    def desk():
        with transaction.atomic():
            fields = {"title": "Judul baru"}
            workflow.update(published, by=edi, seen=published.version, kind="typo", fields=fields)
            locked.set()
            done.wait(timeout=10)
        connections.close_all()

    thread = Thread(target=desk)
    thread.start()
    assert locked.wait(timeout=10)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 300")
        answers.append(count_read(request_of(), published))
    finally:
        done.set()
        thread.join(timeout=10)
        connection.close()
    assert answers == [True]
    assert Article.objects.get(pk=published.pk).title == "Judul baru"
    assert reads_of([published.pk]) == {published.pk: 1}


def test_a_full_disk_counts_nothing_that_it_does_not_keep(road, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can be told that its disk is full")
    monkeypatch.setattr(counting, "patience", Patience())
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    answers = [count_read(request_of(f"36.68.2.{n}"), road, now=NOON) for n in range(200)]
    connection.close()  # the next connection knows nothing of the limit
    kept = sum(answers)
    assert 0 < kept < 200
    assert (counted(road), visitors_counted()) == (kept, kept)
    monkeypatch.setattr(counting, "patience", Patience())
    assert count_read(request_of("36.68.3.1"), road, now=NOON) is True
    assert counted(road) == kept + 1


def test_after_three_failures_pages_stop_waiting_and_then_counting_resumes(
    road, monkeypatch, caplog
):
    monkeypatch.setattr(counting, "patience", Patience())
    monkeypatch.setattr("articles.readership.patience.PAUSE_SECONDS", 3600)

    def hide(table, other):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} RENAME TO {other}")

    hide("articles_visitorday", "articles_hidden")
    for _ in range(FAILURES_IN_A_ROW):
        count_read(request_of(), road, now=NOON)
    hide("articles_hidden", "articles_visitorday")
    assert count_read(request_of(), road, now=NOON) is False  # not even tried
    assert not ReadSeen.objects.exists()
    counting.patience._next_try = 0  # the pause is over
    assert count_read(request_of(), road, now=NOON) is True
    assert count_read(request_of("36.68.1.10"), road, now=NOON) is True
    assert counted(road) == 2
    assert caplog.messages[-1] == (
        f"Counting works again; {FAILURES_IN_A_ROW + 1} pages were shown without being counted."
    )
