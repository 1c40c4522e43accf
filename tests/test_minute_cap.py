"""The cap of reports a minute holds for the whole site, however many processes answer them."""

from datetime import date

import pytest

from articles.models import AddressMinute
from articles.readership import counting
from articles.readership.applying import apply_now
from articles.readership.forgetting import forget
from articles.readership.judging import MINUTE, Known, Limits, judge
from articles.readership.records import Record
from tests.conftest import PHONE
from tests.readers import counted, jakarta, request_of, story

FRIDAY = date(2026, 11, 20)
NINE = jakarta(2026, 11, 20, 9)


def report(number: int, *, at: int = 0, address: bytes = b"a" * 16, is_beacon=True) -> Record:
    return Record(1, number.to_bytes(16, "big"), address, FRIDAY, at, is_beacon)


def judged(records: list[Record], known: Known | None = None):
    known = known or Known(seen={}, visitors=set(), brought={}, stories={1: 0})
    return judge(records, known, Limits(cap=1000, per_minute=3, oldest=FRIDAY, page_counts=True))


@pytest.mark.once
def test_no_more_than_the_cap_is_counted_in_a_minute():
    outcome = judged([report(n) for n in range(10)])
    assert outcome.reads == {(1, FRIDAY): 3}
    assert outcome.turned_away == {(FRIDAY, "too_fast"): 7}
    assert outcome.newcomers == {FRIDAY: 3}


@pytest.mark.once
def test_other_addresses_the_next_minute_and_the_pages_themselves_have_their_own():
    records = [report(n) for n in range(5)]
    records += [report(n + 10, address=b"b" * 16) for n in range(5)]
    records += [report(n + 20, at=MINUTE) for n in range(5)]
    records += [report(n + 30, is_beacon=False) for n in range(5)]
    assert judged(records).reads == {(1, FRIDAY): 3 + 3 + 3 + 5}


@pytest.mark.once
def test_repeats_use_none_of_it():
    outcome = judged([report(1, at=n) for n in range(10)] + [report(2), report(3), report(4)])
    assert outcome.reads == {(1, FRIDAY): 3}


@pytest.mark.django_db
def test_it_holds_from_one_batch_to_the_next_and_its_keys_are_forgotten(government, settings):
    settings.READS_BEACON_PER_MINUTE = 5
    road = story(government, published_at=jakarta(2026, 11, 1))
    for n in range(8):
        request = request_of(agent=f"{PHONE} {n}")
        counting.keep(request, road.pk, now=NINE.replace(second=n), is_beacon=True)
        apply_now(now=NINE, using="default")
    assert counted(road) == 5
    [row] = AddressMinute.objects.all()
    assert (row.day, row.reads, len(row.address)) == (FRIDAY, 5, 16)
    forget(date(2026, 11, 21), using="default")
    assert AddressMinute.objects.count() == 1
    assert forget(date(2026, 11, 22), using="default").addresses == 2
    assert AddressMinute.objects.count() == 0
