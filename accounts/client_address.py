"""Who is really calling: the rightmost address that is not one of our own proxies.

Everything left of that address in X-Forwarded-For was written by the caller, so it is never
believed. Pure: the trusted networks are passed in (`TRUSTED_PROXIES`).
"""

import ipaddress
from collections.abc import Iterable
from functools import lru_cache
from socket import AF_INET, inet_pton
from typing import Protocol

UNIX = "unix"  # a trusted peer on a unix socket: it has no address at all
MOST_HOPS = 20
_LONGEST = 60  # an IPv6 address with brackets, scope and port is shorter

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Request(Protocol):
    """What is read of a request."""

    META: dict


def of_request(request: Request) -> str:
    """Return the caller's address as the first middleware found it (`accounts.proxies`).

    A request that never passed it (one made by hand) is known by its peer alone: no header is
    believed. An empty string means that nobody can say.
    """
    found = getattr(request, "client_address", None)
    if found is not None:
        return found
    return address_of(request.META.get("REMOTE_ADDR", ""), "", ())


def address_of(remote_addr: str, forwarded_for: str, trusted: Iterable[str]) -> str:
    """Return the address of the caller, or an empty string when there is none.

    `remote_addr` is the peer of the connection, `forwarded_for` the X-Forwarded-For header
    (repeated headers joined by commas), `trusted` our proxies as networks, or "unix" for a peer
    without an address. Walks from right to left over at most 20 hops; the first address that is
    not trusted is the caller, a word that is no address ends the walk at the last good one, and
    when all are trusted it is the leftmost. IPv4 written as IPv6 comes back as IPv4.
    """
    trusted = tuple(trusted)
    caller = _parse(remote_addr)
    if not is_trusted(remote_addr, trusted):
        return str(caller or "")
    for hop in reversed(forwarded_for.split(",")[-MOST_HOPS:]):
        address = _parse(hop)
        if address is None:
            break
        caller = address
        if not _lies_in(address, trusted):
            break
    return str(caller or "")


def is_trusted(remote_addr: str, trusted: Iterable[str]) -> bool:
    """Say whether the peer of a connection is one of our proxies, and its headers count."""
    trusted = tuple(trusted)
    if not remote_addr:
        return UNIX in trusted
    address = _parse(remote_addr)
    return address is not None and _lies_in(address, trusted)


def is_near(remote_addr: str) -> bool:
    """Say whether a peer stands in a private network or on this machine, as our own proxies do."""
    address = _parse(remote_addr)
    return address is None or address.is_private


def network_key(address: str) -> str:
    """Return what stands for one household or phone: an IPv4 address, or the /64 of an IPv6 one.

    A line with IPv6 owns 2^64 addresses; without this each of them would be somebody else.
    """
    parsed = _parse(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed or "")


def _lies_in(address: Address, trusted: tuple[str, ...]) -> bool:
    return any(address in network for network in _networks(trusted))


@lru_cache(maxsize=16)
def _networks(trusted: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(item, strict=False) for item in trusted if item != UNIX)


def _parse(hop: str) -> Address | None:
    """Read one hop: with or without port, brackets and scope; None for anything else."""
    hop = hop.strip()
    return _parsed(hop) if len(hop) <= _LONGEST else None


@lru_cache(maxsize=32)  # one request asks for its few addresses several times over
def _parsed(hop: str) -> Address | None:
    try:
        return ipaddress.IPv4Address(inet_pton(AF_INET, hop))  # most are, and this is quickest
    except (OSError, ValueError):
        return _read(hop)


def _read(hop: str) -> Address | None:
    if hop.startswith("["):
        hop, closed, port = hop[1:].partition("]")
        if not closed or (port and not _is_port(port)):
            return None
    elif hop.count(":") == 1:
        hop, _, port = hop.partition(":")
        if not _is_port(":" + port):
            return None
    try:
        address = ipaddress.ip_address(hop.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_port(text: str) -> bool:
    return text.startswith(":") and text[1:].isascii() and text[1:].isdigit()
