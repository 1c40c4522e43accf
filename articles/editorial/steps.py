"""One step in the life of a story: locked, checked, saved and told, or nothing at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from articles.editorial import appearances, checklist
from articles.editorial.changes import NOTHING, Changes, assignment_of, check_due_day
from articles.editorial.plain_text import is_blank, paragraphs
from articles.editorial.rules import Refused, check
from articles.editorial.telling import tell, tell_assigned
from articles.editorial.versions import store
from articles.models import Article, ArticleEvent
from articles.models.article import Status
from articles.models.edition import advance

_ANY = object()  # this verb does not ask which version the person saw


class Outdated(Refused):
    """Somebody saved the story since this person opened it. `current` is what is stored now."""

    def __init__(self, sentence: str, *, verb: str, current: Article):
        super().__init__(sentence, verb=verb)
        self.current = current


@dataclass
class Step:
    """A story on its way through one verb."""

    article: Article
    now: datetime
    from_status: str
    reason: str = ""
    changes: Changes = NOTHING
    idle: bool = False  # there was nothing to do: nothing is saved and nothing is logged
    in_log: bool = True  # whether the log of people tells of it, besides the story's own events


def locked(article: Article) -> Article:
    """Return the story as it is stored now, held until the transaction ends.

    The lock leaves the key alone (`no_key`), so that rows pointing to the story can still be
    written: a read is counted while an editor saves.
    """
    return Article.objects.select_for_update(no_key=True).get(pk=article.pk)


@contextmanager
def step(
    verb: str,
    article: Article,
    *,
    by: User,
    now: datetime | None = None,
    seen: object = _ANY,
    reason: str = "",
) -> Iterator[Step]:
    """Carry out one verb on the locked story, in one transaction.

    The body of the `with` changes the story; leaving it saves, counts the version and writes the
    logs. Raises Refused when this person may not, Outdated when `seen` is not the stored version;
    then, and when the body raises, nothing has changed. The clock is read after the lock, so the
    logs tell the order in which things happened.
    """
    with transaction.atomic():
        stored = locked(article)
        now = now or timezone.now()
        check(verb, stored, by=by, now=now)
        if seen is not _ANY and seen != stored.version:
            raise _outdated(stored, verb)
        approved = stored.status == Status.PUBLISHED
        open_before = checklist.missing(stored) if approved else []
        it = Step(stored, now, from_status=stored.status, reason=reason)
        stood = (stored.status, stored.published_at)
        yield it
        if it.idle:
            return
        check_due_day(it.changes, now=now, verb=verb)
        it.changes.write_on(stored)
        _keep_time_of_arrival(it)
        if approved:
            names = it.changes.tags
            checklist.require_no_new_gap(
                stored,
                bylines=it.changes.bylines,
                tags=None if names is None else list(names),
                before=open_before,
                verb=verb,
            )
        done = "assign" if it.changes.only_assign else verb
        if done == "assign":
            it.reason = f"{assignment_of(stored)} {it.reason}".strip()
        store(stored, verb=done, by=by, now=now, changes=it.changes)
        record(
            stored, verb=done, by=by, now=now, from_status=it.from_status, reason=it.reason,
            in_log=it.in_log,
        )  # fmt: skip
        if stood != (stored.status, stored.published_at):
            appearances.plan(stored, now=now)
        tell(stored, verb=verb, by=by, now=now, words=it.reason)
        if person := it.changes.fields.get("assigned_to"):
            tell_assigned(stored, person=person, by=by, now=now)


def _keep_time_of_arrival(it: Step) -> None:
    """Remember since when a story waits for review; an edit in the queue does not begin anew."""
    if it.article.status != Status.IN_REVIEW:
        it.article.submitted_at = None
    elif it.from_status != Status.IN_REVIEW:
        it.article.submitted_at = it.now


def record(
    article: Article,
    *,
    verb: str,
    by: User | None,
    now: datetime,
    from_status: str,
    reason: str = "",
    name: str = "",
    in_log: bool = True,
) -> None:
    """Write the event of the story and the entry of the log; `name` where no account did it."""
    ArticleEvent.objects.create(
        article=article,
        verb=verb,
        from_status=from_status,
        to_status=article.status,
        at=now,
        by=by,
        by_name=str(by or name)[:200],
        as_superuser=by is not None and by.is_superuser,
        reason=reason,
        version=article.version,
        published_at=article.published_at,
    )
    if in_log:
        audit.record(verb, by=by, name=name, target=article, detail=reason)
    if {from_status, article.status} & {Status.PUBLISHED, Status.WITHDRAWN}:
        advance(now)


def told(text: str, sentence: str, *, verb: str) -> str:
    """Return what somebody had to write, fit to be stored, or refuse with the sentence."""
    text = paragraphs(text)
    if is_blank(text):
        raise Refused(sentence, verb=verb)
    return text


def _outdated(article: Article, verb: str) -> Outdated:
    row = article.history.filter(version=article.version).order_by("history_id").first()
    who = row.history_user if row is not None else None
    if who is None:
        sentence = _("This story has changed since you opened it. Look at what is new, then save.")
    else:
        sentence = _(
            "%(name)s has changed this story since you opened it. Look at what is new, then save."
        ) % {"name": who}
    return Outdated(sentence, verb=verb, current=article)
