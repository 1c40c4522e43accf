"""Addresses that stories had before: looked up only when nothing else answers.

An address that leads nowhere is noted for the desk: how often and when, never by whom. Noting is
bounded in rows and in writes a second, and a database that does not take it costs nobody a page.
"""

import logging
import re
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone

from articles.models import LegacyUrl, MissingAddress
from articles.old_addresses import forms, is_ours
from articles.public.readers import say_who_may_keep
from articles.public.stories import once_public

log = logging.getLogger(__name__)

MOST_NOTED = 1000  # addresses; the one asked for least gives way
WRITES_A_SECOND = 5  # by one process: a flood of made-up addresses is not worth more
# What burglars try on every site: no reader misses it.
_TRIED_BY_BURGLARS = re.compile(
    r"/(?:\.|wp-(?:admin|includes|content|login|json)|xmlrpc|cgi-bin|vendor/|phpmyadmin|actuator"
    r"|api/|\w*shell)|\.(?:env|git|sql|bak|ini|log|ya?ml|zip|gz|map|asp[x]?)\Z",
    re.IGNORECASE,
)


class LegacyAddressMiddleware:
    """Leads from an address that a story had to the one it has; stands next to the views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        if is_ours(request.path):
            return response
        try:
            return _led_on(request, timezone.now()) or response
        except DatabaseError as error:
            log.warning("An old address could not be looked up or noted: %s", type(error).__name__)
            return response


def _led_on(request: HttpRequest, now: datetime) -> HttpResponse | None:
    asked = forms(request.path, request.META.get("QUERY_STRING", ""))
    story = _story_at(asked, now)
    if story is not None:
        return say_who_may_keep(request, HttpResponsePermanentRedirect(story.get_absolute_url()))
    if asked and request.method == "GET":
        note(asked[0], now=now)
    return None


def _story_at(asked: list[str], now: datetime):
    """Return the story an address was given to, the one with the parameters first."""
    leads = dict(LegacyUrl.objects.filter(address__in=asked).values_list("address", "article"))
    for form in asked:
        if form in leads:
            return once_public(now).filter(pk=leads[form]).first()
    return None


class _Budget:
    """So many writes in each second, for one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._second = 0
        self._spent = 0

    def spend(self) -> bool:
        with self._lock:
            second = int(time.monotonic())
            if second != self._second:
                self._second, self._spent = second, 0
            self._spent += 1
            return self._spent <= WRITES_A_SECOND


_budget = _Budget()


def note(address: str, *, now: datetime) -> None:
    """Note that an address was asked for in vain. Raises DatabaseError."""
    if _TRIED_BY_BURGLARS.search(address) or not _budget.spend():
        return
    using = settings.READS_DATABASE  # where waiting for a lock is short
    rows = MissingAddress.objects.using(using)
    with transaction.atomic(using=using):
        known = rows.filter(address=address)
        if known.update(times=F("times") + 1, last_asked_at=now):
            return
        seldom = rows.order_by("times", "last_asked_at").values_list("pk", flat=True)
        surplus = rows.count() - MOST_NOTED + 1
        if surplus > 0:
            rows.filter(pk__in=list(seldom[:surplus])).delete()
        new = MissingAddress(address=address, first_asked_at=now, last_asked_at=now)
        rows.bulk_create([new], ignore_conflicts=True)
