"""A read that the script of a page reports, and what can be said about it at once.

The report is kept in the journal like any visit, by the same rules. Then the few visits that wait
are applied without waiting for the next turn, so that the answer is the truth: counted or not.
Where the database is away or slow the report is kept all the same, and that is what is said.
"""

import logging
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest

from articles.models import Article, ReadSeen
from articles.models.read_receipt import Kind
from articles.readership import counting, receipts
from articles.readership.applying import apply_at_once
from articles.readership.attempts import attempt
from articles.readership.days import day_of
from articles.readership.judging import WINDOW
from articles.readership.pace import Pace
from articles.readership.records import microseconds
from articles.readership.salts import UnknownSalt
from articles.readership.totals import reads_of
from articles.readership.visitors import key_of

log = logging.getLogger(__name__)

_WAIT_SECONDS = 0.1  # for another thread that applies; the database itself waits 0.3 s at most
_PAUSE_SECONDS = 1.0  # in which a database that failed is not asked again
_REMEMBERED = 10_000  # stories whose last number is known while the database is away

_pace = Pace()
_applying = threading.Lock()
_last_numbers: dict[int, int] = {}
_away_until = 0.0


class Outcome(Enum):
    COUNTED = "counted"  # or kept, and it will be
    NOT_COUNTED = "not counted"
    NOT_KEPT = "not kept"


@dataclass(frozen=True)
class Answer:
    """What became of a report, and, where it counted, how often the story was read by now."""

    outcome: Outcome
    reads: int = 0


_NOT_COUNTED = Answer(Outcome.NOT_COUNTED)


def report(request: HttpRequest, story: int, *, now: datetime, at_once: bool = True) -> Answer:
    """Take the report that this request was shown a story; never raises.

    With `at_once` the answer is what the tables say; without, being kept is enough.
    """
    if kind := _turned_away(request, now):
        receipts.note(kind, now=now)
        return _NOT_COUNTED
    if kind := _known_better(request, story, now):
        if kind != Kind.REPEAT or settings.READS_MODE == "beacon":
            receipts.note(kind, now=now)  # beside a page that counts, a repeat is no news
        return _NOT_COUNTED
    if not counting.keep(request, story, now=now, is_beacon=True):
        return Answer(Outcome.NOT_KEPT)
    if at_once and not _is_away():
        return _truth(request, story, now)
    return Answer(Outcome.COUNTED, _last_number(story))


def is_from_here(request: HttpRequest) -> bool:
    """Say whether a page of ours sent this, as far as a browser says so."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("Origin")
    if origin is None or origin == settings.SITE_URL:
        return True
    try:
        return bool(origin) and urlsplit(origin).netloc == request.get_host()
    except ValueError:
        return False


def _turned_away(request: HttpRequest, now: datetime) -> Kind | None:
    if not is_from_here(request):
        return Kind.FOREIGN
    try:
        kind = counting.turned_away(request)
    except Error as error:  # who is signed in cannot be asked now; nobody else has a session
        _pause(error)
        kind = Kind.STAFF
    if kind is None and not _pace.allows(request, most=settings.READS_BEACON_PER_MINUTE):
        kind = Kind.TOO_FAST
    return kind


def _known_better(request: HttpRequest, story: int, now: datetime) -> Kind | None:
    """Say why the report cannot count, where one look at the tables tells that already."""
    if _is_away():
        return None
    try:
        public, last = _look(request, story, now)
    except UnknownSalt:
        return None
    except Error as error:
        _pause(error)
        return None
    if not public:
        return Kind.UNKNOWN
    is_repeat = last is not None and microseconds(now) < microseconds(last) + WINDOW
    return Kind.REPEAT if is_repeat else None


def _look(request: HttpRequest, story: int, now: datetime) -> tuple[bool, datetime | None]:
    """Return whether the story is public, and when this visitor was last counted for it."""
    day = day_of(now)
    seen = ReadSeen.objects.filter(day=day, visitor=key_of(request, day=day), story=OuterRef("pk"))
    counted_at = Subquery(seen.values("counted_at")[:1])

    def ask(connection: BaseDatabaseWrapper) -> tuple | None:
        public = Article.objects.using(connection.alias).published(now).filter(pk=story)
        return next(iter(public.order_by().values_list(counted_at)), None)

    row = attempt(ask, using=settings.READS_DATABASE)
    return row is not None, row[0] if row else None


def _truth(request: HttpRequest, story: int, now: datetime) -> Answer:
    """Apply what waits, and return whether this very visit is the one that was counted."""
    try:
        is_applied = _apply(now)
        _public, last = _look(request, story, now)
        reads = reads_of([story])[story]
    except (Error, OSError, UnknownSalt) as error:
        _pause(error)
        return Answer(Outcome.COUNTED, _last_number(story))
    _remember(story, reads)
    is_mine = last is not None and microseconds(last) == microseconds(now)
    if is_mine or (last is None and not is_applied):
        return Answer(Outcome.COUNTED, reads)
    return _NOT_COUNTED


def _apply(now: datetime) -> bool:
    """Apply what waits on this machine; return whether all of it is applied."""
    if not _applying.acquire(timeout=_WAIT_SECONDS):
        return False
    try:
        return apply_at_once(now=now, using=settings.READS_DATABASE)
    finally:
        _applying.release()


def _is_away() -> bool:
    return time.monotonic() < _away_until


def _pause(error: Exception) -> None:
    """Ask no more for a second, so that a thousand reports do not wait one after the other."""
    global _away_until
    connection = connections[settings.READS_DATABASE]
    if not connection.in_atomic_block:
        connection.close()
    _away_until = time.monotonic() + _PAUSE_SECONDS
    log.warning("A report could only be kept, not counted at once: %s", type(error).__name__)


def _remember(story: int, reads: int) -> None:
    if len(_last_numbers) >= _REMEMBERED:
        _last_numbers.clear()
    _last_numbers[story] = reads


def _last_number(story: int) -> int:
    return _last_numbers.get(story, 1)  # this one at least
