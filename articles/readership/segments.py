"""The files of a journal: where a machine keeps visits until they are in the tables.

A segment is a file that only grows. Its name says in what state it is, and renaming it is how it
gets from one to the next: whoever still writes sees that the name has gone, and writes again into
the newest one. A name is unique in the world, so that a segment is known wherever it turns up.

`.open` is written; `.full` is retired and applied to its end; `.done` is applied, and kept as long
as the keys in the tables, for the case that yesterday's database is put back.
"""

import os
import re
import secrets
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

OPEN, FULL, DONE = "open", "full", "done"

_NAME = re.compile(r"(?P<number>\d{9})-(?P<day>\d{8})-[0-9a-f]{16}")
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600


@dataclass(frozen=True)
class Segment:
    """One file of a journal, as it was when somebody looked."""

    folder: Path
    name: str
    state: str
    size: int

    @property
    def path(self) -> Path:
        return self.folder / f"{self.name}.{self.state}"

    @property
    def number(self) -> int:
        return int(self.name.partition("-")[0])

    @property
    def day(self) -> date:
        """The day on which it was begun."""
        return date.fromisoformat(self.name.split("-")[1])


def listed(folder: Path) -> list[Segment]:
    """Return the segments of a journal, the oldest first; none where there is no folder."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name, _, state = entry.name.rpartition(".")
                if state in (OPEN, FULL, DONE) and _is_name(name):
                    found.append(Segment(folder, name, state, _size_of(entry)))
    except FileNotFoundError:
        return []
    return sorted(found, key=lambda segment: segment.name)


def begin(folder: Path, day: date) -> Segment:
    """Make the next segment, and the folder where it is missing; for this user's eyes only."""
    folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    number = max((segment.number for segment in listed(folder)), default=0) + 1
    name = f"{number:09d}-{day:%Y%m%d}-{secrets.token_hex(8)}"
    segment = Segment(folder, name, OPEN, 0)
    os.close(os.open(segment.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _FILE_MODE))
    return segment


def into(segment: Segment, state: str) -> Segment:
    """Rename a segment and return what it is called now."""
    renamed = replace(segment, state=state)
    os.rename(segment.path, renamed.path)
    return renamed


def _is_name(name: str) -> bool:
    if not (match := _NAME.fullmatch(name)):
        return False
    try:
        date.fromisoformat(match["day"])
    except ValueError:
        return False
    return True


def _size_of(entry: os.DirEntry) -> int:
    try:
        return entry.stat().st_size
    except FileNotFoundError:  # renamed or deleted since the folder was read
        return 0
