"""How long pages go on trying to count when counting does not work.

A locked database costs each page up to 300 ms before it gives up. After three failures in a row
this process asks only once a second, so that pages stay fast while it lasts; what is answered
in between is not counted, and the log says how many pages that were.
"""

import logging
import threading
import time

log = logging.getLogger(__name__)

FAILURES_IN_A_ROW = 3
PAUSE_SECONDS = 1.0


class Patience:
    """Remembers, for one process, whether counting works at the moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._uncounted = 0
        self._next_try = 0.0

    def may_try(self) -> bool:
        """Say whether this page should try to count; during a pause one page a second may."""
        if self._failures < FAILURES_IN_A_ROW:
            return True
        with self._lock:
            now = time.monotonic()
            if now >= self._next_try:
                self._next_try = now + PAUSE_SECONDS
                return True
            self._uncounted += 1
            return False

    def succeeded(self) -> None:
        """End the pause; called after every visit that was kept."""
        if not self._failures:
            return
        with self._lock:
            uncounted, self._failures, self._uncounted = self._uncounted, 0, 0
        log.warning("Counting works again; %d pages were shown without being counted.", uncounted)

    def failed(self, reason: str) -> None:
        """Note a failure. `reason` goes to the log and must say nothing about the visitor."""
        with self._lock:
            self._failures += 1
            self._uncounted += 1
            self._next_try = time.monotonic() + PAUSE_SECONDS
        log.error("A visit could not be counted: %s", reason)
