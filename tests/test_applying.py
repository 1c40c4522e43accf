"""Applying the journal: each visit once, in order, whatever happened to files and database."""

import shutil
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection

from articles.models import (
    AddressDay,
    ArticleDay,
    ArticleHour,
    JournalPosition,
    ReadReceipt,
    ReadSalt,
    ReadSeen,
    SiteDay,
)
from articles.readership import applying, counting, salts
from articles.readership.applying import Applied, apply_now
from articles.readership.batches import _OLDEST
from articles.readership.counting import count_read
from articles.readership.journal import Journal
from articles.readership.records import Record, microseconds
from articles.readership.segments import DONE, FULL, listed
from tests.readers import counted, jakarta, request_of, story, visitors_counted

pytestmark = pytest.mark.django_db

NOON = jakarta(2026, 11, 20)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def road(government):
    return story(government, published_at=jakarta(2026, 1, 1))


@pytest.fixture
def folder(settings):
    return settings.READS_JOURNAL_DIR


def apply(now=NOON) -> Applied:
    return apply_now(now=now, using="default")


def read(road, number: int, at=NOON) -> None:
    """Let somebody read who has this number; nothing is applied."""
    assert count_read(request_of(f"36.68.{number // 250}.{number % 250}"), road, now=at) is True


def turned_away() -> dict[str, int]:
    return dict(ReadReceipt.objects.values_list("kind", "times"))


class Away:
    """A database that has gone: every statement fails."""

    def __call__(self, execute, sql, params, many, context):
        raise OperationalError("could not connect to server")


# --- damage --------------------------------------------------------------------------------


def test_a_record_torn_in_the_middle_of_the_file_costs_only_itself(road, folder):
    read(road, 1)
    [segment] = listed(folder)
    with segment.path.open("ab") as file:
        file.write(segment.path.read_bytes()[:40])  # the disk was full here, and then no longer
    read(road, 2)
    assert apply() == Applied(records=2, reads=2)
    assert (counted(road), turned_away()) == (2, {"damaged": 1})


def test_a_record_that_is_not_all_there_yet_waits_for_its_rest(road, folder):
    read(road, 1)
    [segment] = listed(folder)
    whole = segment.path.read_bytes()
    segment.path.write_bytes(whole[:50])
    assert apply() == Applied()
    with segment.path.open("ab") as file:
        file.write(whole[50:])
    assert apply() == Applied(records=1, reads=1)
    assert (counted(road), turned_away()) == (1, {})


def test_a_file_that_ends_in_the_middle_is_done_with_when_it_is_retired(road, folder):
    read(road, 1)
    with listed(folder)[0].path.open("ab") as file:
        file.write(b"BaCa and no more")
    apply()
    apply(NOON + DAY)  # a new day retires it
    assert [segment.state for segment in listed(folder)] == [DONE]
    assert (counted(road), turned_away()) == (1, {"damaged": 1})


def test_a_visit_the_database_refuses_does_not_hold_up_the_others(road, health):
    clinic = story(health, "Puskesmas buka malam", published_at=jakarta(2026, 1, 1))
    for number in range(3):
        read(road, number)
        read(clinic, number)
    with connection.execute_wrapper(Refuse(clinic.pk)):
        assert apply().reads == 3
    assert (counted(road), counted(clinic), turned_away()) == (3, 0, {"damaged": 3})
    assert apply() == Applied()


class Refuse:
    """A database that refuses to count one story."""

    def __init__(self, story_id: int) -> None:
        self.story_id = story_id

    def __call__(self, execute, sql, params, many, context):
        if "INTO articles_articleday" in sql and self.story_id in params:
            raise IntegrityError("this story is impossible")
        return execute(sql, params, many, context)


# --- once ----------------------------------------------------------------------------------


def test_a_visit_that_is_delivered_twice_counts_once_and_is_no_repeat(road, folder):
    read(road, 1)
    [segment] = listed(folder)
    segment.path.write_bytes(segment.path.read_bytes() * 3)
    assert apply() == Applied(records=3, reads=1)
    assert (counted(road), visitors_counted(), turned_away()) == (1, 1, {})


def test_a_position_that_was_lost_counts_nobody_twice(road):
    for number in range(10):
        read(road, number % 7, NOON + number * MINUTE)
    apply()
    before = (counted(road), visitors_counted(), AddressDay.objects.count())
    JournalPosition.objects.update(offset=128)
    assert apply() == Applied(records=8, reads=0)
    JournalPosition.objects.all().delete()
    assert apply() == Applied(records=10, reads=0)
    assert (counted(road), visitors_counted(), AddressDay.objects.count()) == before == (7, 7, 7)


NUMBERS = (ArticleDay, SiteDay, ArticleHour, JournalPosition)
KEYS = (ReadSalt, ReadSeen, AddressDay)


@pytest.mark.parametrize("dumped", [NUMBERS + KEYS, NUMBERS], ids=["with keys", "without"])
def test_a_database_put_back_from_a_backup_catches_up_by_the_journal(road, dumped):
    """A dump as deploy/README.md takes it has no keys."""
    salts.fetch_ahead(NOON.date(), using="default")
    read(road, 1)
    apply()
    backup = {table: list(table.objects.all()) for table in dumped}
    for number in range(2, 9):
        read(road, number)
    apply()
    for table in NUMBERS + KEYS:
        table.objects.all().delete()
        table.objects.bulk_create(backup.get(table, []))
    salts.forget()  # every process begins anew
    salts.fetch_ahead(NOON.date(), using="default")
    assert (counted(road), visitors_counted()) == (1, 1)
    apply()
    assert (counted(road), visitors_counted()) == (8, 8)
    for number in range(2, 9):
        read(road, number, NOON + MINUTE)
    apply()
    assert (counted(road), visitors_counted()) == (8, 8)  # known by the salt they had before


def test_a_journal_put_back_from_a_backup_counts_nobody_twice(road, folder):
    for number in range(3):
        read(road, number)
    apply()
    [segment] = listed(folder)
    older = segment.path.read_bytes()[:64]
    segment.path.write_bytes(older)  # shorter than what the database has seen of it
    read(road, 3)
    assert apply() == Applied(records=2, reads=1)
    assert (counted(road), visitors_counted()) == (4, 4)


def test_a_segment_nobody_knows_is_applied_from_its_beginning(road, folder, journals):
    elsewhere = next(journals)
    visitor = Record(road.pk, b"v" * 16, b"a" * 16, NOON.date(), microseconds(NOON))
    Journal(elsewhere).append(visitor)
    read(road, 1)
    shutil.copy(listed(elsewhere)[0].path, folder)
    assert apply() == Applied(records=2, reads=2)
    assert apply() == Applied()
    assert counted(road) == 2


def test_two_machines_with_a_journal_each_count_as_one(road, settings, journals):
    mine, theirs = settings.READS_JOURNAL_DIR, next(journals)
    for folder, host in ((mine, "web-1"), (theirs, "web-2")) * 2:
        settings.READS_JOURNAL_DIR, settings.HOST_ID = folder, host
        for number in range(3):
            read(road, number if folder is mine else number + 1)
        apply()
    assert (counted(road), visitors_counted()) == (4, 4)
    assert set(JournalPosition.objects.values_list("host", flat=True)) == {"web-1", "web-2"}


def test_what_is_older_than_anybody_can_judge_is_not_counted(road):
    long_ago = NOON - _OLDEST
    read(road, 1, long_ago)
    read(road, 2, long_ago - DAY)
    apply(NOON)
    assert (counted(road), turned_away()) == (1, {"not_kept": 1})


# --- order and time ------------------------------------------------------------------------


def test_retired_segments_are_applied_before_the_newest(road, folder, monkeypatch):
    monkeypatch.setattr(applying, "MOST_IN_A_SEGMENT", 128)
    for minute in range(0, 100, 10):  # the same visitor: counted every half hour
        read(road, 1, NOON + minute * MINUTE)
        apply()
    assert counted(road) == 4
    assert [segment.state for segment in listed(folder)] == [DONE] * 5


def test_files_go_with_the_keys_they_hold(road, folder):
    for days in range(4):
        read(road, 1, NOON + days * DAY)
        apply(NOON + days * DAY)
    # The first visit of a new day still went into the file of the day before.
    assert [(segment.day, segment.state) for segment in listed(folder)] == [
        (date(2026, 11, 22), DONE)
    ]
    assert counted(road) == 4


def test_a_file_that_is_not_applied_is_never_deleted(road, folder):
    read(road, 1)
    with connection.execute_wrapper(Away()), pytest.raises(OperationalError):
        apply(NOON + 9 * DAY)
    [segment] = listed(folder)
    assert segment.state == FULL
    assert apply(NOON + 9 * DAY) == Applied(records=1, reads=1)
    assert listed(folder) == []
    assert counted(road) == 1


def test_midnight_does_well_without_the_database(road, folder):
    midnight = jakarta(2026, 11, 21, 0)
    salts.fetch_ahead(NOON.date(), using="default")
    salts.forget()  # a process that starts while the database is away
    with connection.execute_wrapper(Away()):
        for at in (midnight - MINUTE, midnight + MINUTE):
            read(road, 1, at)
            read(road, 2, at)
        with pytest.raises(OperationalError):
            apply(midnight + MINUTE)
    apply(midnight + 2 * MINUTE)
    assert counted(road) == 4  # keys of two days: each day knows only its own
    assert set(SiteDay.objects.values_list("day", "visitors")) == {
        (date(2026, 11, 20), 2),
        (date(2026, 11, 21), 2),
    }


def test_without_any_salt_nothing_is_kept_and_nothing_is_guessed(road, folder, caplog):
    with connection.execute_wrapper(Away()):
        assert count_read(request_of(), road, now=NOON) is False
        assert count_read(request_of(), road, now=NOON) is False  # does not even ask again
    assert listed(folder) == []
    salts._next_try = 0
    assert count_read(request_of(), road, now=NOON) is True


@pytest.mark.parametrize(
    ("later", "hours"),
    [
        (timedelta(0), {0: 1}),
        (HOUR - MINUTE, {0: 1}),
        (HOUR, {1: 1}),
        (24 * HOUR - MINUTE, {23: 1}),
        (24 * HOUR, {}),
        (-MINUTE, {}),
    ],
)
def test_the_first_hours_of_a_story_are_counted_apart(government, later, hours):
    fresh = story(government, published_at=NOON)
    assert counting.keep(request_of(), fresh.pk, now=NOON + later) is True
    apply(NOON + later)
    assert dict(ArticleHour.objects.values_list("hour", "reads")) == hours
    assert counted(fresh) == 1
