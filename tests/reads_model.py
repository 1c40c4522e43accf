"""The rule of counting once more, in plain Python and from the words of the rule alone."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta


def jakarta_day(at: datetime) -> date:
    """Jakarta is seven hours ahead and knows no summer time."""
    return (at.astimezone(UTC) + timedelta(hours=7)).date()


@dataclass
class Model:
    """What should be stored after a trace of visits; a story of None is a list."""

    cap: int
    published: dict[int, datetime]
    reads: Counter = field(default_factory=Counter)  # (story, day) → reads
    visitors: dict[date, set] = field(default_factory=dict)
    last: dict = field(default_factory=dict)  # (person, day, story) → when it was counted
    brought: Counter = field(default_factory=Counter)  # (address, day, story) → new visitors
    hours: Counter = field(default_factory=Counter)  # (story, hour) → reads
    turned_away: Counter = field(default_factory=Counter)  # (day, why) → times
    torn: int = 0
    oldest: date = date.min

    def visit(self, person, story, at: datetime, *, is_script: bool = False) -> None:
        """Count a visit of a person, (address, browser), or note why not."""
        day = jakarta_day(at)
        today, key = self.visitors.get(day, set()), (person, day, story)
        last = None if story is None else self.last.get(key)
        if story is not None and self.published.get(story) is None:
            self.turned_away[day, "unknown"] += 1
        elif last is not None and at < last + timedelta(minutes=30):
            if at != last and not is_script:
                self.turned_away[day, "repeat"] += 1
        elif last is None and (story is not None or person not in today):
            source = (person[0], day, story)
            if self.brought[source] >= self.cap:
                self.turned_away[day, "over_cap"] += 1
                return
            self.brought[source] += 1
            self._count(key, at)
        elif story is not None:
            self._count(key, at)

    def _count(self, key, at: datetime) -> None:
        person, day, story = key
        self.visitors.setdefault(day, set()).add(person)
        self.last[key] = at
        if story is None:
            return
        self.reads[story, day] += 1
        hour = (at - self.published[story]) // timedelta(hours=1)
        if hour in range(24):
            self.hours[story, hour] += 1

    def forget(self, today: date) -> None:
        """Forget what is older than yesterday, as the keys are forgotten."""
        self.oldest = today - timedelta(days=1)
