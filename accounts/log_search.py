"""Asking the log: by person, action, story, day and word, at a cost that does not grow with it.

Pages are told by the entry they come after, so nothing is counted and nothing skipped. No index
finds a word inside a text; so a word is looked for in the newest `WINDOW` entries that fit the rest
of the question, and from there on in as many again, when somebody asks for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import AuditEntry, User

ON_A_PAGE = 100
WINDOW = 50_000
MOST_EXPORTED = 100_000
_AT_ONCE = 2000
_SEARCHED = ("actor_name", "target_name", "detail", "action")
_MOST_NAMESAKES = 50


@dataclass(frozen=True)
class Question:
    """What somebody wants to know; an empty part asks nothing."""

    text: str = ""
    who: str = ""
    action: str = ""
    kind: str = ""
    number: str = ""
    only_refused: bool = False
    since: date | None = None
    until: date | None = None

    def in_words(self) -> str:
        """Return the question for the log itself: “who: Rita; since: 2025-09-02”."""
        return "; ".join(f"{name}: {value}" for name, value in vars(self).items() if value)


@dataclass(frozen=True)
class LogPage:
    """Some entries, newest first; `older` is the entry to go on after, None at the end."""

    entries: list[AuditEntry]
    older: int | None
    searched_to: datetime | None  # how far back a word was looked for, where that was not the end


def page_of(question: Question, *, after: int | None = None) -> LogPage:
    """Return the next entries that answer the question."""
    rows = _older_than(_narrowed(question), after)
    floor = None
    if question.text:
        floor = rows.values_list("pk", "at")[WINDOW : WINDOW + 1].first()
        rows = _with_word(rows, question.text)
        if floor is not None:
            rows = rows.filter(at__gte=floor[1])
    found = list(rows[: ON_A_PAGE + 1])
    if len(found) > ON_A_PAGE:
        return LogPage(found[:ON_A_PAGE], found[ON_A_PAGE - 1].pk, None)
    return LogPage(found, *(floor or (None, None)))


def all_of(question: Question, *, most: int = MOST_EXPORTED) -> Iterator[AuditEntry]:
    """Return the newest entries that answer the question, a few thousand in memory at once."""
    rows = _narrowed(question)
    rows = _with_word(rows, question.text) if question.text else rows
    after, left = None, most
    while left > 0:
        some = list(_older_than(rows, after)[: min(_AT_ONCE, left)])
        if not some:
            return
        yield from some
        after, left = some[-1].pk, left - len(some)


def _narrowed(question: Question) -> QuerySet[AuditEntry]:
    """Return the entries that fit everything but the word; each part has an index."""
    rows = AuditEntry.objects.order_by("-at", "-id")
    if question.who:
        named = Q(display_name__icontains=question.who) | Q(username__iexact=question.who)
        accounts = User.objects.filter(named).values_list("pk", flat=True)[:_MOST_NAMESAKES]
        rows = rows.filter(Q(actor__in=list(accounts)) | Q(actor_name=question.who))
    if question.action:
        rows = rows.filter(action=question.action)
    if question.kind:
        rows = rows.filter(target_type=question.kind)
    if question.number:
        rows = rows.filter(target_id=question.number)
    if question.only_refused:
        rows = rows.filter(refused=True)
    if question.since:
        rows = rows.filter(at__gte=_start_of(question.since))
    if question.until:
        rows = rows.filter(at__lt=_start_of(question.until + timedelta(days=1)))
    return rows


def _with_word(rows: QuerySet[AuditEntry], text: str) -> QuerySet[AuditEntry]:
    wanted = Q()
    for name in _SEARCHED:
        wanted |= Q(**{f"{name}__icontains": text})
    return rows.filter(wanted)


def _older_than(rows: QuerySet[AuditEntry], after: int | None) -> QuerySet[AuditEntry]:
    if after is None:
        return rows
    at = AuditEntry.objects.filter(pk=after).values_list("at", flat=True).first()
    if at is None:
        return rows.none()
    return rows.filter(Q(at__lt=at) | Q(pk__lt=after), at__lte=at)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
