"""The receipt: what was turned away and why, gathered in memory and written in batches."""

from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from articles.models import ReadReceipt
from articles.models.read_receipt import TURNED_AWAY, Kind
from articles.readership import receipts
from articles.readership.days import day_of
from tests.readers import jakarta

pytestmark = pytest.mark.django_db

FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)
NONE = dict.fromkeys(Kind.values, 0)


def test_what_is_noted_is_written_in_one_batch_and_only_once():
    for _ in range(3):
        receipts.note(Kind.ROBOT)
    receipts.note(Kind.REPEAT, 2)
    today = day_of(timezone.now())
    assert receipts.totals(today, today) == NONE
    assert receipts.flush(connection) == 5
    assert receipts.flush(connection) == 0
    assert receipts.totals(today, today) == NONE | {"robot": 3, "repeat": 2}


def test_days_are_jakartas():
    receipts.note(Kind.STAFF, now=jakarta(2026, 11, 20, 23, 59, 59))
    receipts.note(Kind.STAFF, now=jakarta(2026, 11, 21, 0))
    receipts.flush(connection)
    assert receipts.by_day(FRIDAY, SATURDAY) == {FRIDAY: {"staff": 1}, SATURDAY: {"staff": 1}}
    assert receipts.totals(FRIDAY, FRIDAY) == NONE | {"staff": 1}


def test_numbers_of_several_writers_add_up_by_day_and_month():
    for _ in range(3):
        receipts.add(connection, FRIDAY, {Kind.ROBOT: 2, Kind.DAMAGED: 1})
    receipts.add(connection, SATURDAY, {Kind.ROBOT: 5})
    receipts.add(connection, date(2026, 12, 1), {"prefetch": 7, "robot": 0})
    assert receipts.by_day(FRIDAY, SATURDAY) == {
        FRIDAY: {"damaged": 3, "robot": 6},
        SATURDAY: {"robot": 5},
    }
    assert receipts.by_month(date(2026, 1, 1), date(2026, 12, 31)) == {
        date(2026, 11, 1): {"damaged": 3, "robot": 11},
        date(2026, 12, 1): {"prefetch": 7},
    }


def test_what_the_database_refuses_is_noted_again():
    receipts.note(Kind.FOREIGN, now=jakarta(2026, 11, 20))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_readreceipt RENAME TO articles_away")
    with pytest.raises(DatabaseError):
        receipts.flush(connection)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_away RENAME TO articles_readreceipt")
    assert receipts.flush(connection) == 1
    assert receipts.totals(FRIDAY, FRIDAY) == NONE | {"foreign": 1}


def test_an_unknown_reason_is_refused_before_anything_is_noted():
    with pytest.raises(ValueError):
        receipts.note("mood")
    with pytest.raises(ValueError):
        receipts.add(connection, FRIDAY, {"mood": 1})
    assert receipts.flush(connection) == 0
    assert ReadReceipt.objects.count() == 0


def test_a_warning_about_proxies_is_nothing_turned_away():
    assert set(Kind) - set(TURNED_AWAY) == {Kind.PROXY}
