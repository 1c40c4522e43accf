"""What a server process does for the counter beside answering pages, twice a second.

It applies the journal of its machine unless another process does, writes down what its own pages
turned away, fetches the salts of today and tomorrow, and forgets what is to be forgotten. While
the database is away it does nothing and tries again; nothing is lost by waiting.
"""

import logging
import time

from django.conf import settings
from django.db import Error, connections
from django.utils import timezone

from articles.readership import receipts, salts
from articles.readership.applying import Applier
from articles.readership.days import day_of
from articles.readership.forgetting import forget_in_passing

log = logging.getLogger(__name__)

_SALTS_SECONDS = 60
_RECEIPTS_SECONDS = 2
_PAUSE_SECONDS = 1.0  # after the database refused
_SILENT_SECONDS = 60  # between two lines of the log that say so


class KeepingUp:
    """One process's share of the work, a turn at a time; belongs to one thread."""

    def __init__(self) -> None:
        self._applier = Applier(settings.READS_JOURNAL_DIR, using=settings.READS_DATABASE)
        self._next_turn = self._next_salts = self._next_receipts = self._next_complaint = 0.0
        self._is_failing = False

    def turn(self) -> None:
        """Do what is due. Never raises for a database that is away."""
        if time.monotonic() < self._next_turn:
            return
        connection = connections[settings.READS_DATABASE]
        try:
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
            self._work()
        except (Error, OSError) as error:
            connection.close()
            self._next_turn = time.monotonic() + _PAUSE_SECONDS
            self._complain(error)
            return
        if self._is_failing:
            self._is_failing = False
            log.warning("The journal of reads is applied again.")

    def let_go(self) -> None:
        """Let another process apply the journal from now on."""
        self._applier.let_go()

    def _work(self) -> None:
        using, now = settings.READS_DATABASE, timezone.now()
        self._applier.apply(now=now)
        if time.monotonic() >= self._next_salts:
            salts.fetch_ahead(day_of(now), using=using)
            self._next_salts = time.monotonic() + _SALTS_SECONDS
        if time.monotonic() >= self._next_receipts:
            receipts.flush(connections[using])
            self._next_receipts = time.monotonic() + _RECEIPTS_SECONDS
        if self._applier.is_mine():
            forget_in_passing(day_of(now), using=using)

    def _complain(self, error: Exception) -> None:
        self._is_failing = True
        if time.monotonic() >= self._next_complaint:
            self._next_complaint = time.monotonic() + _SILENT_SECONDS
            log.error(
                "The journal of reads is not applied at the moment and waits on disk: %s.",
                type(error).__name__,
            )
