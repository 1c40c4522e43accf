"""The verbs of the desk. Nothing else in this project changes the status of a story.

Every door – form, bulk action, command, import – calls these. Each verb takes the story first and
the rest by keyword, works on the locked row in one transaction, writes its event, and returns the
fresh story; what is not allowed raises Refused with a sentence, and then nothing has changed.
`seen` is the `Article.version` the person had before him; `now` is for tests and imports.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.editorial import adopting, appearances, checklist
from articles.editorial.credits import BylineEntry
from articles.editorial.notes import close
from articles.editorial.plain_text import paragraphs
from articles.editorial.rules import Refused
from articles.editorial.steps import Step, record, step, told
from articles.editorial.updating import update
from articles.editorial.versions import store
from articles.editorial.writing import autosave, create, edit
from articles.models import Article, EditorialNote
from articles.models.article import Ground, Status

__all__ = [
    "adopt", "autosave", "create", "edit", "force_publish", "publish", "reinstate", "reschedule",
    "restore", "second_look", "send_back", "submit", "take_back", "trash", "unschedule", "update",
    "withdraw",
]  # fmt: skip

# How far back a moment may lie and still mean "now": the way from the button to the lock.
TOLERANCE = timedelta(seconds=10)


def submit(article: Article, *, by: User, seen: int, now: datetime | None = None) -> Article:
    """Hand a draft in for review; open return notes are closed with it."""
    with step("submit", article, by=by, now=now, seen=seen) as it:
        checklist.require(it.article, verb="submit")
        it.article.status = Status.IN_REVIEW
        _close_return_notes(it, by=by)
    return it.article


def take_back(article: Article, *, by: User, now: datetime | None = None) -> Article:
    """Make a draft again of what its author handed in."""
    with step("take_back", article, by=by, now=now) as it:
        it.article.status = Status.DRAFT
    return it.article


def send_back(article: Article, *, by: User, note: str, now: datetime | None = None) -> Article:
    """Return a story to its author with a note that says what to mend."""
    ask = _("Write a note that tells the author what to mend.")
    with step("send_back", article, by=by, now=now) as it:
        it.reason = told(note, ask, verb="send_back")
        it.article.status = Status.DRAFT
        it.article.returned_at = it.now
        EditorialNote.objects.create(
            article=it.article,
            kind=EditorialNote.Kind.RETURN,
            text=it.reason,
            by=by,
            by_name=str(by),
            at=it.now,
        )
    return it.article


def publish(
    article: Article,
    *,
    by: User,
    seen: int,
    at: datetime | None = None,
    now: datetime | None = None,
) -> Article:
    """Publish the version the person saw, now or at a moment that lies ahead."""
    with step("publish", article, by=by, now=now, seen=seen) as it:
        _publish(it, by=by, at=at, verb="publish")
    return it.article


def force_publish(
    article: Article,
    *,
    by: User,
    seen: int,
    reason: str,
    at: datetime | None = None,
    now: datetime | None = None,
) -> Article:
    """Publish although nobody else has read the text; the story waits for a second look."""
    ask = _("Say why it cannot wait for a colleague.")
    with step("force_publish", article, by=by, now=now, seen=seen) as it:
        it.reason = told(reason, ask, verb="force_publish")
        _publish(it, by=by, at=at, verb="force_publish")
        _mark(it, by=by)
    return it.article


def second_look(
    article: Article, *, by: User, seen: int | None = None, now: datetime | None = None
) -> Article:
    """Take the mark off a story that this editor, who did not force it, has read.

    With `seen` it is that version he has read: one that was changed since stays marked.
    """
    read = {} if seen is None else {"seen": seen}
    with step("second_look", article, by=by, now=now, **read) as it:
        it.article.marked_at = it.article.marked_by = None
    return it.article


def reschedule(article: Article, *, by: User, at: datetime, now: datetime | None = None) -> Article:
    """Give a scheduled story another moment; the present moment publishes it."""
    with step("reschedule", article, by=by, now=now) as it:
        moment = _moment(at, now=it.now, verb="reschedule")
        it.article.published_at = it.article.first_published_at = moment
    return it.article


def unschedule(article: Article, *, by: User, now: datetime | None = None) -> Article:
    """Take a scheduled story back into review: nobody has seen it, so nothing was published."""
    with step("unschedule", article, by=by, now=now) as it:
        it.article.status = Status.IN_REVIEW
        it.article.published_at = it.article.first_published_at = None
        it.article.published_by = None
        it.article.marked_at = it.article.marked_by = None
    return it.article


def withdraw(
    article: Article, *, by: User, ground: str, text: str, now: datetime | None = None
) -> Article:
    """Take a story away from readers, on one of the press guideline's grounds, and say why."""
    ask = _("Write what readers are told in place of the story.")
    with step("withdraw", article, by=by, now=now) as it:
        if ground not in Ground.values:
            sentence = _("Choose on which ground of the press guideline the story is withdrawn.")
            raise Refused(sentence, verb="withdraw")
        text = told(text, ask, verb="withdraw")
        it.reason = f"{ground}: {text}"
        it.article.status = Status.WITHDRAWN
        it.article.withdrawn_at = it.now
        it.article.withdrawal_ground = ground
        it.article.withdrawal_text = text
    return it.article


def reinstate(article: Article, *, by: User, reason: str, now: datetime | None = None) -> Article:
    """Give a withdrawn story back to readers, under its old date."""
    ask = _("Say why the story may appear again.")
    with step("reinstate", article, by=by, now=now) as it:
        it.reason = told(reason, ask, verb="reinstate")
        it.article.status = Status.PUBLISHED
        if it.article.published_at is None:  # an import may not know when it first appeared
            it.article.published_at = it.article.first_published_at = it.now
        it.article.withdrawn_at = None
        it.article.withdrawal_ground = it.article.withdrawal_text = ""
    return it.article


def trash(article: Article, *, by: User, now: datetime | None = None) -> Article:
    """Throw a draft away; it can be restored."""
    with step("trash", article, by=by, now=now) as it:
        it.article.trashed_at = it.now
    return it.article


def restore(article: Article, *, by: User, now: datetime | None = None) -> Article:
    """Take a draft out of the trash."""
    with step("restore", article, by=by, now=now) as it:
        it.article.trashed_at = None
    return it.article


def adopt(
    article: Article,
    *,
    source: str,
    status: str,
    at: datetime | None = None,
    by: User | None = None,
    bylines: Iterable[BylineEntry] = (),
    tags: Iterable[str] = (),
    ground: str = "",
    text: str = "",
    now: datetime | None = None,
) -> Article:
    """Take over a story that lived elsewhere, under its own date; imports and load_demo only.

    An unsaved story is added. A saved one that carries new values is brought up to date, unless
    somebody here has touched it since. No checklist and no two-person rule; an unknown source of
    a withdrawal leaves `ground` empty. Nothing new makes no version. Raises Refused.
    """
    now = now or timezone.now()
    text = paragraphs(text)
    adopting.check_fit(article, status=status, at=at, ground=ground, text=text, now=now)
    with transaction.atomic():
        story = adopting.untouched(article, status=status, at=at, now=now)
        changes = adopting.changes(story, wanted=article, status=status, bylines=bylines, tags=tags)
        before = (story.status, story.published_at, story.withdrawal_text)
        from_status = "" if story.pk is None else story.status
        story.status = status
        moment = None if status == Status.DRAFT else at or story.published_at
        story.published_at = story.first_published_at = moment
        withdrawn = status == Status.WITHDRAWN
        story.withdrawn_at = (story.withdrawn_at or now) if withdrawn else None
        story.withdrawal_ground, story.withdrawal_text = (ground, text) if withdrawn else ("", "")
        after = (story.status, story.published_at, story.withdrawal_text)
        if changes or after != before:
            store(story, verb="adopt", by=by, now=now, changes=changes)
            record(
                story, verb="adopt", by=by, now=now, from_status=from_status, reason=source,
                name=source,
            )  # fmt: skip
            appearances.plan(story, now=now)
    return story


def _publish(it: Step, *, by: User, at: datetime | None, verb: str) -> None:
    moment = it.now if at is None else _moment(at, now=it.now, verb=verb)
    checklist.require(it.article, verb=verb)
    it.article.status = Status.PUBLISHED
    it.article.published_at = it.article.first_published_at = moment
    it.article.published_by = by
    it.article.posted_by = it.article.posted_by or settings.NEWSROOM_NAME
    _close_return_notes(it, by=by)


def _moment(at: datetime | None, *, now: datetime, verb: str) -> datetime:
    """Return the moment of publication, or refuse one that has passed or names no zone."""
    if at is None:
        raise Refused(_("Choose when the story is to appear."), verb=verb)
    if timezone.is_naive(at):
        raise Refused(_("The time of publication needs a time zone."), verb=verb)
    if at < now - TOLERANCE:
        sentence = _("That time has passed. Choose one that lies ahead, or publish it now.")
        raise Refused(sentence, verb=verb)
    return max(at, now)


def _close_return_notes(it: Step, *, by: User) -> None:
    it.article.returned_at = None
    close(it.article.notes.filter(kind=EditorialNote.Kind.RETURN), by=by, now=it.now)


def _mark(it: Step, *, by: User) -> None:
    it.article.marked_at = it.now
    it.article.marked_by = by
