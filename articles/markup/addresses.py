"""Which addresses a story may link to, and which pictures its text may show.

PURE: knows nothing of settings. An address is judged the way a browser reads it, and refused
whenever two browsers might read it differently.
"""

import re
from urllib.parse import unquote, urlsplit

MAX_LENGTH = 2000
MEDIA = "/media/"
EXTERNAL_REL = "nofollow ugc noopener"

_PICTURE = re.compile(r"/media/[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*\.(?:jpe?g|png|webp)")
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+\.?")
_MAIL = re.compile(r"mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.I)
_PHONE = re.compile(r"tel:\+?[0-9][0-9.()-]{2,20}", re.I)
_IGNORED_BY_BROWSERS = re.compile(r"[\t\r\n]")
_HOSTILE = re.compile(r"[\x00-\x1f\x7f-\x9f\\<>\"'`{}|^\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def link(address: str) -> str:
    """Return the address as it may stand in a link, or "" when it may not.

    Allowed are http and https with a plain host, mailto, tel, and paths of this site. Refused are
    `//host`, `..`, backslashes, user names before the host, and every other scheme.
    """
    address = _IGNORED_BY_BROWSERS.sub("", address).strip().replace(" ", "%20")
    if not address or len(address) > MAX_LENGTH or _HOSTILE.search(address):
        return ""
    if _MAIL.fullmatch(address) or _PHONE.fullmatch(address):
        return address
    if address.startswith("/"):
        return address if _is_own_path(address) else ""
    return _external(address)


def picture(address: str) -> str:
    """Return the address of a picture of this site, or "": nobody else's pictures are shown."""
    address = address.strip()
    return address if _PICTURE.fullmatch(address) else ""


def is_external(address: str) -> bool:
    """Say whether a link leaves this site, as far as its form tells."""
    return address.lower().startswith(("http:", "https:"))


def _is_own_path(path: str) -> bool:
    return not path.startswith("//") and not _is_crooked(path)


def _is_crooked(path: str) -> bool:
    steps = re.split(r"[/?#]", unquote(unquote(path)).replace("\\", "/"))
    before_query = unquote(path.partition("?")[0])
    return ".." in steps or "//" in before_query or bool(_HOSTILE.search(before_query))


def _external(address: str) -> str:
    scheme, _, rest = address.partition("://")
    if scheme.lower() not in {"http", "https"}:
        return ""
    try:
        parts = urlsplit(f"{scheme.lower()}://{rest}")
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
    if "@" in parts.netloc or "%" in parts.netloc or not _HOST.fullmatch(host):
        return ""
    if ".." in unquote(parts.path).split("/"):
        return ""
    place = f"{host}:{port}" if port else host
    tail = address.split("://", 1)[1][len(parts.netloc) :]
    return f"{parts.scheme}://{place}{tail}"
