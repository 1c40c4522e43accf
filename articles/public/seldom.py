"""Telling the log of something that may go wrong with every page: once a minute is enough."""

import logging
from time import monotonic

SILENCE = 60.0  # seconds between two lines that say the same


class Seldom:
    """One sentence for the log, with a place for the error."""

    def __init__(self, log: logging.Logger, sentence: str) -> None:
        self._log, self._sentence = log, sentence
        self._silent_until = 0.0

    def add(self, error: Exception) -> None:
        """Write it into the log unless it was written within the last minute."""
        if monotonic() >= self._silent_until:
            self._silent_until = monotonic() + SILENCE
            self._log.error(self._sentence, error, exc_info=error)
