"""How many reports a minute one address may send to one process.

It keeps a flood away from the database; whatever several processes let through is held to the same
number where it is counted (`judging`). Addresses are known in here by a key of this process alone,
for one minute.
"""

import hashlib
import logging
import os
import secrets
import threading
import time

from django.http import HttpRequest

from accounts.client_address import network_key, of_request

log = logging.getLogger(__name__)

_MINUTE = 60
_MOST_ADDRESSES = 100_000  # in a minute; beyond that the count begins anew


class Pace:
    """Counts what arrives in the minute that is running, by address."""

    def __init__(self) -> None:
        self._begin_anew()
        os.register_at_fork(after_in_child=self._begin_anew)

    def _begin_anew(self) -> None:
        self._lock = threading.Lock()
        self._key = secrets.token_bytes(16)
        self._minute = 0
        self._arrived: dict[bytes, int] = {}
        self._turned_away = 0

    def allows(self, request: HttpRequest, *, most: int) -> bool:
        """Say whether this address may send one more in this minute."""
        network = network_key(of_request(request)).encode()
        address = hashlib.blake2b(network, key=self._key, digest_size=16).digest()
        with self._lock:
            self._turn_the_minute()
            arrived = self._arrived.get(address, 0) + 1
            self._arrived[address] = arrived
            if arrived > most:
                self._turned_away += 1
            return arrived <= most

    def _turn_the_minute(self) -> None:
        minute = int(time.monotonic()) // _MINUTE
        if minute == self._minute and len(self._arrived) < _MOST_ADDRESSES:
            return
        if self._turned_away:
            log.warning(
                "%d reports of reads came too fast from single addresses and were not counted.",
                self._turned_away,
            )
        self._minute, self._arrived, self._turned_away = minute, {}, 0
