"""Forgetting who read: salts and keys older than yesterday go, the numbers stay.

`purge_visitors` does it daily and completely. In case nobody set that up, whoever applies the
journal does a little of it in passing, at most once an hour and for a few hundredths of a second.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day

from django.db import Error, OperationalError, connections

from articles.readership import salts
from articles.readership.statements import forgetting as deleting
from articles.readership.statements import positions
from articles.readership.statements import salts as statements_of_salts

log = logging.getLogger(__name__)

_BATCH = 1000  # keys in one statement: a few milliseconds, then others may write
_HOUR = 3600
_IN_PASSING_SECONDS = 0.05
# The positions of journals outlive every record that could still be applied (`batches`).
_POSITIONS_ARE_KEPT = timedelta(days=60)


@dataclass(frozen=True)
class Forgotten:
    """How many salts, keys of visitors and keys of addresses were deleted."""

    salts: int
    visitors: int
    addresses: int

    def __add__(self, other: "Forgotten") -> "Forgotten":
        return Forgotten(
            *(mine + more for mine, more in zip(astuple(self), astuple(other), strict=True))
        )


_NOTHING = Forgotten(0, 0, 0)


def forget(
    today: date,
    *,
    using: str,
    keep_going: Callable[[Forgotten], bool] = lambda so_far: True,
) -> Forgotten:
    """Delete what belongs to days before yesterday, salts first; return what was deleted.

    Deletes in batches of their own and asks `keep_going` between them. Can be stopped anywhere
    and run again. Never touches the numbers of a day.
    """
    connection = connections[using]
    before = connection.ops.adapt_datefield_value(today - timedelta(days=1))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            deleting.overwrite_what_is_deleted(cursor)
        done = Forgotten(statements_of_salts.forget_salts(cursor, before), 0, 0)
        while keep_going(done):
            gone = Forgotten(
                0,
                deleting.forget_seen(cursor, before, _BATCH),
                deleting.forget_addresses(cursor, before, _BATCH)
                + deleting.forget_minutes(cursor, before, _BATCH),
            )
            if gone == _NOTHING:
                break
            done += gone
        long_ago = datetime.combine(today, time_of_day.min, UTC) - _POSITIONS_ARE_KEPT
        positions.forget(cursor, connection.ops.adapt_datetimefield_value(long_ago))
    salts.forget(today - timedelta(days=1))
    return done


def erase_traces(*, using: str) -> bool:
    """Remove deleted salts from the database's files; return whether that could be done.

    SQLite's journal is emptied, unless somebody keeps reading it; PostgreSQL writes the few rows
    of the table anew. Neither is possible inside a transaction.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return deleting.empty_the_journal(cursor)
        try:
            statements_of_salts.write_salts_anew(cursor)
        except OperationalError:  # somebody holds on to the table for longer than we wait
            return False
    return True


class _Hourly:
    """Lets one caller an hour through, in one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next = 0.0

    def is_due(self) -> bool:
        now = time.monotonic()
        if now < self._next:
            return False
        with self._lock:
            if now < self._next:
                return False
            self._next = now + _HOUR
            return True


_hourly = _Hourly()


def forget_in_passing(today: date, *, using: str) -> None:
    """Forget for at most 0.05 s, at most once an hour; the rest waits an hour. Never raises."""
    if not _hourly.is_due():
        return
    until = time.monotonic() + _IN_PASSING_SECONDS
    try:
        forget(today, using=using, keep_going=lambda so_far: time.monotonic() < until)
    except Error as error:
        log.warning("Old visitor keys were not deleted this hour: %s", type(error).__name__)
