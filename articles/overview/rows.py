"""Stories as the desk lists them: with the names, reads and notes that stand beside the title.

However many stories there are and however they were found, they are read in six queries; the body
of a story, by far the largest part of it, is never read for a list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from accounts.models import User
from articles.models import Article, ArticleEvent, Category, EditorialNote
from articles.models.article import STATE_NAMES
from articles.readership.days import day_of
from articles.readership.totals import reads_of, reads_on

FIELDS = (
    "title", "status", "version", "category_id", "created_by_id", "assigned_to_id", "due_date",
    "published_by_id", "marked_by_id", "marked_at", "returned_at", "submitted_at", "saved_at",
    "trashed_at", "published_at", "first_published_at",
)  # fmt: skip
_NAMED_AFTER = ("created_by_id", "assigned_to_id", "published_by_id", "marked_by_id")


@dataclass
class Row:
    """One story in a list. Names are empty where nobody is meant."""

    story: Article
    state: str
    state_name: str
    category: str
    author: str
    assigned_to: str
    published_by: str
    marked_by: str
    reads: int = 0
    reads_today: int = 0
    note: EditorialNote | None = None


def rows_of(ids: Iterable[int], *, now: datetime) -> dict[int, Row]:
    """Return the rows of these stories by id; a story that went away in between is missing."""
    stories = list(Article.objects.filter(pk__in=set(ids)).only(*FIELDS).order_by())
    names = _names(stories)
    sections = dict(
        Category.objects.filter(pk__in={story.category_id for story in stories} - {None})
        .order_by()
        .values_list("pk", "name")
    )
    rows = {story.pk: _row(story, names, sections, now) for story in stories}
    _add_reads(rows, now)
    _add_notes(rows)
    return rows


def _names(stories: list[Article]) -> dict[int, str]:
    ids = {getattr(story, name) for story in stories for name in _NAMED_AFTER} - {None}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids).order_by()}


def _row(story: Article, names: dict, sections: dict, now: datetime) -> Row:
    state = story.state(now)
    return Row(
        story,
        state,
        str(STATE_NAMES[state]),
        sections.get(story.category_id, ""),
        names.get(story.created_by_id, ""),
        names.get(story.assigned_to_id, ""),
        names.get(story.published_by_id, ""),
        names.get(story.marked_by_id, ""),
    )


def _add_reads(rows: dict[int, Row], now: datetime) -> None:
    public = [pk for pk, row in rows.items() if row.story.first_published_at]
    for pk, reads in reads_of(public).items():
        rows[pk].reads = reads
    for pk, reads in reads_on(day_of(now), public).items():
        rows[pk].reads_today = reads


def _add_notes(rows: dict[int, Row]) -> None:
    """Add the last return note to what was sent back, ticked off or not: it says why."""
    returned = [pk for pk, row in rows.items() if row.state == "returned"]
    notes = EditorialNote.objects.filter(article_id__in=returned, kind=EditorialNote.Kind.RETURN)
    for note in notes.order_by("at", "id"):
        rows[note.article_id].note = note


def colleagues_of(ids: Iterable[int]) -> dict[int, str]:
    """Return who, besides its author, last had each of these stories in hand; one query."""
    others = ArticleEvent.objects.filter(article=OuterRef("pk")).exclude(verb="adopt")
    others = others.exclude(by=OuterRef("created_by")).order_by("-at", "-id")
    stories = Article.objects.filter(pk__in=set(ids)).order_by()
    names = stories.values_list("pk", Subquery(others.values("by_name")[:1]))
    return {pk: name for pk, name in names if name}
