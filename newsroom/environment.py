"""Readers of environment variables; a bad value stops the start with a sentence."""

import os
import re
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

# A name, one with all below it (.example.go.id), or an address; IPv6 stands in brackets.
_HOST = re.compile(r"\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def shown_name(name: str, default: str, *, most: int) -> str:
    """Return what readers see as a name; it is never empty and has at most so many letters."""
    value = text(name, default)
    if not 0 < len(value) <= most:
        raise ImproperlyConfigured(
            f"{name} must have from 1 to {most} letters, not {len(value)}; leave it out for"
            f" “{default}”."
        )
    return value


def switch(name: str, default: bool) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in {"1", "0", "true", "false"}:
        raise ImproperlyConfigured(f"{name} must be 1, 0, true or false, not {value!r}.")
    return value in {"1", "true"}


def number(name: str, default: int, *, least: int = 0) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} up, not {value!r}.")
    return int(value)


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def hosts(name: str, default: str) -> list[str]:
    """Return the hosts this site answers to, as Django compares them."""
    found = words(name, default)
    if not found:
        raise ImproperlyConfigured(f"{name} is not set: name the hosts this site answers to.")
    if "*" in found:
        raise ImproperlyConfigured(
            f"{name} must name the hosts this site answers to; with * anyone could choose the"
            " address that our e-mails and pages show."
        )
    for host in found:
        if not _HOST.fullmatch(host):
            raise ImproperlyConfigured(
                f"{name} must be hosts without scheme, port or path, parted by commas, such as"
                f" berita.example.go.id, not {host!r}."
            )
    return found


def address(name: str, default: str) -> SplitResult:
    """Return the parts of an address; the sentence does not repeat it, it may hold a password."""
    try:
        parts = urlsplit(text(name, default))
        parts.port  # noqa: B018 (a property that raises when the port is no number)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is no address: its host or port is wrong.") from None
    return parts
