"""Loads what is missing of the demonstration, story by story, so that it can be interrupted."""

from collections.abc import Callable
from datetime import datetime, timedelta

from articles.management.demo import counts, desk, people
from articles.management.demo.stories import Story
from articles.models import ImportedRecord, Letter, Notice
from articles.readership.baselines import record_history

_NEWS = timedelta(days=2)  # what happened since is still news to the people of the demonstration


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
    _hush(anchor)
    record_history(*counts.history(stories, ids_by_key(), anchor), now=anchor)
    return len(missing)


def _hush(anchor: datetime) -> None:
    """Send no letters to people who are made up, and let them have seen what is old."""
    told = Notice.objects.filter(article__in=ids_by_key().values(), at__lte=anchor)
    Letter.objects.filter(notice__in=told, state=Letter.State.WAITING).delete()
    told.filter(at__lt=anchor - _NEWS, seen_at=None).update(seen_at=anchor)
