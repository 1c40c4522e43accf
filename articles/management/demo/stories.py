"""The demonstration stories: read from `news/*.jsonl` and dated relative to a moment.

Each line is a record as `import_articles` reads it, plus `demo`: when it happened and what the
desk did with it. All people, events and sentences are made up; only the places exist.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from articles import richtext

NEWS = Path(__file__).parent / "news"

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
_DATE_IN_TEXT = re.compile(r"\{(hari|tanggal)([+-]\d+)?\}")


@dataclass(frozen=True)
class Story:
    """One story: its record with the dates filled in, its moment, and what happens to it."""

    key: str
    record: dict
    plan: dict
    at: datetime

    @property
    def state(self) -> str:
        return self.plan["state"]

    @property
    def body(self) -> str:
        """The body as the desk stores it."""
        text = self.record["body"]
        return richtext.from_text(text) if self.record["body_format"] == "text" else text

    @property
    def names(self) -> list[str]:
        """The names under the story."""
        return list(self.record["byline"].values())


def read_stories(anchor: datetime) -> list[Story]:
    """Return all demonstration stories, oldest first, as seen from the moment `anchor`."""
    records = [json.loads(line) for path in sorted(NEWS.glob("*.jsonl")) for line in _lines(path)]
    return sorted((_story(record, anchor) for record in records), key=lambda story: story.at)


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _story(record: dict, anchor: datetime) -> Story:
    at = _moment(record["demo"], anchor)
    record = _dated(record, timezone.localdate(at))
    return Story(record["id"], record, record["demo"], at)


def _moment(plan: dict, anchor: datetime) -> datetime:
    if "minutes_ago" in plan:
        return anchor - timedelta(minutes=plan["minutes_ago"])
    return at_clock(anchor, -plan["days_ago"], plan["time"])


def at_clock(anchor: datetime, days: int, clock: str) -> datetime:
    """Return the moment so many days from the anchor's day, at a local time such as "09.15"."""
    day = timezone.localdate(anchor) + timedelta(days=days)
    hour, minute = clock.split(".")
    return timezone.make_aware(datetime.combine(day, time(int(hour), int(minute))))


def _dated(value: object, day: date) -> object:
    """Fill the dates into every text of a record: {hari-1} is the day before `day`."""
    if isinstance(value, str):
        return _DATE_IN_TEXT.sub(lambda found: _written(found, day), value)
    if isinstance(value, list):
        return [_dated(item, day) for item in value]
    if isinstance(value, dict):
        return {key: _dated(item, day) for key, item in value.items()}
    return value


def _written(found: re.Match, day: date) -> str:
    day += timedelta(days=int(found[2] or 0))
    if found[1] == "hari":
        return f"{_DAYS[day.weekday()]} ({day:%d/%m/%Y})"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
