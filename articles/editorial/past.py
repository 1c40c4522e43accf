"""The versions of a story: which there are, who made each, and what stood in it. Read only.

A version is told by its number (`Article.version`), which belongs to its story: no number leads to
the version of another one. Moving a story (handing in, publishing) keeps its version.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from articles.models import Article

# Autosaves of one person that lie no further apart are one sitting: one line in a list.
PAUSE = timedelta(minutes=30)


class Saved(Protocol):
    """What a save is told by: an event of the story."""

    verb: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Version:
    """One version: its number, when and by whom it was made, and through which verb."""

    number: int
    at: datetime
    who: str
    verb: str
    reason: str


def versions_of(article: Article) -> list[Version]:
    """Return the versions of a story, oldest first."""
    events = article.events.order_by("version", "id")
    facts = events.values_list("version", "at", "by_name", "verb", "reason")
    first: dict[int, Version] = {}
    for fact in facts.iterator():
        first.setdefault(fact[0], Version(*fact))
    return list(first.values())


def version_of(article: Article, number: int) -> Version | None:
    """Return one version of a story, or None where there is none of this number."""
    return next((version for version in versions_of(article) if version.number == number), None)


def content_of(article: Article, number: int) -> Article | None:
    """Return what stood in a version, with its `VersionFacts`; None where nothing was kept.

    It is a row of history: it has the columns of a story, `bylines` and `tag_names`, and is never
    saved. The rows it points to may be gone since.
    """
    rows = article.history.filter(version=number).order_by("-history_id")
    return rows.first()


def is_one_sitting(older: Saved, newer: Saved) -> bool:
    """Say whether a page went on saving by itself what the same person was writing."""
    return (
        older.verb == newer.verb == "autosave"
        and older.by_name == newer.by_name
        and newer.at - older.at < PAUSE
    )


def folded(newest_first: Iterable[Saved]) -> list[list[Saved]]:
    """Return the saves as lines of a list: those of one sitting together, any other alone."""
    lines: list[list[Saved]] = []
    for save in newest_first:
        if lines and is_one_sitting(save, lines[-1][-1]):
            lines[-1].append(save)
        else:
            lines.append([save])
    return lines
