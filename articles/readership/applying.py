"""Applying the journal of this machine: every visit in it is counted, once, about a second later.

One process of a machine does it at a time (whoever holds the lock of the folder; the lock ends
with the process, however that ends), and one machine at a time counts (a lock in the database).
Whatever is interrupted goes on from where the database says.
"""

import fcntl
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DataError, IntegrityError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.models import JournalPosition
from articles.readership.batches import Batch, apply_batch, skip_record
from articles.readership.days import day_of
from articles.readership.segments import DONE, FULL, OPEN, Segment, into, listed

log = logging.getLogger(__name__)

MOST_IN_A_BATCH = 5000  # many at once: the keys of two visitors may lie on one page
MOST_IN_A_SEGMENT = 8 * 1024**2  # bytes; then a new one is begun, as on every new day
_ASK_AGAIN_SECONDS = 60  # whether the database still says what we remember of it
_LOCK = "applier.lock"
_write_through = getattr(os, "fdatasync", os.fsync)  # not every system has the cheaper one


@dataclass
class Applied:
    """What was applied: how many visits were read, and how many new reads they were."""

    records: int = 0
    reads: int = 0


class Applier:
    """Applies one folder, for as long as it holds the folder's lock."""

    def __init__(self, folder: Path, *, using: str) -> None:
        self.folder = folder
        self._using = using
        self._lock: int | None = None
        self._offsets: dict[str, int] = {}  # as far as we know; the database decides
        self._ask_again = 0.0

    def is_mine(self) -> bool:
        """Say whether this is the one who applies, taking the place when it is free."""
        if self._lock is not None:
            return True
        if not self.folder.is_dir():
            return False
        file = os.open(self.folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
            return False
        self._lock = file
        return True

    def let_go(self) -> None:
        """Let somebody else apply. In a forked process this leaves the lock with the first one."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def apply(self, *, now: datetime) -> Applied:
        """Apply everything that waits; nothing when somebody else does it.

        Raises Django's database errors; what was applied until then stays applied.
        """
        done = Applied()
        if not self.is_mine():
            return done
        segments = self._retire_old_ones(listed(self.folder), now)
        if segments and time.monotonic() >= self._ask_again:
            names = [segment.name for segment in segments]
            known = JournalPosition.objects.using(self._using).filter(segment__in=names)
            self._offsets = dict(known.values_list("segment", "offset"))
            self._ask_again = time.monotonic() + _ASK_AGAIN_SECONDS
        for segment in segments:
            if self._offsets.get(segment.name) != segment.size:
                self._apply_segment(segment, done, now)
            self._put_away(segment, now)
        return done

    def _retire_old_ones(self, segments: list[Segment], now: datetime) -> list[Segment]:
        """Rename what nobody should write any more: whoever does so notices and writes again."""
        newest = [segment for segment in segments if segment.state == OPEN][-1:]
        today = day_of(now)
        return [
            into(segment, FULL)
            if segment.state == OPEN
            and (segment not in newest or segment.size >= MOST_IN_A_SEGMENT or segment.day != today)
            else segment
            for segment in segments
        ]

    def _apply_segment(self, segment: Segment, done: Applied, now: datetime) -> None:
        connection = connections[self._using]
        with _opened(segment) as file:
            _write_through(file)  # so that the database never knows more than the disk
            is_enough = False
            while not is_enough:
                batch = self._apply_batch(connection, file, segment, now)
                done.records += batch.records
                done.reads += batch.reads
                self._offsets[segment.name] = batch.offset
                # What is written meanwhile has time until the next turn.
                is_enough = batch.is_last or batch.offset >= segment.size

    def _apply_batch(
        self, connection: BaseDatabaseWrapper, file: int, segment: Segment, now: datetime
    ) -> Batch:
        try:
            return apply_batch(connection, file, segment, most=MOST_IN_A_BATCH, now=now)
        except (IntegrityError, DataError):
            pass  # one of them is impossible, or a story went just now: one at a time
        try:
            return apply_batch(connection, file, segment, most=1, now=now)
        except (IntegrityError, DataError) as error:
            log.error("A visit was refused by the database and is lost: %s", type(error).__name__)
        skip_record(connection, file, segment, now=now)
        return apply_batch(connection, file, segment, most=1, now=now)

    def _put_away(self, segment: Segment, now: datetime) -> None:
        """Mark a retired segment that is applied, and delete it when its keys go too."""
        if segment.state == OPEN or self._offsets.get(segment.name, -1) < segment.size:
            return
        if segment.state == FULL:
            segment = into(segment, DONE)
        if segment.day < day_of(now) - timedelta(days=1):
            segment.path.unlink(missing_ok=True)


@contextmanager
def _opened(segment: Segment) -> Iterator[int]:
    file = os.open(segment.path, os.O_RDONLY)
    try:
        yield file
    finally:
        os.close(file)


def apply_now(*, now: datetime, using: str) -> Applied:
    """Apply what waits on this machine, unless one of its servers does it anyway."""
    applier = Applier(settings.READS_JOURNAL_DIR, using=using)
    try:
        return applier.apply(now=now)
    finally:
        applier.let_go()


def apply_at_once(*, now: datetime, using: str) -> bool:
    """Apply one batch of each file without being the one who applies; return whether that is all.

    For somebody who wants to know now what became of a visit. Where a journal is at is decided in
    the database, so whoever applies finds nothing left to do. Raises Django's database errors.
    """
    is_all = True
    for segment in listed(settings.READS_JOURNAL_DIR):
        if segment.state != DONE:
            is_all = _applied_a_little(segment, now, using) and is_all
    return is_all


def _applied_a_little(segment: Segment, now: datetime, using: str) -> bool:
    try:
        with _opened(segment) as file:
            _write_through(file)
            batch = apply_batch(connections[using], file, segment, most=MOST_IN_A_BATCH, now=now)
            return batch.is_last
    except FileNotFoundError:  # renamed in this moment, by whoever applies it
        return False
