"""How an old address is written down, so that each spelling of it finds the same story.

PURE. A reader's browser, a newspaper's print and a table from the old system spell one address in
several ways: with or without the host, with a slash at the end, percent-encoded or not, its
parameters in another order and with those of an advertisement behind them.
"""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

MOST_CHARACTERS = 1000  # of an address as it is stored, all of them ASCII
_MOST_PARAMETERS = 50
# What advertisements, social networks and newsletters hang on; it never chose a story.
_TRACKING = re.compile(r"(?:utm_.*|fbclid|gclid|dclid|msclkid|igsh(?:id)?|mc_[ce]id|_ga|_gl)\Z")
_SAFE = "/-._~!$&'()*+,;=:@"
# Addresses of ours that no story of another site can be asked for at.
_OURS = re.compile(r"/(?:admin|static|media|baca|livez|readyz|pratinjau)(?:[/.]|\Z)")


class NotAnAddress(ValueError):
    """There is no path in it, or more than an address has room for."""


def normal(address: str) -> str:
    """Return the one form of an old address: its path, and its parameters in order.

    Takes a whole address (`https://lama.go.id/index.php?id=7`) or what follows the host. Raises
    NotAnAddress.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError as error:
        raise NotAnAddress(address) from error
    path = parts.path
    if not parts.netloc and not path.startswith("/"):
        path = f"/{path}"
    found = forms(path, parts.query)
    if not found or found[-1] == "/":  # the front page answers there, whatever stands behind it
        raise NotAnAddress(address)
    return found[0]


def forms(path: str, query: str) -> list[str]:
    """Return what an asked-for address may be stored as: with its parameters, then without.

    Both parts as they came over the line or decoded; empty when it is too long to be stored.
    """
    readable = unquote(path, errors="surrogateescape")
    if not readable.startswith("/") or "\0" in readable:
        return []
    written = quote(re.sub(r"/{2,}", "/", readable), safe=_SAFE, errors="surrogateescape")
    written = written.rstrip("/") or "/"
    parameters = _parameters(query)
    both = [f"{written}?{parameters}", written] if parameters else [written]
    return [form for form in both if len(form) <= MOST_CHARACTERS]


def is_ours(path: str) -> bool:
    """Say whether a path belongs to this system: the desk, its files, the counting."""
    return bool(_OURS.match(path))


def _parameters(query: str) -> str:
    try:
        pairs = parse_qsl(
            query,
            keep_blank_values=True,
            errors="surrogateescape",
            max_num_fields=_MOST_PARAMETERS,
        )
    except ValueError:
        return ""  # nobody's story stood behind fifty parameters
    kept = sorted((name, value) for name, value in pairs if not _TRACKING.match(name))
    return urlencode(kept, errors="surrogateescape")
