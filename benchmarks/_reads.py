"""Five years of reads, day by day: most of a story's in its first days, a few for years after.

They end two days ago: today and yesterday are counted, and the counter's audit compares them with
keys that nobody has for made-up visitors.
"""

import random
from datetime import date, datetime, timedelta

from articles.models import ArticleDay, SiteDay
from benchmarks._bulk import insert

STILL_COUNTING = 2  # days
FADING = (1.0, 0.5, 0.25, 0.12, 0.06, 0.03)  # of a story's first day, day by day
LATER = 3  # at most so many days on which an old story is read again
MOST = 20_000  # reads of one day


class Reads:
    """The rows of reads that wait to be written, and the visitors of each day."""

    def __init__(self, today: date, *, days: int, seed: int):
        self._chance = random.Random(seed)
        self._first = today - timedelta(days=days)
        count = days - STILL_COUNTING + 1
        self._days = [(self._first + timedelta(days=n)).isoformat() for n in range(count)]
        self._of_day = [0] * count
        self._rows: list[tuple[int, str, int]] = []

    def add(self, article_id: int, category_id: int, at: datetime) -> None:
        """Keep the reads of a story that was published at a moment."""
        first = (at.date() - self._first).days + 1  # the day after it appeared, in any time zone
        popular = min(MOST, 4 * self._chance.paretovariate(1.2))
        counted = {first + n: int(popular * share) for n, share in enumerate(FADING)}
        for _ in range(self._chance.randrange(LATER + 1)):
            later = first + int(self._chance.random() * (len(self._days) - first))
            counted.setdefault(later, 1 + int(popular) % 3)
        for day in sorted(counted):
            if counted[day] and 0 <= day < len(self._days):
                self._rows.append((article_id, self._days[day], counted[day]))
                self._of_day[day] += counted[day]

    def write(self) -> None:
        """Write the reads that wait."""
        rows, self._rows = self._rows, []
        insert(ArticleDay._meta.db_table, ["article_id", "day", "reads"], rows)

    def finish(self) -> None:
        """Write the visitors of all days."""
        visitors = [
            (day, 1 + reads * 3 // 5) for day, reads in zip(self._days, self._of_day, strict=True)
        ]
        insert(SiteDay._meta.db_table, ["day", "visitors"], visitors)
