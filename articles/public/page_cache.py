"""Serves readers' pages as they were rendered, with the numbers of this second.

A page is rendered once in each process and edition, with open places where numbers stand, and kept
with all that is said with it. Whoever asks next is given the same bytes with the places filled.
Colleagues and everything that is no page for readers go past. Whatever fails in here costs time
and nothing else: the page is then rendered as if there were no cache.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.urls import Resolver404, resolve
from django.utils import timezone

from articles.public import pulse
from articles.public.answers import Forms, answer_with
from articles.public.documents import unless_had
from articles.public.freshness import unless_unchanged
from articles.public.kept_pages import MOST_OF_A_PAGE, Address, KeptPage
from articles.public.live_numbers import LiveReads, Shared, Values, places_of_story
from articles.public.places import MARK, Places
from articles.public.pulse import State
from articles.public.readers import BEACON, Keeping, known_query
from articles.public.ready_pages import CutPage
from articles.public.seldom import Seldom
from articles.readership.counting import count_shown

LONGEST_PATH = 500  # characters; longer ones are none of ours
PATIENCE = 10.0  # seconds to wait for somebody else's rendering of the same page
_OF_ONE_ANSWER = {"content-length", "content-encoding", "etag", "last-modified", "date"}
_MARK = MARK.encode()
# In the environment of a request: this cache, the page it answered with as it is, and its bytes.
ANSWERED_WITH = "newsroom.answered_with"

_complaints = Seldom(logging.getLogger(__name__), "Pages are rendered for every reader: %s")


class PageCacheMiddleware:
    """Stands before everything that a page for readers does not need."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._compress = GZipMiddleware(get_response)
        self._shared = Shared()
        self._reads = LiveReads()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = asked_for(request)
        if asked is None:
            return self.get_response(request)
        now = timezone.now()
        try:
            state = pulse.of(request, now)
        except Error:
            return self.get_response(request)  # the view will say that the database is away
        address, keeping = asked
        served = self._tried(self._from_the_kept, request, address, state, now)
        return served or self._made_once(request, address, keeping, state, now)

    def _from_the_kept(
        self, request: HttpRequest, address: Address, state: State, now: datetime
    ) -> HttpResponse | None:
        page = state.pages.find(address, at=state.read_at)
        return self._served(request, page, state, now) if page else None

    def _served(
        self, request: HttpRequest, page: KeptPage, state: State, now: datetime
    ) -> HttpResponse:
        forms = self._filled(page, state)
        response = answer_with(request, forms)
        if response.status_code == 200:
            request.META[ANSWERED_WITH] = self, forms, response.content
        if page.is_counted and settings.READS_MODE != BEACON:
            count_shown(request, page.story, now=now)
        return response

    def at_hand(self, address: Address, state: State) -> Forms | None:
        """Return a kept page whose numbers are those of this moment, if that is certain as it is.

        Nothing is asked, made or waited for.
        """
        page = state.pages.find(address, at=state.read_at)
        if page is None or page.latest is None:
            return None
        values, reads, forms = page.latest
        if values is not self._shared.values(state):
            return None
        return forms if page.story is None or self._reads.at_hand(page.story) == reads else None

    def _filled(self, page: KeptPage, state: State) -> Forms:
        """Return the page with the numbers of this moment, made anew only when one has changed."""
        values = self._shared.values(state)
        reads = None if page.story is None else self._reads.of(page.story, page.reads)
        latest = page.latest
        if latest is None or latest[0] is not values or latest[1] != reads:
            forms = Forms(page, page.cut.filled(_values(values, reads)))
            page.latest = latest = (values, reads, forms)
        return latest[2]

    def _made_once(
        self,
        request: HttpRequest,
        address: Address,
        keeping: Keeping,
        state: State,
        now: datetime,
    ) -> HttpResponse:
        """Render the page, or wait for whoever renders the same one."""
        flight, is_mine = self._tried(state.pages.board, address, otherwise=(None, True))
        if not is_mine:
            page = flight.wait(PATIENCE)
            served = page and self._tried(self._served, request, page, state, now)
            return served or self._made(request, keeping, state, now)[0]
        page = None
        try:
            response, page = self._made(request, keeping, state, now)
            if page is not None:
                self._tried(state.pages.keep, address, page)
            return response
        finally:
            if flight is not None:
                self._tried(state.pages.land, address, flight, page)

    def _made(
        self, request: HttpRequest, keeping: Keeping, state: State, now: datetime
    ) -> tuple[HttpResponse, KeptPage | None]:
        """Render the page with open places; return the answer, and the page if it can be kept."""
        request.places = Places()
        accepted = request.META.pop("HTTP_ACCEPT_ENCODING", None)  # compressed here, not below
        try:
            response = self.get_response(request)
        finally:
            if accepted is not None:
                request.META["HTTP_ACCEPT_ENCODING"] = accepted
        if response.streaming:
            return response, None
        made = self._tried(self._with_numbers, request, response, keeping, state, now)
        if made is not None:
            return made
        request.places = None  # no place may be seen by a reader
        return self.get_response(request), None

    def _with_numbers(
        self,
        request: HttpRequest,
        response: HttpResponse,
        keeping: Keeping,
        state: State,
        now: datetime,
    ) -> tuple[HttpResponse, KeptPage | None]:
        places, cut = request.places, CutPage(response.content, _MARK)
        if places.story is not None:
            self._reads.note(places.story, places.reads)
        if may_be_kept(response, now):
            page = _kept(cut, response, keeping, places, state)
            return answer_with(request, self._filled(page, state)), page
        if cut.places:
            values = _values(self._shared.values(state), places.reads)
            response.content = cut.filled(values).plain
            response["Content-Length"] = str(len(response.content))
        if response.status_code == 200:
            unless = unless_unchanged if keeping.is_counted else unless_had
            response = unless(request, response)
        return self._compress.process_response(request, response), None

    def _tried(self, deed: Callable, *args, otherwise: Any = None) -> Any:
        """Return what a deed of the cache returns; its failure is told, and costs nobody a page."""
        try:
            return deed(*args)
        except Exception as error:
            _complaints.add(error)
            return otherwise


def asked_for(request: HttpRequest) -> tuple[Address, Keeping] | None:
    """Return which page is asked for, and how it is kept; None where that is none of ours."""
    path = request.path_info
    if not settings.PAGE_CACHE or request.method not in ("GET", "HEAD") or request.path != path:
        return None
    keeping = keeping_of(path)
    if keeping is None:
        return None
    try:
        request.get_host()
        if "HTTP_COOKIE" in request.META and settings.SESSION_COOKIE_NAME in request.COOKIES:
            return None
        if not keeping.knows or not request.META.get("QUERY_STRING"):
            return (path, ""), keeping
        return (path, known_query(request.GET, keeping.knows)), keeping
    except SuspiciousOperation:
        return None  # it is refused further down


@lru_cache(maxsize=4096)
def keeping_of(path: str) -> Keeping | None:
    """Return how the pages at an address are kept; None where they are not."""
    if len(path) > LONGEST_PATH:
        return None
    try:
        return getattr(resolve(path).func, "keeping", None)
    except Resolver404:
        return None


def may_be_kept(response: HttpResponse, since: datetime) -> bool:
    """Say whether an answer is a page for everybody; none is kept if the clock went back."""
    return (
        response.status_code == 200
        and not response.cookies
        and "cookie" not in response.get("Vary", "").lower()
        and "no-store" not in response.get("Cache-Control", "")
        and not getattr(response, "is_of_the_moment", False)
        and len(response.content) <= MOST_OF_A_PAGE
        and timezone.now() >= since
    )


def _kept(
    cut: CutPage, response: HttpResponse, keeping: Keeping, places: Places, state: State
) -> KeptPage:
    said = {name: value for name, value in response.items() if name.lower() not in _OF_ONE_ANSWER}
    changed_at = state.changed_at
    if not keeping.is_counted:  # a document for programs says itself when it changed
        changed_at = getattr(response, "changed_at", None)
    return KeptPage(
        cut=cut,
        headers=said,
        seconds=int(changed_at.timestamp()) if changed_at else None,
        is_counted=keeping.is_counted,
        story=places.story,
        reads=places.reads,
        only_at=None if keeping.is_lasting else state.read_at,
        size=len(response.content),
    )


def _values(shared: Values, reads: int | None) -> Values:
    return shared if reads is None else {**shared, **places_of_story(reads)}
