"""Loads what is missing of the demonstration, story by story, so that it can be interrupted."""

from collections.abc import Callable
from datetime import datetime

from articles.management.demo import counts, desk, people
from articles.management.demo.stories import Story
from articles.models import ImportedRecord
from articles.readership.baselines import record_history


def first_loaded_at(now: datetime) -> datetime:
    """Return the moment all dates of the demonstration are counted from.

    That is when its first story was loaded: a second run, or one that goes on where another was
    stopped, then finds the same dates and the same numbers.
    """
    first = ImportedRecord.objects.filter(source=desk.SOURCE).order_by("imported_at").first()
    return first.imported_at if first else now


def ids_by_key() -> dict[str, int]:
    """Return which article each demonstration story became."""
    rows = ImportedRecord.objects.filter(source=desk.SOURCE)
    return dict(rows.values_list("key", "article_id"))


def load_missing(stories: list[Story], anchor: datetime, tell: Callable[[int, int], None]) -> int:
    """Load the stories that are not there yet and return how many; `tell` hears of each."""
    users = people.accounts()
    newsroom = desk.Newsroom(
        users=users,
        reporters=people.reporters(sorted({name for s in stories for name in s.names}), users),
        sections=people.sections(),
        anchor=anchor,
    )
    there = ids_by_key()
    missing = [story for story in stories if story.key not in there]
    for number, story in enumerate(missing, start=1):
        desk.load(story, newsroom)
        tell(number, len(missing))
    record_history(*counts.history(stories, ids_by_key(), anchor), now=anchor)
    return len(missing)
