"""Writing: new stories, and changes to stories that readers cannot see yet.

A draft is also saved by its own page while somebody types (`autosave`). Each of these saves is a
version and an event of the story like any other, so that "the version on the screen" is one that
exists; the log of people has one entry for each sitting, and the history shows one line for it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from articles.editorial.changes import (
    WRITABLE,
    BadField,
    changes_to,
    check_due_day,
    check_editors_fields,
)
from articles.editorial.credits import BylineEntry, own_byline
from articles.editorial.past import PAUSE
from articles.editorial.rules import check
from articles.editorial.steps import Outdated, record, step
from articles.editorial.telling import tell_assigned
from articles.editorial.versions import store
from articles.models import Article

__all__ = ["WRITABLE", "BadField", "BylineEntry", "Outdated", "autosave", "create", "edit"]


def create(
    *,
    by: User,
    fields: dict[str, object],
    bylines: list[BylineEntry] | None = None,
    tags: list[str] | None = None,
    now: datetime | None = None,
) -> Article:
    """Start a story as a draft; it needs a title, everything else may wait.

    Without bylines it gets the name that belongs to the account, if there is one. Raises Refused.
    """
    now = now or timezone.now()
    with transaction.atomic():
        check("create", None, by=by, now=now)
        article = Article(created_by=by, created_at=now)
        changes = changes_to(
            article,
            fields={"title": "", **fields},
            bylines=bylines or own_byline(by),
            tags=tags or [],
            verb="create",
        )
        check_editors_fields(changes, by=by, verb="create")
        check_due_day(changes, now=now, verb="create")
        store(article, verb="create", by=by, now=now, changes=changes)
        record(article, verb="create", by=by, now=now, from_status="")
        if article.assigned_to is not None:
            tell_assigned(article, person=article.assigned_to, by=by, now=now)
    return article


def edit(
    article: Article,
    *,
    by: User,
    fields: dict[str, object],
    bylines: Iterable[BylineEntry] | None = None,
    tags: Iterable[str] | None = None,
    seen: int,
    reason: str = "",
    now: datetime | None = None,
) -> Article:
    """Change a story that readers cannot see yet; `seen` is the version the person had open.

    None leaves bylines or tags as they are; a change of nothing makes no version. A scheduled
    story stays as complete as it was when it was approved. Raises Refused, or Outdated.
    """
    with step("edit", article, by=by, now=now, seen=seen, reason=reason) as it:
        it.changes = changes_to(it.article, fields=fields, bylines=bylines, tags=tags, verb="edit")
        it.idle = not it.changes
        check_editors_fields(it.changes, by=by, verb="edit")
    return it.article


def autosave(
    article: Article,
    *,
    by: User,
    fields: dict[str, object],
    bylines: Iterable[BylineEntry] | None = None,
    tags: Iterable[str] | None = None,
    seen: int,
    now: datetime | None = None,
) -> Article:
    """Keep a draft while it is being written; it is an `edit` that nobody has pressed for.

    What waits for review, is scheduled or public is never changed this way. Raises Refused, or
    Outdated.
    """
    with step("autosave", article, by=by, now=now, seen=seen) as it:
        it.changes = changes_to(
            it.article, fields=fields, bylines=bylines, tags=tags, verb="autosave"
        )
        it.idle = not it.changes
        check_editors_fields(it.changes, by=by, verb="autosave")
        it.in_log = not _goes_on(it.article, by=by, now=it.now)
    return it.article


def _goes_on(article: Article, *, by: User, now: datetime) -> bool:
    """Say whether the last that happened to the story is an autosave of the same sitting."""
    last = article.events.order_by("-id").first()
    return (
        last is not None
        and (last.verb, last.by_id) == ("autosave", by.pk)
        and now - last.at < PAUSE
    )
