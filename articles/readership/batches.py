"""Applying one batch of a journal: what it says is judged, counted and ticked off at one stroke.

Numbers, keys and the position in the journal change in one transaction, so that a batch is in the
tables wholly or not at all, and what was applied once is never applied again.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from articles.models import Article
from articles.models.read_receipt import Kind
from articles.readership import receipts, sums
from articles.readership.days import day_of
from articles.readership.judging import MINUTE, Known, Limits, Minute, Outcome, judge
from articles.readership.records import LENGTH, LIST, Record, Scan, microseconds, scan
from articles.readership.segments import OPEN, Segment
from articles.readership.statements import (
    hours,
    keys,
    keys_on_postgresql,
    keys_on_sqlite,
    positions,
)

_KEYS = {"postgresql": keys_on_postgresql, "sqlite": keys_on_sqlite}
# Nobody knows any more what was counted so long ago: the keys went after two days, and the
# positions of the journals go later than this (`forgetting`).
_OLDEST = timedelta(days=30)


@dataclass(frozen=True)
class Batch:
    """What became of one batch: how many records it held, and where the next one begins."""

    records: int
    reads: int
    offset: int
    is_last: bool


def apply_batch(
    connection: BaseDatabaseWrapper, file: int, segment: Segment, *, most: int, now: datetime
) -> Batch:
    """Apply up to `most` records of an open file, from where the database says.

    Raises Django's database errors; then nothing has changed.
    """
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            keys.be_the_only_one(cursor)  # SQLite's transactions begin IMMEDIATE
        size = os.fstat(file).st_size
        offset = positions.offset_of(cursor, segment.name)
        if offset > size:
            # The folder was put back to an earlier state. Whoever was counted has a key still,
            # so that reading it again counts nobody twice.
            offset = 0
        data = os.pread(file, most * LENGTH, offset)
        is_last = offset + len(data) >= size
        found = scan(data, is_end=is_last and segment.state != OPEN)
        outcome = _count(connection, cursor, found, now) if found.length else Outcome()
        if found.length or offset == 0:
            moment = connection.ops.adapt_datetimefield_value(now)
            positions.move(cursor, segment.name, settings.HOST_ID, offset + found.length, moment)
    reads = sum(outcome.reads.values())
    return Batch(len(found.records), reads, offset + found.length, is_last)


def skip_record(
    connection: BaseDatabaseWrapper, file: int, segment: Segment, *, now: datetime
) -> None:
    """Step over one record that the database refuses, and note that it is lost."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            keys.be_the_only_one(cursor)
        offset = positions.offset_of(cursor, segment.name)
        length = scan(os.pread(file, LENGTH, offset), is_end=True).length
        receipts.add(connection, day_of(now), {Kind.DAMAGED: 1})
        moment = connection.ops.adapt_datetimefield_value(now)
        positions.move(cursor, segment.name, settings.HOST_ID, offset + length, moment)


def _count(
    connection: BaseDatabaseWrapper, cursor: CursorWrapper, found: Scan, now: datetime
) -> Outcome:
    limits = Limits(
        cap=settings.READS_ADDRESS_CAP,
        per_minute=settings.READS_BEACON_PER_MINUTE,
        oldest=day_of(now) - _OLDEST,
        page_counts=settings.READS_MODE != "beacon",
    )
    outcome = judge(found.records, _known(connection, cursor, found.records), limits)
    if found.damaged:
        outcome.turned_away[day_of(now), Kind.DAMAGED] += found.damaged
    _write(connection, cursor, outcome)
    return outcome


def _known(
    connection: BaseDatabaseWrapper, cursor: CursorWrapper, records: Iterable[Record]
) -> Known:
    """Return what the tables say about everything these records name."""
    here = _KEYS[connection.vendor]
    known = Known(
        seen={},
        visitors=set(),
        brought={},
        stories=_first_public(connection, {record.story for record in records} - {LIST}),
        reported=_reported(connection, cursor, records),
    )
    for day in {record.day for record in records}:
        of_day = [record for record in records if record.day == day]
        pairs = sorted({(record.visitor, record.story) for record in of_day})
        for visitor, story, at in here.seen(cursor, day, pairs):
            known.seen[day, bytes(visitor), story] = at
            known.visitors.add((day, bytes(visitor)))
        others = sorted({visitor for visitor, _ in pairs if (day, visitor) not in known.visitors})
        known.visitors |= {(day, bytes(v)) for (v,) in here.visitors(cursor, day, others)}
        sources = sorted({(record.address, record.story) for record in of_day})
        known.brought |= {
            (day, bytes(address), story): number
            for address, story, number in here.brought(cursor, day, sources)
        }
    return known


def _reported(
    connection: BaseDatabaseWrapper, cursor: CursorWrapper, records: Iterable[Record]
) -> dict[Minute, int]:
    stored = _Days(connection)
    minutes = {
        (stored[record.day], record.address, record.at // MINUTE)
        for record in records
        if record.is_beacon
    }
    return {
        (_day(day), bytes(address), minute): number
        for day, address, minute, number in keys.reported(cursor, sorted(minutes))
    }


def _first_public(connection: BaseDatabaseWrapper, ids: set[int]) -> dict[int, int]:
    """Return when each of these stories was first public; who never was is missing."""
    stories = Article.objects.using(connection.alias).filter(pk__in=ids).order_by()
    found = stories.values_list("pk", "first_published_at", "published_at")
    times = {pk: first or published for pk, first, published in found}
    return {pk: microseconds(at) for pk, at in times.items() if at}


def _write(connection: BaseDatabaseWrapper, cursor: CursorWrapper, outcome: Outcome) -> None:
    """Write what has changed, sorted by its keys: they go into an index side by side."""
    here, stored = _KEYS[connection.vendor], _Days(connection)
    for day, rows in _by_day(outcome.seen).items():
        here.put_seen(cursor, day, rows)
    for day, rows in _by_day(outcome.brought).items():
        here.put_brought(cursor, day, rows)
    keys.put_reported(
        cursor,
        [(stored[day], *minute, number) for (day, *minute), number in outcome.reported.items()],
    )
    if outcome.reads or outcome.newcomers:
        sums.grow(connection, reads=outcome.reads, visitors=outcome.newcomers)
    if outcome.hours:
        hours.add_reads(cursor, [(*key, number) for key, number in outcome.hours.items()])
    for day in sorted({day for day, _reason in outcome.turned_away}):
        found = {kind: n for (at, kind), n in outcome.turned_away.items() if at == day}
        receipts.add(connection, day, found)


def _by_day(found: Mapping[tuple[date, bytes, int], int]) -> dict[date, list[tuple]]:
    """Return sorted rows (key, story, number) under the day that each of them begins with."""
    days: dict[date, list[tuple]] = {}
    for (day, key, story), number in sorted(found.items()):
        days.setdefault(day, []).append((key, story, number))
    return days


class _Days(dict):
    """Days as the database writes them; a batch knows one or two."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        super().__init__()
        self._adapt = connection.ops.adapt_datefield_value

    def __missing__(self, day: date) -> date | str:
        self[day] = self._adapt(day)
        return self[day]


def _day(stored: date | str) -> date:
    return date.fromisoformat(stored) if isinstance(stored, str) else stored
