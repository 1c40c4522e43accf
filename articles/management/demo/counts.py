"""Believable numbers for the demonstration: reads per story and day, visitors per day.

They end two days before the stories were loaded, because the two newest days are still being
counted. The same stories and the same moment give the same numbers.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from articles.management.demo.stories import Story

DAYS = 60
# Mondays are busiest; on Saturdays and Sundays offices are closed and phones are put away.
_WEEK = (1.2, 1.12, 1.08, 1.04, 0.98, 0.74, 0.8)
_HALF_LIFE = 1.6  # days until a story is read half as much
_LASTING = 0.02  # what search engines and shared links keep bringing


def days_before(anchor: datetime) -> list[date]:
    """Return the sixty days that have numbers, oldest first, ending two days before."""
    last = timezone.localdate(anchor) - timedelta(days=2)
    return [last - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]


def reads_of(story: Story, days: list[date]) -> list[tuple[date, int]]:
    """Return how often a story was read on each of the days since it appeared."""
    popularity = story.plan.get("popularity", 0)
    random = Random(story.key)  # noqa: S311 - believable, not secret
    first = timezone.localdate(story.at)
    found = []
    for day in days:
        age = (day - first).days
        if age < 0 or _is_gone(story, day):
            continue
        interest = 0.5 ** (age / _HALF_LIFE) + _LASTING
        reads = round(popularity * interest * _WEEK[day.weekday()] * random.uniform(0.75, 1.25))
        found.append((day, reads))
    return [(day, reads) for day, reads in found if reads]


def _is_gone(story: Story, day: date) -> bool:
    if "withdrawn" not in story.plan:
        return False
    gone = story.at + timedelta(hours=story.plan["withdrawn"]["hours_later"])
    return day > timezone.localdate(gone)


def history(
    stories: list[Story], ids: Mapping[str, int], anchor: datetime
) -> tuple[list[tuple[int, date, int]], list[tuple[date, int]]]:
    """Return reads (id, day, reads) and visitors (day, visitors), as readership records them."""
    days = days_before(anchor)
    rows = [(ids[s.key], day, reads) for s in stories for day, reads in reads_of(s, days)]
    per_day = Counter()
    for _id, day, reads in rows:
        per_day[day] += reads
    random = Random("visitors")  # noqa: S311
    # People read 1.7 stories a visit; some see only the front page.
    visitors = [
        (day, round(per_day[day] / 1.7 + 90 * _WEEK[day.weekday()] * random.uniform(0.8, 1.2)))
        for day in days
    ]
    return rows, visitors
