"""The journal: what a record is, what damage does to it, and what it takes to have one kept."""

import os
import random
import resource
import shutil
from contextlib import contextmanager
from datetime import date
from threading import Thread

import pytest

from articles.readership import journal
from articles.readership.journal import Journal, NotKept
from articles.readership.records import LENGTH, Record, Scan, encode, scan
from articles.readership.segments import DONE, FULL, OPEN, begin, into, listed

pytestmark = pytest.mark.once

FRIDAY = date(2026, 11, 20)
NOON = 1_795_150_800_123_456


def record(number: int = 0, **fields) -> Record:
    visitor, address = number.to_bytes(16, "big"), (number % 7).to_bytes(16, "big")
    return Record(number % 5, visitor, address, FRIDAY, NOON + number)._replace(**fields)


def written(folder) -> list[Record]:
    """Return every record in a journal's files, which must be without damage."""
    found = [scan(segment.path.read_bytes(), is_end=True) for segment in listed(folder)]
    assert sum(part.damaged for part in found) == 0
    return [one for part in found for one in part.records]


def read(data: bytes) -> list[Record]:
    return scan(data, is_end=True).records


# --- records -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "one",
    [
        record(),
        record(3, is_beacon=True),
        record(4, is_copy=True),
        record(5, is_beacon=True, is_copy=True),
        Record(2**63 - 1, b"\xff" * 16, b"\0" * 16, date(1970, 1, 1), 0),
        Record(1, b"BaCa" * 4, b"BaCa" * 4, date(9999, 12, 31), 253_402_214_399_999_999),
    ],
)
def test_a_record_has_64_bytes_and_is_read_as_it_was_written(one):
    assert len(encode(one)) == LENGTH == 64
    assert read(encode(one)) == [one]


def test_a_record_with_any_byte_changed_is_none():
    whole = encode(record(7))
    for place in range(LENGTH):
        damaged = bytearray(whole)
        damaged[place] ^= 0x10
        assert read(bytes(damaged)) == [], place
    assert read(whole[:-1]) == []
    assert read(b"") == []


def test_a_time_that_no_calendar_has_is_damage():
    assert read(encode(record(1, at=2**62))) == []
    assert read(encode(record(1, story=-1))) == []


def test_every_whole_record_is_found_whatever_lies_between():
    dice = random.Random(64)
    for _ in range(300):
        expected, data = [], b""
        for number in range(dice.randrange(1, 12)):
            if dice.random() < 0.4:  # torn, or rubbish, or zeros as after a power cut
                torn = encode(record(99))[: dice.randrange(1, LENGTH)]
                data += dice.choice([torn, dice.randbytes(dice.randrange(200)), bytes(64)])
            expected.append(record(number))
            data += encode(expected[-1])
        assert scan(data, is_end=dice.random() < 0.5).records == expected


def test_damage_is_one_record_for_each_64_bytes_begun():
    good, torn = encode(record()), encode(record(1))[:30]
    assert scan(good + torn + good, is_end=True) == Scan([record()] * 2, 158, 1)
    assert scan(good + torn + torn + torn + good, is_end=True) == Scan([record()] * 2, 218, 2)
    assert scan(torn, is_end=True) == Scan([], 30, 1)


def test_a_short_end_is_left_until_nothing_can_follow():
    whole = encode(record())
    for length in range(LENGTH):
        assert scan(whole + whole[:length], is_end=False) == Scan([record()], LENGTH, 0)
        expected = Scan([record()], LENGTH + length, 1 if length else 0)
        assert scan(whole + whole[:length], is_end=True) == expected


# --- the writer ----------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "journal"


@contextmanager
def files_of_at_most(size: int):
    """Let no file grow beyond a size, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_visits_are_written_one_after_the_other_for_this_user_alone(folder):
    ours = Journal(folder)
    for number in range(5):
        ours.append(record(number))
    [segment] = listed(folder)
    assert (segment.state, segment.size, segment.day) == (OPEN, 320, FRIDAY)
    assert (folder.stat().st_mode & 0o777, segment.path.stat().st_mode & 0o777) == (0o700, 0o600)
    assert written(folder) == [record(number) for number in range(5)]


def test_a_segment_that_is_retired_is_written_no_more(folder):
    ours = Journal(folder)
    ours.append(record(1))
    [first] = listed(folder)
    into(first, FULL)
    ours.append(record(2))
    ours.append(record(3))
    first, second = listed(folder)
    assert (first.state, second.state, second.number) == (FULL, OPEN, first.number + 1)
    assert written(folder) == [
        record(1), record(2), record(2, is_copy=True), record(3),  # kept twice rather than lost
    ]  # fmt: skip


@pytest.mark.parametrize("loss", ["the file", "the folder"])
def test_what_somebody_deleted_is_made_again(folder, loss):
    ours = Journal(folder)
    ours.append(record(1))
    listed(folder)[0].path.unlink() if loss == "the file" else shutil.rmtree(folder)
    ours.append(record(2))
    assert written(folder) == [record(2, is_copy=True)]


def test_a_full_disk_keeps_nothing_it_does_not_keep_whole(folder):
    ours = Journal(folder)
    with files_of_at_most(100):
        ours.append(record(1))
        with pytest.raises(NotKept, match="not written whole"):
            ours.append(record(2))  # 36 bytes of it find room
        with pytest.raises(NotKept, match="could not be written"):
            ours.append(record(3))
    ours.append(record(4))
    [segment] = listed(folder)
    assert segment.size == 164
    assert scan(segment.path.read_bytes(), is_end=False) == Scan([record(1), record(4)], 164, 1)


def test_a_journal_that_nobody_applies_is_full_one_day(folder, monkeypatch):
    monkeypatch.setattr(journal, "MOST_BYTES", 128)
    monkeypatch.setattr(journal, "_LOOK_SECONDS", 0)
    ours = Journal(folder)
    for number in range(3):
        ours.append(record(number))
    with pytest.raises(NotKept, match="nobody applies it"):
        ours.append(record(3))
    into(into(listed(folder)[0], FULL), DONE)
    ours.append(record(4))
    assert written(folder)[-1] == record(4)


def test_a_folder_that_is_none_keeps_nothing(folder):
    folder.write_text("a file")
    with pytest.raises(NotKept):
        Journal(folder).append(record())


def test_threads_and_forked_processes_write_whole_records_into_one_file(folder):
    begin(folder, FRIDAY)
    ours = Journal(folder)

    def write(first: int) -> None:
        for number in range(first, first + 500):
            ours.append(record(number))

    children = []
    for number in range(3):
        child = os.fork()
        if child == 0:
            write(1000 + 500 * number)
            os._exit(0)
        children.append(child)
    threads = [Thread(target=write, args=(5000 + 500 * number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    numbers = [*range(1000, 2500), *range(5000, 6500)]
    assert sorted(written(folder), key=lambda one: one.at) == [record(n) for n in numbers]
    assert len(listed(folder)) == 1


def test_files_that_are_no_segments_are_left_alone(folder):
    begin(folder, FRIDAY)
    for name in (
        "salts.json",
        "applier.lock",
        "x.open",
        "000000001-20261399-0123456789abcdef.open",
    ):
        (folder / name).write_text("something else")
    assert len(listed(folder)) == 1
    assert begin(folder, FRIDAY).number == 2
