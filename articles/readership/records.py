"""What a journal consists of: one record of 64 bytes for each visit, read again after any damage.

A full disk or a crash may tear a record anywhere, in the middle of a file as well as at its end.
Every record begins with the same four bytes and ends with a checksum, so that a reader finds the
next whole one at any byte.
"""

import struct
import zlib
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

LENGTH = 64
MAGIC = b"BaCa"
LIST = 0  # in place of a story: a list, or the front page
# Flags: the script of the page reports it, beside the page or instead of it; and written once
# more, because the file with the first one was retired while it was written.
BEACON, COPY = 1, 2

_VERSION = 1
_FIELDS = struct.Struct("<4sBBHq16s16sIq")
_SUM = struct.Struct("<I")
_WHOLE = struct.Struct(_FIELDS.format + "I")
_LAST_DAY = date.max.toordinal()
_LAST_MOMENT = 253_402_214_400_000_000  # the last day of the year 9999 begins
_MICROSECONDS = 1_000_000


class Record(NamedTuple):
    """Somebody was shown a story, or a list; times are microseconds since 1970."""

    story: int
    visitor: bytes
    address: bytes
    day: date
    at: int
    is_beacon: bool = False
    is_copy: bool = False


class Scan(NamedTuple):
    """What a stretch of a journal holds: whole records, how far to read on, and the damage."""

    records: list[Record]
    length: int
    damaged: int  # records that are lost: a stretch of rubbish is one for each 64 bytes begun


def microseconds(moment: datetime) -> int:
    """Return an aware moment as a record keeps it."""
    return round(moment.timestamp() * _MICROSECONDS)


def encode(record: Record) -> bytes:
    """Return the 64 bytes of a record."""
    story, visitor, address, day, at, is_beacon, is_copy = record
    flags = BEACON * is_beacon | COPY * is_copy
    fields = _FIELDS.pack(MAGIC, _VERSION, flags, 0, story, visitor, address, day.toordinal(), at)
    return fields + _SUM.pack(zlib.crc32(fields))


def scan(data: bytes, *, is_end: bool) -> Scan:
    """Return the whole records of a stretch and how much of it is done with.

    A piece shorter than a record at the end is left for the next time, unless `is_end` says that
    nothing will follow.
    """
    view = memoryview(data)
    records = _undamaged(view)
    at, damaged, torn = len(records) * LENGTH, 0, 0
    while len(data) - at >= LENGTH:
        if following := _undamaged(view[at:]):
            damaged, torn = damaged + _lost(torn), 0
            records += following
            at += len(following) * LENGTH
            continue
        next_at = data.find(MAGIC, at + 1)
        if next_at < 0:  # the beginning of a record may stand at the very end
            next_at = len(data) - len(MAGIC) + 1
        torn, at = torn + next_at - at, next_at
    if is_end:
        torn, at = torn + len(data) - at, len(data)
    return Scan(records, at, damaged + _lost(torn))


def _undamaged(data: memoryview) -> list[Record]:
    """Return the records from the beginning of a stretch to its first damage."""
    records: list[Record] = []
    whole = data[: len(data) // LENGTH * LENGTH]
    at = 0
    for fields in _WHOLE.iter_unpack(whole):
        magic, version, flags, _, story, visitor, address, ordinal, moment, checksum = fields
        if (
            zlib.crc32(whole[at : at + _FIELDS.size]) != checksum
            or (magic, version) != (MAGIC, _VERSION)
            or story < 0
            or not 0 < ordinal <= _LAST_DAY
            or not 0 <= moment < _LAST_MOMENT
        ):
            break
        at += LENGTH
        records.append(
            Record(
                story, visitor, address, _day(ordinal), moment,
                bool(flags & BEACON), bool(flags & COPY),
            )
        )  # fmt: skip
    return records


@lru_cache(8)
def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)


def _lost(torn: int) -> int:
    return -(-torn // LENGTH)
