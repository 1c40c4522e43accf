"""Nobody who reads is kept: no address, no browser, and after two days not even a key."""

import logging
import os
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from articles.models import ArticleDay, ReadSalt, ReadSeen, SiteDay
from articles.readership import counting, forgetting, salts
from articles.readership.days import day_of
from articles.readership.keeping_up import KeepingUp
from tests.readers import count, counted, jakarta, request_of, story

NOON = jakarta(2026, 11, 20)
OTHERS = "114.124.200.7"


def read_on_three_days(government):
    """Return a story read by two visitors on each of three days, the last of them NOON's."""
    road = story(government, published_at=jakarta(2026, 1, 1))
    for days_ago in (2, 1, 0):
        for address in ("36.68.1.9", OTHERS):
            count(request_of(address), road, now=NOON - timedelta(days=days_ago))
    return road


def told(keys: str) -> str:
    """What the command says where nobody has searched."""
    return f"{keys}\nForgotten: 0 searches without result."


def purge(now=NOON) -> str:
    said = StringIO()
    with time_machine.travel(now, tick=False):
        call_command("purge_visitors", stdout=said, stderr=StringIO())
    return said.getvalue().strip()


@pytest.mark.django_db
def test_keys_go_after_yesterday_and_numbers_stay(government):
    road = read_on_three_days(government)
    assert purge() == told("Forgotten: 1 salts, 2 keys of visitors, 2 caps of addresses.")
    live = {day_of(NOON), day_of(NOON) - timedelta(days=1)}
    for model in (ReadSalt, ReadSeen):
        assert set(model.objects.values_list("day", flat=True)) == live
    assert counted(road) == 6
    assert list(SiteDay.objects.order_by("day").values_list("visitors", flat=True)) == [2, 2, 2]


@pytest.mark.django_db
def test_purging_twice_changes_nothing(government):
    road = read_on_three_days(government)
    purge()
    assert purge() == told("Forgotten: 0 salts, 0 keys of visitors, 0 caps of addresses.")
    assert (counted(road), ReadSeen.objects.count()) == (6, 4)
    assert purge(NOON + timedelta(days=9)) == told(
        "Forgotten: 2 salts, 4 keys of visitors, 4 caps of addresses."
    )
    assert (counted(road), ReadSeen.objects.count(), ReadSalt.objects.count()) == (6, 0, 0)


@pytest.mark.django_db
def test_purging_between_two_reads_of_a_visitor_does_not_count_him_twice(government):
    road = story(government, published_at=jakarta(2026, 1, 1))
    count(request_of(), road, now=NOON)
    purge()
    assert count(request_of(), road, now=NOON + timedelta(minutes=1)) is False
    assert counted(road) == 1


@pytest.mark.django_db
def test_many_keys_are_forgotten_in_batches(government, monkeypatch):
    monkeypatch.setattr(forgetting, "_BATCH", 10)
    day = date(2026, 11, 1)
    ReadSeen.objects.bulk_create(
        ReadSeen(day=day, visitor=n.to_bytes(16, "big"), story=n, counted_at=NOON)
        for n in range(95)
    )
    assert purge() == told("Forgotten: 0 salts, 95 keys of visitors, 0 caps of addresses.")


@pytest.mark.django_db
def test_a_site_nobody_purges_forgets_in_passing_once_an_hour(government, monkeypatch):
    read_on_three_days(government)
    assert {seen.day for seen in ReadSeen.objects.all()} == {
        date(2026, 11, 18 + n) for n in range(3)
    }
    monkeypatch.setattr(forgetting, "_hourly", forgetting._Hourly())
    with time_machine.travel(NOON, tick=False):
        KeepingUp().turn()
    assert {seen.day for seen in ReadSeen.objects.all()} == {date(2026, 11, 19), date(2026, 11, 20)}
    assert sorted(ReadSalt.objects.values_list("day", flat=True)) == [
        date(2026, 11, 19 + n)
        for n in range(3)  # tomorrow's is there already
    ]
    ReadSeen.objects.create(day=date(2026, 11, 1), visitor=b"x" * 16, story=0, counted_at=NOON)
    with time_machine.travel(NOON, tick=False):
        KeepingUp().turn()
    assert ReadSeen.objects.filter(day=date(2026, 11, 1)).exists()  # not again within the hour


@pytest.mark.django_db
def test_salts_are_random_one_a_day_and_forgotten_by_the_process(government):
    today = day_of(NOON)
    salt = salts.salt_of(today).secret
    assert len(salt) == 32
    assert salts.salt_of(today).secret == salt == bytes(ReadSalt.objects.get(day=today).salt)
    assert salts.salt_of(today + timedelta(days=1)).secret != salt
    for days in range(2, 9):
        salts.salt_of(today + timedelta(days=days))
    assert len(salts._known) <= 3
    salts.forget()
    assert salts.salt_of(today).secret == salt  # the table has it still


@pytest.mark.django_db
def test_no_table_file_or_log_line_knows_address_or_browser(
    government, caplog, settings, tmp_path, monkeypatch
):
    monkeypatch.setattr(counting, "_complaints", counting._Complaints())
    marker = "Qz7Kx"
    agent = f"Mozilla/5.0 (Linux; Android 13; {marker}) AppleWebKit/537.36 Mobile Safari/537.36"
    road = story(government)
    with caplog.at_level(logging.DEBUG):
        assert count(request_of("203.0.113.77", agent), road) is True
        folder, settings.READS_JOURNAL_DIR = settings.READS_JOURNAL_DIR, tmp_path / "file"
        settings.READS_JOURNAL_DIR.write_text("no folder")
        assert counting.count_read(request_of("203.0.113.78", agent), road) is False
    logged = "\n".join(r.getMessage() for r in caplog.records if r.name != "django.db.backends")
    assert "could not be counted" in logged
    stored = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            stored += [bytes(v) if isinstance(v, memoryview) else v for r in cursor for v in r]
    assert len(stored) > 50
    for secret in ("203.0.113", marker):
        assert secret not in logged
        assert secret not in str(stored)
    written = [path.read_bytes() for path in folder.iterdir()]
    assert sum(map(len, written)) >= 64
    for secret in (b"203.0.113", marker.encode()):
        assert not [content for content in written if secret in content]


@pytest.mark.django_db(transaction=True)
def test_after_the_purge_the_salt_is_in_no_file_of_the_database(government):
    if connection.vendor != "sqlite":
        pytest.skip("the files of a PostgreSQL server are not ours to read")
    read_on_three_days(government)
    old = bytes(ReadSalt.objects.get(day=date(2026, 11, 18)).salt)
    live = bytes(ReadSalt.objects.get(day=date(2026, 11, 20)).salt)
    name = connection.settings_dict["NAME"]

    def files() -> bytes:
        return b"".join(
            Path(name + end).read_bytes() for end in ("", "-wal") if Path(name + end).exists()
        )

    assert old in files()
    purge()
    assert old not in files()
    assert live in files()


@pytest.mark.django_db
def test_after_the_purge_the_salt_is_in_no_file_of_the_journal(government, settings):
    read_on_three_days(government)
    salts.fetch_ahead(date(2026, 11, 18), using="default")
    salts.fetch_ahead(date(2026, 11, 19), using="default")
    folder = settings.READS_JOURNAL_DIR
    old, live = (ReadSalt.objects.get(day=date(2026, 11, day)).salt for day in (18, 20))
    before = folder / "salts.json"
    killed = folder / "salts.json.0123456789abcdef"  # somebody was, before he could rename it
    killed.write_bytes(before.read_bytes())
    os.utime(killed, (1, 1))
    just_now = folder / "salts.json.fedcba9876543210"  # somebody is about to
    just_now.write_text("{}")
    with before.open("rb") as still_open, killed.open("rb") as also_open:
        assert bytes(old).hex().encode() in still_open.read()
        purge()
        for file in (still_open, also_open):
            file.seek(0)
            assert set(file.read()) == {0}  # not merely unlinked
    assert not killed.exists()
    assert just_now.exists()
    kept = b"".join(path.read_bytes() for path in folder.iterdir())
    assert bytes(old).hex().encode() not in kept
    assert bytes(live).hex().encode() in kept


@pytest.mark.django_db
def test_the_books_agree_after_counting_and_the_audit_names_what_does_not(government):
    with time_machine.travel(NOON, tick=False):
        road = read_on_three_days(government)
        said = StringIO()
        call_command("check_reads", stdout=said)
        assert said.getvalue() == "The numbers of reads and visitors add up.\n"

        SiteDay.objects.filter(day=date(2026, 11, 20)).update(visitors=3)
        ArticleDay.objects.filter(day=date(2026, 11, 19)).update(reads=1)
        ReadSeen.objects.create(day=date(2026, 11, 1), visitor=b"x" * 16, story=0, counted_at=NOON)
        complaints = StringIO()
        with pytest.raises(CommandError):
            call_command("check_reads", stderr=complaints)
    assert complaints.getvalue().splitlines() == [
        f"Story {road.pk} on 2026-11-19: 2 visitors read it, 1 reads are counted.",
        "2026-11-20: 2 visitors are known, 3 are counted.",
        "1 salts and keys are overdue: run purge_visitors every day.",
        f"Story {road.pk} in 2026-11: its days come to 5 reads, its month says 6.",
        "2026-11-19: stories were read 1 times, sections 2 times.",
        "2026-11: the days come to 7 visitors, the month of the site says 6.",
    ]


@pytest.mark.django_db
def test_counting_works_with_the_clock_of_the_moment(government):
    road = story(government)
    assert count(request_of(), road) is True
    assert ReadSeen.objects.get().day == day_of(timezone.now())
