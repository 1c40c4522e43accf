"""Who a visitor is: a key that means one person for one day and nothing afterwards.

The key is an HMAC of address, browser and language under a random salt of that day, which is
deleted with the keys it made. No address and no user agent is stored or logged anywhere here.
"""

from datetime import date
from typing import NamedTuple

from django.http import HttpRequest

from accounts.client_address import network_key, of_request
from articles.readership.crawlers import LONGEST_USER_AGENT
from articles.readership.salts import salt_of

_LONGEST_LANGUAGE = 64
_KEY_BYTES = 16


class Keys(NamedTuple):
    """16 bytes for a visitor, and 16 for where he comes from; neither can be made of the other."""

    visitor: bytes
    address: bytes


def keys_of(request: HttpRequest, *, day: date) -> Keys:
    """Return what stands for this request's visitor and for his address on this day.

    An IPv6 visitor is his /64, an IPv4 address written in IPv6 is itself. Raises `UnknownSalt`
    when nobody can say what the salt of the day is.
    """
    salt = salt_of(day)
    address = of_request(request)
    network = network_key(address) if ":" in address else address  # found once, and written so
    agent = request.META.get("HTTP_USER_AGENT", "")[:LONGEST_USER_AGENT]
    language = request.META.get("HTTP_ACCEPT_LANGUAGE", "")[:_LONGEST_LANGUAGE]
    # A header may carry half a surrogate pair; it is a key, so any bytes will do.
    message = f"{network}\0{agent}\0{language}".encode("utf-8", "surrogatepass")
    return Keys(
        salt.visitors.of(message)[:_KEY_BYTES],
        salt.addresses.of(network.encode())[:_KEY_BYTES],
    )


def key_of(request: HttpRequest, *, day: date) -> bytes:
    """Return the 16 bytes that stand for this request's visitor on this day."""
    return keys_of(request, day=day).visitor
