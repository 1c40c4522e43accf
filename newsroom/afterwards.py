"""Does what is due after an answer has left, so that a small server needs no timer of its own.

It stands around the whole application (`newsroom.wsgi`). Whoever asked has his answer already: a
thread of its own does the work, one at a time in each process, at most once a minute, and at once
after something was sent to the desk, so that its letters leave. A dead mail server holds up nobody.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator

from django.db import connections

from articles.editorial import due

log = logging.getLogger(__name__)

EVERY_SECONDS = 60
DESK = "/admin/"

Application = Callable[[dict, Callable], Iterable[bytes]]


class DueAfterAnswers:
    """The application, followed by what is due."""

    def __init__(self, application: Application, work: Callable[[], object] = due.run) -> None:
        self._application = application
        self._work = work
        self._busy = threading.Lock()
        self._again = False
        self._next = time.monotonic() + EVERY_SECONDS

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        sent = environ.get("REQUEST_METHOD") == "POST"
        at_once = sent and environ.get("PATH_INFO", "").startswith(DESK)
        answer = self._application(environ, start_response)
        wrapper = environ.get("wsgi.file_wrapper")
        if isinstance(wrapper, type) and isinstance(answer, wrapper):
            return answer  # a file, which the server hands over to the system as it is
        return Followed(answer, lambda: self.follow(at_once))

    def follow(self, at_once: bool) -> None:
        """Begin the work unless it is too early; whoever is at it already does it once more."""
        if not at_once and time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY_SECONDS
        if not self._busy.acquire(blocking=False):
            self._again = True
            return
        threading.Thread(target=self._run, name="due", daemon=True).start()

    def _run(self) -> None:
        self._again = False
        try:
            self._work()
        except Exception:
            log.exception("What is due could not be done; it is tried again in a minute.")
        finally:
            connections.close_all()
            self._busy.release()
        if self._again:
            self.follow(at_once=True)


class Followed:
    """An answer that says when it has left; the server calls `close` then."""

    def __init__(self, answer: Iterable[bytes], then: Callable[[], None]) -> None:
        self._answer = answer
        self._then = then

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._answer)

    def close(self) -> None:
        try:
            if hasattr(self._answer, "close"):
                self._answer.close()
        finally:
            self._then()
