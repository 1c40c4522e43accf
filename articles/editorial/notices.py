"""What somebody has been told and has not looked at yet, and when it may be forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import EDITOR
from articles.editorial.moments import in_words
from articles.models import Letter, Notice

MOST = 100  # unseen notices are counted up to here; beyond it the number is no help
_SEEN_KEPT = timedelta(days=30)
_KEPT = timedelta(days=180)
_AT_ONCE = 5000  # deleted in one go
_SENTENCES = {
    "submitted": gettext_lazy("%(name)s handed in “%(title)s” for review."),
    "returned": gettext_lazy("%(name)s sent “%(title)s” back to you."),
    "published": gettext_lazy("%(name)s published “%(title)s”."),
    "scheduled": gettext_lazy("%(name)s scheduled “%(title)s” for %(moment)s."),
    "rescheduled": gettext_lazy("%(name)s moved “%(title)s” to %(moment)s."),
    "unscheduled": gettext_lazy("%(name)s took “%(title)s” off the schedule."),
    "appeared": gettext_lazy("“%(title)s” has appeared: readers see it since %(moment)s."),
    "updated": gettext_lazy("%(name)s changed the published story “%(title)s”."),
    "withdrawn": gettext_lazy("%(name)s withdrew “%(title)s”."),
    "reinstated": gettext_lazy("%(name)s published “%(title)s” again."),
    "trashed": gettext_lazy("%(name)s moved “%(title)s” to the trash."),
    "note": gettext_lazy("%(name)s wrote a note on “%(title)s”."),
    "answer": gettext_lazy("%(name)s answered a note on “%(title)s”."),
    "assigned": gettext_lazy("%(name)s assigned “%(title)s” to you."),
    "forced": gettext_lazy(
        "%(name)s forced the publication of “%(title)s”; it waits for a second look."
    ),
}


@dataclass(frozen=True)
class Told:
    """One notice as its person reads it, in his language."""

    notice_id: int
    article_id: int
    kind: str
    sentence: str
    words: str  # what the colleague wrote: a note, a reason
    at: datetime
    is_seen: bool


def open_for(user: User, *, most: int = 20) -> list[Told]:
    """Return the newest notices this person has not seen, about stories he may open."""
    return [told_of(notice) for notice in _slim(_unseen(user))[:most]]


def count_open(user: User) -> int:
    """Return how many notices wait for this person; `MOST` means that many or more."""
    return _unseen(user)[:MOST].count()


def all_for(user: User) -> QuerySet[Notice]:
    """Return the notices of this person, newest first, for a page of them."""
    return _slim(_open_to(user))


def mark_seen(user: User, *, article_id: int | None = None, now: datetime) -> int:
    """Note that this person has seen his notices, of one story or all; return how many.

    Nothing is written where nothing waits: it is called whenever a story is opened.
    """
    waiting = Notice.objects.filter(person=user, seen_at=None)
    if article_id is not None:
        waiting = waiting.filter(article_id=article_id)
    ids = list(waiting.order_by().values_list("pk", flat=True)[:_AT_ONCE])
    if not ids:
        return 0
    return Notice.objects.filter(pk__in=ids, seen_at=None).update(seen_at=now)


def told_of(notice: Notice) -> Told:
    """Return a notice in words of the language being spoken."""
    return Told(
        notice.pk,
        notice.article_id,
        notice.kind,
        sentence_of(notice),
        notice.words,
        notice.at,
        notice.seen_at is not None,
    )


def sentence_of(notice: Notice) -> str:
    """Return what the notice says, in the language being spoken."""
    sentence = _SENTENCES.get(notice.kind, gettext_lazy("Something happened to “%(title)s”."))
    return str(sentence) % {
        "name": notice.by_name or _("The desk"),
        "title": notice.article.title,
        "moment": in_words(notice.moment) if notice.moment else "",
    }


def forget_old(now: datetime | None = None) -> int:
    """Delete notices nobody needs any more, a bounded number at once; return how many.

    What was seen goes after a month, everything after half a year; never what is still to be sent.
    """
    now = now or timezone.now()
    old = Notice.objects.filter(Q(seen_at__lt=now - _SEEN_KEPT) | Q(at__lt=now - _KEPT))
    old = old.exclude(letter__state=Letter.State.WAITING)
    with transaction.atomic():
        ids = list(old.order_by().values_list("pk", flat=True)[:_AT_ONCE])
        Letter.objects.filter(notice__in=ids).delete()
        return Notice.objects.filter(pk__in=ids).delete()[0]


def _unseen(user: User) -> QuerySet[Notice]:
    return _open_to(user).filter(seen_at=None)


def _open_to(user: User) -> QuerySet[Notice]:
    """Return the person's notices, but for stories he may open no more: they tell titles."""
    mine = Notice.objects.filter(person=user)
    if user.is_at_least(EDITOR):
        return mine
    return mine.filter(Q(article__created_by=user) | Q(article__assigned_to=user))


def _slim(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Read no more of the stories than their titles."""
    fields = ("kind", "by_name", "words", "moment", "at", "seen_at", "person_id")
    return notices.select_related("article").only(*fields, "article__title")
