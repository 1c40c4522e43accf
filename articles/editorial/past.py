"""The versions of a story: which there are, who made each, and what stood in it. Read only.

A version is told by its number (`Article.version`), which belongs to its story: no number leads to
the version of another one. Moving a story (handing in, publishing) keeps its version.
"""

from dataclasses import dataclass
from datetime import datetime

from articles.models import Article


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
