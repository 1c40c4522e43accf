"""Who is told when something happens to a story: one table, read after every verb.

Notices, and the letters that go with some of them, are written in the transaction of what they tell
about: they exist exactly when it has happened. Nothing is sent here (`articles.editorial.letters`).
Nobody is told about his own deeds, and nobody about a story he may not open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import EDITOR, MANAGING_EDITOR
from articles.editorial.rules import AUTHOR_OR_EDITOR, PUBLISHED, belongs_to, place_of
from articles.models import Article, Letter, Notice

AUTHORS, EDITORS = "authors", "editors"


@dataclass(frozen=True)
class News:
    """What a verb tells: the kind of its notices, to whom, and whether by letter too."""

    kind: str
    to: str
    by_letter: bool = False


# A queue of work is looked at in the desk; by letter comes what waits for nobody's next visit.
_TOLD: dict[str, tuple[News, ...]] = {
    "submit": (News("submitted", EDITORS),),
    "send_back": (News("returned", AUTHORS, by_letter=True),),
    "publish": (News("published", AUTHORS, by_letter=True),),
    "force_publish": (News("published", AUTHORS, by_letter=True), News("forced", EDITORS)),
    "reschedule": (News("rescheduled", AUTHORS),),
    "unschedule": (News("unscheduled", AUTHORS),),
    "update": (News("updated", AUTHORS),),
    "withdraw": (News("withdrawn", AUTHORS, by_letter=True),),
    "reinstate": (News("reinstated", AUTHORS, by_letter=True),),
    "trash": (News("trashed", AUTHORS),),
}
_WITH_WORDS = frozenset({"send_back", "force_publish", "reinstate"})
# What these notices ask for is done, or can no longer be done, once one of the verbs was.
_SETTLES: dict[str, str] = {
    **dict.fromkeys(("take_back", "send_back", "publish", "force_publish"), "submitted"),
    **dict.fromkeys(("second_look", "withdraw", "unschedule"), "forced"),
    "submit": "returned",
}


def tell(
    article: Article, *, verb: str, by: User | None, now: datetime, words: str = ""
) -> list[Notice]:
    """Write the notices of a verb that was just carried out; call it in its transaction."""
    if verb in _SETTLES:
        unseen = Notice.objects.filter(article=article, kind=_SETTLES[verb], seen_at=None)
        unseen.update(seen_at=now)
    words = _words_of(article, verb, words)
    written: list[Notice] = []
    for news in _TOLD.get(verb, ()):
        kind = news.kind
        ahead = article.published_at is not None and article.published_at > now
        if kind == "published" and ahead:
            kind = "scheduled"
        elif kind == "rescheduled" and place_of(article, now) == PUBLISHED:
            kind = "published"
        written += notify(
            authors(article) if news.to == AUTHORS else editors(),
            article=article,
            kind=kind,
            by=by,
            now=now,
            words=words,
            by_letter=news.by_letter,
        )
    return written


def tell_assigned(article: Article, *, person: User, by: User, now: datetime) -> None:
    """Tell somebody that a story is his to write now, and by when, in his own language."""
    words = ""
    if article.due_date is not None:
        with translation.override(person.language):
            words = _("Due on %(day)s.") % {"day": date_format(article.due_date, "l, j F Y")}
    notify([person], article=article, kind="assigned", by=by, now=now, words=words, by_letter=True)


def tell_note(article: Article, *, kind: str, text: str, by: User, now: datetime) -> None:
    """Tell the others who work on a story what was said about it; if nobody does, the editors."""
    others = [person for person in participants(article) if person.pk != by.pk]
    notify(
        others or editors(), article=article, kind=kind, by=by, now=now, words=text,
        by_letter=bool(others),
    )  # fmt: skip


def tell_appeared(article: Article, *, now: datetime) -> None:
    """Tell the authors of a scheduled story that readers see it now. The clock did that."""
    notify(authors(article), article=article, kind="appeared", by=None, now=now, by_letter=True)


def notify(
    people: Iterable[User],
    *,
    article: Article,
    kind: str,
    by: User | None,
    now: datetime,
    words: str = "",
    by_letter: bool = False,
) -> list[Notice]:
    """Write one notice for each of these people who works here, may open the story and is not he.

    A letter waits for each who has an address, when there are to be letters.
    """
    listed = {person.pk: person for person in people if by is None or person.pk != by.pk}
    told = [p for p in listed.values() if p.is_staff and belongs_to(AUTHOR_OR_EDITOR, p, article)]
    notices = Notice.objects.bulk_create(
        Notice(
            person=person,
            article=article,
            kind=kind,
            by=by,
            by_name=str(by or "")[:200],
            words=words,
            moment=article.published_at,
            at=now,
        )
        for person in told
    )
    if by_letter:
        Letter.objects.bulk_create(
            Letter(notice=notice, next_try_at=now) for notice in notices if notice.person.email
        )
    return notices


def _words_of(article: Article, verb: str, reason: str) -> str:
    """Return what a colleague wrote to people; other reasons are notes for the log."""
    if verb == "withdraw":
        return article.withdrawal_text
    return reason if verb in _WITH_WORDS else ""


def authors(article: Article) -> list[User]:
    """Return whose story it is: who created it and who is assigned to it."""
    ids = {article.created_by_id, article.assigned_to_id} - {None}
    return list(User.objects.filter(pk__in=ids)) if ids else []


def editors() -> list[User]:
    """Return everybody who checks stories. A superuser without a role only looks after accounts."""
    return list(User.objects.filter(is_active=True, role__in=(EDITOR, MANAGING_EDITOR)))


def participants(article: Article) -> list[User]:
    """Return who works on a story: its authors, who moved it, and who wrote a note on it."""
    ids = {article.created_by_id, article.assigned_to_id, article.published_by_id}
    moved = article.events.exclude(verb="adopt").order_by().values_list("by_id", flat=True)
    wrote = article.notes.order_by().values_list("by_id", flat=True)
    ids |= set(moved.distinct()) | set(wrote.distinct())
    return list(User.objects.filter(Q(pk__in=ids - {None}), is_active=True))
