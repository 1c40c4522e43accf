"""What stands in the open places of kept pages: reads, visitors, and what is read most.

Visitors and the most read stories come with the state of the newspaper. The reads of the stories
that are being asked for are looked up together, at most twice a second; while the database is
away they stay what they were.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from time import monotonic

from django.conf import settings
from django.db import Error
from django.template.loader import render_to_string
from django.utils import translation

from articles.public.pulse import ASKED_AGAIN, OLDEST, PATIENCE, State
from articles.public.ready_pages import Piece
from articles.readership.totals import reads_of
from articles.templatetags.live import MOST_READ, STATISTICS, reads_sentence

MOST_STORIES = 20_000  # whose reads are remembered
MOST_AT_ONCE = 500  # looked up together
STILL_ASKED = 2.0  # seconds after the last reader of a story in which it is looked up along

Values = Mapping[str, Piece]


class LiveReads:
    """The reads of stories, as this process knows them."""

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._next_try = 0.0
        self._known: OrderedDict[int, tuple[int, float]] = OrderedDict()  # reads, and since when
        self._asked: dict[int, float] = {}

    def note(self, story: int, reads: int) -> None:
        """Remember what a rendering has just looked up."""
        self._known[story] = (reads, monotonic())
        self._known.move_to_end(story)
        while len(self._known) > MOST_STORIES:
            self._known.popitem(last=False)

    def at_hand(self, story: int) -> int | None:
        """Return the reads of a story if they are so new that nobody has to be asked."""
        clock = monotonic()
        reads, since = self._known.get(story, (None, 0.0))
        if clock - since >= ASKED_AGAIN:
            return None
        self._asked[story] = clock
        return reads

    def of(self, story: int, otherwise: int) -> int:
        """Return the reads of a story; `otherwise` where the database never said."""
        clock = monotonic()
        self._asked[story] = clock
        reads, since = self._known.get(story, (otherwise, 0.0))
        age = clock - since
        if age < ASKED_AGAIN or clock < self._next_try:
            return reads
        if not self._asking.acquire(timeout=0 if age < OLDEST else PATIENCE):
            return reads
        try:
            reads, since = self._known.get(story, (otherwise, 0.0))
            if clock - since >= ASKED_AGAIN:
                self._look_up(story, clock)
        except Error:  # the state of the newspaper says so in the log
            self._next_try = monotonic() + OLDEST
        finally:
            self._asking.release()
        return self._known.get(story, (reads, 0.0))[0]

    def _look_up(self, story: int, clock: float) -> None:
        recent = {pk: at for pk, at in self._asked.copy().items() if clock - at < STILL_ASKED}
        self._asked = recent
        old = [pk for pk in recent if clock - self._known.get(pk, (0, 0.0))[1] >= ASKED_AGAIN]
        for pk, reads in reads_of([story, *old[-MOST_AT_ONCE:]]).items():
            self.note(pk, reads)


class Shared:
    """The places that are filled alike on every page; new only when something is."""

    def __init__(self) -> None:
        self._state: State | None = None
        self._values: dict[str, Piece] = {}

    def values(self, state: State) -> Values:
        """Return what stands in the places now; the same object for as long as it is the same."""
        if state is self._state:
            return self._values
        with translation.override(settings.LANGUAGE):
            values = {
                "statistics": _rendered(STATISTICS, {"visitors": state.visitors}),
                "most_read": state.remember(MOST_READ, lambda: _most_read(state)),
            }
        if values != self._values:
            self._values = values
        self._state = state
        return self._values


def _most_read(state: State) -> Piece:
    return _rendered(MOST_READ, {"most_read": state.popular})


def _rendered(template: str, context: dict) -> Piece:
    return Piece(render_to_string(template, context).encode())


def places_of_story(reads: int) -> Values:
    """Return what stands in the places for the reads of a story."""
    return _places_of(reads, settings.LANGUAGE)


@lru_cache(maxsize=4096)
def _places_of(reads: int, language: str) -> Values:
    with translation.override(language):
        sentence = reads_sentence(reads)
    return {"reads": Piece(str(reads).encode()), "reads_sentence": Piece(sentence.encode())}
