"""The stories that were read most in a period, and how often each was read altogether.

The list of readers, only longer: what was withdrawn is not in it, so there is nothing to hide.
"""

from dataclasses import dataclass
from datetime import datetime

from articles.models import Article
from articles.readership.popularity import most_read_between
from articles.readership.totals import reads_of
from articles.reports.periods import Period

MOST = 100


@dataclass(frozen=True)
class StoryRead:
    """A story, its reads of the period, and those that readers see on its page."""

    story: Article
    section: str
    reads: int
    in_all: int


def stories_read(*, period: Period, now: datetime, size: int = MOST) -> list[StoryRead]:
    """Return the public stories read most in a period, the most first; five queries for most."""
    found = most_read_between(period.since, period.until, now=now, size=size)
    in_all = reads_of(story.pk for story, _reads in found)
    return [
        StoryRead(story, str(story.category or ""), reads, in_all[story.pk])
        for story, reads in found
    ]
