"""Who a visitor is: a key that means one person for one day and nothing afterwards.

The key is an HMAC of address, browser and language under a random salt of that day, which is
deleted with the keys it made. No address and no user agent is stored or logged anywhere here.
"""

import hashlib
import hmac
import secrets
import threading
import time
from datetime import date

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest

from accounts.client_address import network_key, of_request
from articles.readership.attempts import attempt
from articles.readership.crawlers import LONGEST_USER_AGENT
from articles.readership.statements import salts

_LONGEST_LANGUAGE = 64
_KEY_BYTES = 16
_SALT_BYTES = 32
# Salts are looked up again after this, so that a process that kept running while the database
# was restored from a backup does not count under a salt nobody else has.
_KEEP_SALT_SECONDS = 60

_known: dict[date, tuple[bytes, float]] = {}
_known_lock = threading.Lock()


def key_of(request: HttpRequest, *, day: date) -> bytes:
    """Return the 16 bytes that stand for this request's visitor on this day.

    An IPv6 visitor is his /64, an IPv4 address written in IPv6 is itself.
    """
    parts = (
        network_key(of_request(request)),
        request.META.get("HTTP_USER_AGENT", "")[:LONGEST_USER_AGENT],
        request.META.get("HTTP_ACCEPT_LANGUAGE", "")[:_LONGEST_LANGUAGE],
    )
    # A header may carry half a surrogate pair; it is a key, so any bytes will do.
    message = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hmac.new(salt_of(day), message, hashlib.sha256).digest()[:_KEY_BYTES]


def salt_of(day: date) -> bytes:
    """Return the day's salt, making it when this is the first process to ask."""
    salt, looked_up = _known.get(day, (b"", 0.0))
    if salt and time.monotonic() - looked_up < _KEEP_SALT_SECONDS:
        return salt
    salt = attempt(lambda connection: _stored_salt(connection, day), using=settings.READS_DATABASE)
    with _known_lock:
        for other in [other for other in _known if abs((other - day).days) > 1]:
            del _known[other]  # a salt is to be forgotten in memory too
        _known[day] = (salt, time.monotonic())
    return salt


def forget_salts() -> None:
    """Forget the salts this process remembers; the next request asks the database again."""
    with _known_lock:
        _known.clear()


def _stored_salt(connection: BaseDatabaseWrapper, day: date) -> bytes:
    stored_day = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        salt = salts.find_salt(cursor, stored_day)
        if salt is None:
            salts.offer_salt(cursor, stored_day, secrets.token_bytes(_SALT_BYTES))
            salt = salts.find_salt(cursor, stored_day)
    return salt
