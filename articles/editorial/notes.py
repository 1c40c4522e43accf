"""Notes on a story and their answers: staff talk, at any time of its life, never shown to readers.

Nothing here is edited or deleted: a note is answered or ticked off, and who did that and when
stays. While a return note is open, the draft is one that was sent back.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from articles.editorial.plain_text import is_blank, paragraphs
from articles.editorial.rules import AUTHOR_OR_EDITOR, Refused, belongs_to
from articles.editorial.steps import locked
from articles.editorial.telling import tell_note
from articles.models import Article, EditorialNote
from articles.models.article import Status

LONGEST = 5000
_SAME_PRESS = timedelta(minutes=1)  # a second press of the button, or the page sent again


def write(
    article: Article,
    *,
    by: User,
    text: str,
    answers: int | None = None,
    now: datetime | None = None,
) -> EditorialNote:
    """Add a note, or an answer to the note of that number. Raises Refused with a sentence.

    The same words by the same person within a minute are one note: a button was pressed twice.
    """
    text = paragraphs(text)
    if is_blank(text):
        raise Refused(_("Write the note first."), verb="note")
    if len(text) > LONGEST:
        sentence = _("The note is too long: %(count)s letters, at most %(most)s.")
        raise Refused(sentence % {"count": len(text), "most": LONGEST}, verb="note")
    with transaction.atomic():
        story = _opened(article, by, verb="note")
        now = now or timezone.now()
        parent = None if answers is None else _note_of(story, answers)
        root = parent and (parent.parent or parent)
        same = story.notes.filter(by=by, text=text, parent=root, at__gt=now - _SAME_PRESS)
        if known := same.first():
            return known
        note = EditorialNote.objects.create(
            article=story,
            kind=EditorialNote.Kind.NOTE,
            parent=root,
            text=text,
            by=by,
            by_name=str(by)[:200],
            at=now,
        )
        audit.record("note", by=by, target=story)
        tell_note(story, kind="answer" if root else "note", text=text, by=by, now=now)
    return note


def tick_off(
    article: Article, *, by: User, note: int, now: datetime | None = None
) -> EditorialNote:
    """Mark a note as done, and with it its open answers; one that is done stays as it is."""
    with transaction.atomic():
        story = _opened(article, by, verb="note")
        now = now or timezone.now()
        found = _ticked_by(story, by, note)
        if found.closed_at is None:
            audit.record("note_ticked_off", by=by, target=story, detail=found.text)
        close(story.notes.filter(Q(pk=found.pk) | Q(parent=found)), by=by, now=now)
        _follow(story)
    found.refresh_from_db()
    return found


def reopen(article: Article, *, by: User, note: int) -> EditorialNote:
    """Make a note that was ticked off one that waits again."""
    with transaction.atomic():
        story = _opened(article, by, verb="note")
        found = _ticked_by(story, by, note)
        if found.closed_at is not None:
            audit.record("note_reopened", by=by, target=story, detail=found.text)
        found.closed_at = found.closed_by = None
        found.closed_by_name = ""
        found.save(update_fields=["closed_at", "closed_by", "closed_by_name"])
        _follow(story)
    return found


def close(notes, *, by: User | None, now: datetime) -> None:
    """Close the open ones of these notes, and remember who did it."""
    notes.filter(closed_at=None).update(
        closed_at=now, closed_by=by, closed_by_name=str(by or "")[:200]
    )


def may_tick_off(user: User, note: EditorialNote, article: Article) -> bool:
    """Say whether this person may tick a note off or open it again.

    Editors may. The author of the story may too, except his own answer to somebody: whether it
    answers the question is for whoever asked.
    """
    if not belongs_to(AUTHOR_OR_EDITOR, user, article):
        return False
    own_answer = note.parent_id is not None and note.by_id == user.pk
    return user.is_at_least("editor") or not own_answer


def thread_of(article: Article, user: User) -> list[dict]:
    """Return the notes of a story, oldest first, each with its answers and what is open to him."""
    entries = {}
    for note in article.notes.order_by("at", "id"):
        entry = {"note": note, "answers": [], "can_tick": may_tick_off(user, note, article)}
        if note.parent_id in entries:
            entries[note.parent_id]["answers"].append(entry)
        elif note.parent_id is None:
            entries[note.pk] = entry
    return list(entries.values())


def _opened(article: Article, user: User, *, verb: str) -> Article:
    """Return the locked story, if this person may open it at all."""
    story = locked(article)
    if not belongs_to(AUTHOR_OR_EDITOR, user, story):
        sentence = _(
            "You can work on stories that you created or that are assigned to you; this is neither."
        )
        raise Refused(sentence, verb=verb)
    return story


def _note_of(story: Article, number: int) -> EditorialNote:
    note = story.notes.select_related("parent").filter(pk=number).first()
    if note is None:
        raise Refused(_("There is no such note on this story."), verb="note")
    return note


def _ticked_by(story: Article, user: User, number: int) -> EditorialNote:
    note = _note_of(story, number)
    if not may_tick_off(user, note, story):
        raise Refused(_("An editor ticks this one off."), verb="note")
    return note


def _follow(story: Article) -> None:
    """Let a draft be one that was sent back exactly while a return note is open on it."""
    last = story.notes.filter(kind=EditorialNote.Kind.RETURN, closed_at=None).last()
    returned_at = last.at if last is not None and story.status == Status.DRAFT else None
    if returned_at != story.returned_at:
        Article.objects.filter(pk=story.pk).update(returned_at=returned_at)
