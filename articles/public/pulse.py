"""What the newspaper looks like at this moment, asked of the database at most twice a second.

`current(now)` returns a `State`: which edition it is, when the clock changes something next, what
is read most, how many visitors there were. A process reads it when the one it has is half a second
old; nobody is given one that is older than a second, nor one from before a story became due. While
the database is away the last good state serves for ten minutes, and then the error goes through.

A state also remembers what pages share (the frame, the newest stories, rendered parts) for as long
as nothing changes: `state.remember("frame", lambda: frame(now))`. What shows numbers or the most
read stories through the tags of `live` must not be remembered as text: it holds places for them.

Numbers of editions are compared for equality only: a restored backup counts backwards.
"""

import logging
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest
from django.utils import translation

from articles.public.kept_pages import KeptPages
from articles.public.remembering import Remembered
from articles.public.turning_points import clock_at
from articles.readership.popularity import MostRead, most_read
from articles.readership.statistics import Visitors, visitors

log = logging.getLogger(__name__)

ASKED_AGAIN = 0.5  # seconds after which the database is asked again
OLDEST = 1.0  # seconds; nobody is given an older state while the database answers
LAST_GOOD = 600.0  # seconds for which the last state serves while the database is away
PATIENCE = 2.0  # seconds that a page waits for another page's question
PAUSE = 4  # a failed question is not repeated before four times as long as it took


@dataclass(frozen=True, eq=False)
class State:
    """The newspaper at one moment. Two states with equal `key` show the same, but for numbers."""

    key: tuple  # changes when anything changes that pages show, the most read stories included
    edition: tuple  # the same without the most read stories
    changed_at: datetime  # when something readers see last changed, by hand or by the clock
    next_at: datetime  # when the clock changes something next
    popular: MostRead
    visitors: Visitors
    read_at: float  # on the monotonic clock, before the database was asked
    memory: Remembered = field(default_factory=Remembered, repr=False)
    pages: KeptPages = field(default_factory=KeptPages, repr=False)  # of this edition

    def remember(self, name: Hashable, make: Callable[[], Any]) -> Any:
        """Return what `make` returns, calling it once for as long as nothing changes.

        It is made in the language of the site, whoever asks for it first.
        """
        return self.memory.get(name, lambda: _in_the_language_of_the_site(make))


def current(now: datetime) -> State:
    """Return the state of the newspaper; one question to the database at most twice a second."""
    if not settings.PAGE_CACHE:
        return _read(now)
    return _pulse.current(now)


def at_hand(now: datetime) -> State | None:
    """Return the state if it is so new that nobody has to be asked or waited for."""
    return _pulse.at_hand(now)


def of(request: HttpRequest, now: datetime) -> State:
    """Return the state that this request is answered from, the same however often it is asked."""
    if not hasattr(request, "state_of_the_paper"):
        request.state_of_the_paper = current(now)
    return request.state_of_the_paper


def forget() -> None:
    """Forget the state, so that the next page asks the database."""
    _pulse.forget()


class _Pulse:
    """The state this process knows, and who is asking for the next one."""

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self.forget()

    def forget(self) -> None:
        self._state: State | None = None
        self._next_try = 0.0

    def at_hand(self, now: datetime) -> State | None:
        state = self._state
        if state is None or now >= state.next_at:
            return None
        return state if monotonic() - state.read_at < ASKED_AGAIN else None

    def current(self, now: datetime) -> State:
        state, clock = self._state, monotonic()
        if state is not None:
            age = clock - state.read_at
            if now < state.next_at and age < ASKED_AGAIN:
                return state
            if self._may_wait_for_better_times(state, clock):
                return state
            may_be_used = now < state.next_at and age < OLDEST
            if not self._asking.acquire(timeout=0 if may_be_used else PATIENCE):
                return state  # somebody is asking, or has been for so long that this is an outage
        else:
            self._asking.acquire()
        try:
            return self._asked(now, came_at=clock)
        finally:
            self._asking.release()

    def _may_wait_for_better_times(self, state: State, clock: float) -> bool:
        """Say whether the database was away a moment ago and the last state is still good."""
        return clock < self._next_try and clock - state.read_at < LAST_GOOD

    def _asked(self, now: datetime, *, came_at: float) -> State:
        """Ask the database, unless somebody did just before, while this page waited."""
        state = self._state
        if state and now < state.next_at and came_at - state.read_at < ASKED_AGAIN:
            return state
        begun = monotonic()
        try:
            state = _read(now, before=self._state)
        except Error as error:
            return self._last_good(error, begun)
        if self._next_try:
            log.warning("The database answers again; pages are as new as it is.")
        self._next_try = 0.0
        self._state = state
        return state

    def _last_good(self, error: Error, begun: float) -> State:
        clock, state = monotonic(), self._state
        if state is None or clock - state.read_at >= LAST_GOOD:
            raise error
        if not self._next_try:
            log.error("The database is away; pages are as they were: %s", type(error).__name__)
        self._next_try = clock + max(ASKED_AGAIN, PAUSE * (clock - begun))
        return state


_pulse = _Pulse()


def _in_the_language_of_the_site(make: Callable[[], Any]) -> Any:
    with translation.override(settings.LANGUAGE):
        return make()


def _read(now: datetime, *, before: State | None = None) -> State:
    """Ask the database for the state; what the one before remembers stays where nothing changed."""
    read_at = monotonic()
    clock = clock_at(now)
    edition = (clock.number, clock.edited_at, clock.turned_at, clock.turns_at)
    stays = before is not None and before.edition == edition
    known = before.popular.articles if stays else ()
    popular = _in_the_language_of_the_site(lambda: most_read(now=now, known=known))
    key = (*edition, popular.heading, *(story.pk for story in popular.articles))
    return State(
        key=key,
        edition=edition,
        changed_at=clock.changed_at,
        next_at=clock.turns_at,
        popular=popular,
        visitors=visitors(now=now),
        read_at=read_at,
        memory=before.memory if stays and before.key == key else Remembered(),
        pages=before.pages if stays else KeptPages(),
    )
