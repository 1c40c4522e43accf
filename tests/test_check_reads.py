"""What the counter's audit says beside the numbers: the ledger, the journal, keys and proxies."""

from datetime import date
from io import StringIO

import pytest
from django.conf import settings as django_settings
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from articles.models import AddressDay, AddressMinute, JournalPosition, ReadAdjustment
from articles.readership import counting, receipts
from articles.readership.applying import apply_now
from articles.readership.audit import disagreements
from articles.readership.callers import MANY_VISITORS
from articles.readership.days import day_of
from articles.readership.segments import listed
from articles.readership.system_checks import readers_can_be_told_apart
from tests.conftest import PHONE
from tests.readers import count, request_of, story

pytestmark = pytest.mark.django_db


def found() -> list[str]:
    receipts.flush(connection)
    return disagreements(day_of(timezone.now()))


@pytest.fixture
def road(government):
    return story(government)


def test_a_ledger_below_zero_is_named(road):
    count(request_of(), road)
    ReadAdjustment.objects.create(
        article=road, reads=-3, reason="Uji", signed_by_name="Mira", at=timezone.now()
    )
    assert found() == [f"Story {road.pk}: the ledger leaves -2 reads."]


def test_a_journal_shorter_than_what_was_applied_of_it_is_named(road):
    count(request_of(), road)
    assert found() == []
    [part] = listed(django_settings.READS_JOURNAL_DIR)
    JournalPosition.objects.filter(segment=part.name).update(offset=6400)
    assert found() == [f"Journal {part.name}: 6400 bytes are applied, it has {part.size}."]


def test_caps_that_are_overdue_are_named(road):
    long_ago = date(2026, 1, 1)
    AddressDay.objects.create(day=long_ago, address=b"a" * 16, story=1, visitors=1)
    AddressMinute.objects.create(day=long_ago, address=b"a" * 16, minute=1, reads=1)
    assert found() == ["2 salts and keys are overdue: run purge_visitors every day."]


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "warns"),
    [
        ("10.0.0.5", "36.68.1.9", [], True),
        ("127.0.0.1", "36.68.1.9", ["10.0.0.0/8"], True),
        ("", "36.68.1.9", [], True),
        ("10.0.0.5", "36.68.1.9", ["10.0.0.0/8"], False),
        ("10.0.0.5", "", [], False),
        ("36.68.1.9", "8.8.8.8", [], False),  # somebody forges it
    ],
)
def test_a_proxy_that_nobody_named_is_warned_of(road, settings, peer, forwarded, trusted, warns):
    settings.TRUSTED_PROXIES = trusted
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert counting.count_read(request_of(peer, **more), road) is True
    apply_now(now=timezone.now(), using="default")
    sentence = (
        "1 visits came through a proxy on a private address that TRUSTED_PROXIES does not name:"
        " all its readers look like one."
    )
    assert found() == [sentence] * warns


def warnings() -> list[str]:
    """Return what the system check says, asked as `check --database default` asks."""
    receipts.flush(connection)
    return [said.msg for said in run_checks(tags=[Tags.database], databases=["default"])]


def read_from(addresses, road) -> None:
    for number, address in enumerate(addresses):
        assert count(request_of(address, f"{PHONE} {number}"), road) is True


@pytest.mark.parametrize("proxy", ["127.0.0.1", "10.1.2.3", "", "36.68.1.9"])
def test_a_day_on_which_all_visitors_have_one_address_is_warned_of(road, proxy):
    today = day_of(timezone.now())
    read_from([proxy] * (MANY_VISITORS - 1), road)
    assert warnings() == []  # a family, or a school
    count(request_of(proxy, f"{PHONE} one more"), road)
    assert warnings() == [
        f"All 20 visitors of {today} came from one address: a proxy does not say for whom it asks"
        " (X-Forwarded-For), or TRUSTED_PROXIES does not name it."
    ]
    count(request_of("114.124.200.7"), road)
    assert warnings() == []


def test_a_proxy_that_nobody_named_is_warned_of_when_the_system_is_checked(road):
    count(request_of("10.0.0.5", HTTP_X_FORWARDED_FOR="36.68.1.9"), road)
    assert warnings() == [
        "1 visits came through a proxy on a private address that TRUSTED_PROXIES does not name:"
        " all its readers look like one."
    ]
    said = StringIO()
    call_command("check", "--database", "default", stderr=said)
    assert "articles.W001" in said.getvalue()
    assert "TRUSTED_PROXIES" in said.getvalue()
    assert run_checks(tags=[Tags.database]) == []  # an ordinary check asks no database


def test_a_database_without_tables_is_nothing_to_warn_of(road):
    before = transaction.savepoint()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_readreceipt RENAME TO articles_hidden")
    assert readers_can_be_told_apart(databases=["default"]) == []
    transaction.savepoint_rollback(before)
