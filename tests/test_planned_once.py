"""What PostgreSQL has planned is asked again; what it has lost is asked as it is written."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.public import planned_once
from articles.public.planned_once import rows_of

ADDED = "SELECT %(a)s + %(b)s"


def asked(**values) -> list[str]:
    """Ask for a sum that must be right, and return the first words of what was asked."""
    with CaptureQueriesContext(connection) as captured:
        assert rows_of(ADDED, values) == [(sum(values.values()),)]
    return [query["sql"].split()[0] for query in captured]


def planned_on_postgresql() -> bool:
    return connection.vendor == "postgresql"


@pytest.fixture
def forgetful(request):
    """Return a function after which nothing is planned; afterwards both sides know of nothing."""
    yield deallocate
    deallocate()
    planned_once._calls.clear()


def deallocate() -> None:
    """Lose what is planned, as a pool does that hands the connection to others."""
    if planned_on_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")


@pytest.mark.django_db
def test_a_statement_is_planned_when_it_is_asked_for_first(forgetful):
    forgetful()
    planned_once._calls.clear()
    first = ["PREPARE", "EXECUTE"] if planned_on_postgresql() else ["SELECT"]
    assert asked(a=1, b=2) == first
    assert asked(a=3, b=4) == first[-1:]


@pytest.mark.django_db(transaction=True)
def test_what_was_lost_by_the_way_is_asked_as_it_is_written(forgetful):
    asked(a=1, b=2)
    forgetful()
    if planned_on_postgresql():
        assert asked(a=5, b=6) == ["EXECUTE", "SELECT"]
        assert asked(a=5, b=6) == ["PREPARE", "EXECUTE"]
    with pytest.raises(DatabaseError):
        rows_of("SELECT no_such_column_%(a)s", {"a": 1})
    with transaction.atomic():
        asked(a=7, b=8)
