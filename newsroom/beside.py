"""Work beside the pages: one quiet thread in every server process, however the server is started.

It begins with the application, not with its first request, and lives where the process lives: a
server that loads the application before it forks (`gunicorn --preload`) gets a thread in each of
its workers too. A fork waits until the thread rests, so that nobody is copied in the middle.
"""

import atexit
import logging
import os
import threading
from collections.abc import Callable
from typing import Protocol

from django.db import connections

from newsroom.outage import sqlite_file_is_missing

log = logging.getLogger(__name__)

_EVERY_SECONDS = 0.5
_STOP_SECONDS = 2.0


class Work(Protocol):
    """Something to do again and again, a short turn at a time."""

    def turn(self) -> None: ...

    def let_go(self) -> None: ...


class Beside:
    """Takes turns at some work until the process ends; made once for each process."""

    def __init__(self, make_work: Callable[[], Work]) -> None:
        self._make_work = make_work
        self._work: Work | None = None
        os.register_at_fork(
            before=self._rest, after_in_parent=self._go_on, after_in_child=self._begin_anew
        )
        atexit.register(self.stop)
        self._begin()

    def stop(self) -> None:
        """End after the turn that is being taken; wait for that, but not for ever."""
        self._stopped.set()
        self._thread.join(_STOP_SECONDS)

    def _begin(self) -> None:
        self._resting = threading.Lock()
        self._stopped = threading.Event()
        self._work = self._make_work()
        self._thread = threading.Thread(target=self._run, name="beside the pages", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        stopped, resting, work = self._stopped, self._resting, self._work
        while True:
            with resting:
                if stopped.is_set():
                    break
                try:
                    if not sqlite_file_is_missing():
                        work.turn()
                except Exception:
                    log.exception("The work beside the pages failed; it is tried again.")
                    connections.close_all()
            if stopped.wait(_EVERY_SECONDS):
                break
        work.let_go()
        connections.close_all()

    def _rest(self) -> None:
        self._resting.acquire()

    def _go_on(self) -> None:
        self._resting.release()

    def _begin_anew(self) -> None:
        self._work.let_go()  # what the first process holds is its own
        self._begin()
