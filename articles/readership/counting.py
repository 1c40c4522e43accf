"""What counts as a read, and writing it down before the page is answered.

A read is a person's browser being shown a published story: at most one per visitor and story in
30 minutes. Here is decided whether it is a person who reads; the visit is then appended to the
journal of this machine (`journal`), and whoever applies it decides about the half hour and the
caps (`judging`). The page asks no database for it and never fails because of it.
"""

import logging
import time
import traceback
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article
from articles.models.read_receipt import Kind
from articles.readership import receipts
from articles.readership.crawlers import is_robot
from articles.readership.days import day_of
from articles.readership.journal import of_this_host
from articles.readership.records import LIST, Record, microseconds
from articles.readership.visitors import keys_of

log = logging.getLogger(__name__)

# What browsers send with a page they fetch before anybody asked for it. Newer ones add to the
# word ("prefetch;prerender"), so only its beginning is compared.
_FETCHED_AHEAD = {
    "HTTP_SEC_PURPOSE": ("prefetch",),
    "HTTP_PURPOSE": ("prefetch", "preview", "instant"),
    "HTTP_X_PURPOSE": ("prefetch", "preview", "instant"),
    "HTTP_X_MOZ": ("prefetch",),
}
_SILENT_SECONDS = 60  # between two lines of the log that say the same


def count_read(request: HttpRequest, article: Article, *, now: datetime | None = None) -> bool:
    """Count that this request is shown a story; return whether the visit was kept.

    Call it once the canonical page of the story is certain. Whether it is a new read is decided
    when the journal is applied, about a second later. Never raises.
    """
    now = now or timezone.now()
    return article.is_public(now) and count_shown(request, article.pk, now=now)


def count_visitor(request: HttpRequest, *, now: datetime | None = None) -> bool:
    """Count the visitor who is shown a list or the front page; return whether that was kept."""
    return count_shown(request, None, now=now)


def count_shown(
    request: HttpRequest, article_id: int | None, *, now: datetime | None = None
) -> bool:
    """Do as `count_read` for a story that is known to be public, or as `count_visitor` for None.

    Where the scripts of pages report their reads, pages themselves count nothing.
    """
    now = now or timezone.now()
    try:
        if request.method != "GET" or settings.READS_MODE == "beacon":
            return False  # Django answers HEAD with the same view; a script reports its read itself
        if kind := turned_away(request):
            receipts.note(kind, now=now)
            return False
        return keep(request, article_id, now=now)
    except Exception as error:
        _complain(error)
        return False


def turned_away(request: HttpRequest) -> Kind | None:
    """Say why this is no person reading; None when it is one."""
    if is_fetched_ahead(request):
        return Kind.PREFETCH
    if is_robot(request.META.get("HTTP_USER_AGENT", "")):
        return Kind.ROBOT
    return Kind.STAFF if works_here(request) else None


def keep(
    request: HttpRequest, article_id: int | None, *, now: datetime, is_beacon: bool = False
) -> bool:
    """Write a person's visit down; return whether that was possible. Never raises.

    When this says yes, the visit survives the death of every process. The same visit may be kept
    any number of times and counts once.
    """
    try:
        day = day_of(now)
        keys = keys_of(request, day=day)
        story = LIST if article_id is None else article_id
        record = Record(story, keys.visitor, keys.address, day, microseconds(now), is_beacon)
        of_this_host().append(record)
        if getattr(request, "unknown_proxy", False):
            receipts.note(Kind.PROXY, now=now)
        return True
    except Exception as error:
        receipts.note(Kind.NOT_KEPT, now=now)
        _complain(error)
        return False


def is_fetched_ahead(request: HttpRequest) -> bool:
    """Say whether a browser fetches this before anybody asked for it."""
    meta = request.META
    for header, words in _FETCHED_AHEAD.items():  # a loop: this stands before every page
        if header in meta and meta[header].strip().lower().startswith(words):
            return True
    return False


def works_here(request: HttpRequest) -> bool:
    """Say whether somebody signed in is asking; readers without a session cost no query for it.

    Looking at `request.user` opens the session, and that marks the answer `Vary: Cookie`. A
    reader has no session cookie, so nothing is opened, and most send no cookie at all.
    """
    return (
        "HTTP_COOKIE" in request.META
        and settings.SESSION_COOKIE_NAME in request.COOKIES
        and request.user.is_authenticated
    )


class _Complaints:
    """Says in the log that visits are not kept: once a minute, and how many since the last time."""

    def __init__(self) -> None:
        self._unsaid = 0
        self._next = 0.0

    def add(self, reason: str) -> None:
        self._unsaid += 1
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _SILENT_SECONDS
        log.error("%d visits could not be counted, the last one: %s", self._unsaid, reason)
        self._unsaid = 0


_complaints = _Complaints()


def _complain(error: Exception) -> None:
    # The text of an error may quote what it stumbled over, an address or a browser's name.
    last = traceback.extract_tb(error.__traceback__)[-1]
    cause = f" ({type(error.__cause__).__name__})" if error.__cause__ else ""
    _complaints.add(f"{type(error).__name__}{cause} in {last.name}, line {last.lineno}")
