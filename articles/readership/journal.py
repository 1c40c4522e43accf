"""Keeping a visit: 64 bytes at the end of a file, safe from the death of any process.

It costs some millionths of a second, asks nobody, and goes on while the database is away. What is
written survives every process and the database; of a machine that loses its power the last second
may be missing (`applying` has the file written through before it counts).
"""

import os
import threading
import time
from datetime import date
from pathlib import Path

from django.conf import settings

from articles.readership.records import Record, encode
from articles.readership.segments import DONE, OPEN, begin, listed

# More than this waiting to be applied (sixteen million visits) means that nobody applies it.
MOST_BYTES = 1024**3
_LOOK_SECONDS = 1.0
_ATTEMPTS = 5


class NotKept(Exception):
    """A visit that could not be written down."""


class _OpenFile:
    """A segment to append to, closed when nobody holds it any more.

    Another thread may be about to write: closing the file under its hands would give its number
    to some other file.
    """

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.number = os.open(path, os.O_WRONLY | os.O_APPEND)

    def __del__(self) -> None:
        if hasattr(self, "number"):
            os.close(self.number)


class Journal:
    """The journal of one folder, as the threads of one process write it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._file: _OpenFile | None = None
        self._is_full = False
        self._next_look = 0.0

    def append(self, record: Record) -> None:
        """Write a record down. Raises `NotKept` where that was not possible.

        Whoever retires a segment renames it and reads it to its end. If that happened meanwhile,
        the record is written again: counting it twice is impossible, losing it would not be.
        """
        data = encode(record)
        for _ in range(_ATTEMPTS):
            try:
                file = self._newest(record.day)
                if os.write(file.number, data) != len(data):
                    raise NotKept("The record was not written whole: the disk is full.")
                os.stat(file.path)
                return
            except FileNotFoundError:
                self._next_look = 0.0
                data = encode(record._replace(is_copy=True))
            except OSError as error:
                self._next_look = 0.0
                raise NotKept(f"The journal could not be written: {error.strerror}.") from error
        raise NotKept("The journal was renamed again and again while a record was written.")

    def _newest(self, day: date) -> _OpenFile:
        if time.monotonic() >= self._next_look:
            with self._lock:
                if time.monotonic() >= self._next_look:
                    self._look(day)
        if self._is_full:
            raise NotKept("The journal is full: nobody applies it.")
        return self._file

    def _look(self, day: date) -> None:
        segments = listed(self.folder)
        waiting = [segment for segment in segments if segment.state != DONE]
        self._is_full = sum(segment.size for segment in waiting) > MOST_BYTES
        newest = [s for s in waiting if s.state == OPEN][-1:] or [begin(self.folder, day)]
        if self._file is None or self._file.path != str(newest[0].path):
            self._file = _OpenFile(newest[0].path)
        self._next_look = time.monotonic() + _LOOK_SECONDS


_journal: Journal | None = None


def of_this_host() -> Journal:
    """Return the journal of this machine."""
    global _journal
    folder = settings.READS_JOURNAL_DIR
    if _journal is None or _journal.folder != folder:
        _journal = Journal(folder)
    return _journal


def _forget() -> None:
    global _journal
    _journal = None  # another thread may have held its lock when the process was copied


os.register_at_fork(after_in_child=_forget)
