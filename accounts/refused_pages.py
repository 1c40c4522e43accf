"""Pages of the desk that somebody asked for and may not have: noted, but not once per click."""

import logging
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest

from accounts import audit

log = logging.getLogger(__name__)

_AGAIN_AFTER = 10 * 60  # seconds: a page that asks by itself would fill the log
_MOST_LETTERS = 200


def note_refused_page(request: HttpRequest) -> None:
    """Log that this person was refused this page; call it outside of any transaction."""
    if not request.user.is_authenticated:
        return
    asked = f"{request.method} {request.path[:_MOST_LETTERS]}"
    digest = sha256(f"{request.user.pk} {asked}".encode(errors="replace")).hexdigest()
    if _is_new(f"refused-page-{digest}"):
        audit.record("open_page", by=request.user, detail=asked, refused=True)


def _is_new(key: str) -> bool:
    """Say whether this was not noted lately; a shared cache that is away makes everything new."""
    try:
        return cache.add(key, True, _AGAIN_AFTER)
    except Exception as error:  # whatever its driver raises; the refusal is what matters
        log.warning("The shared cache does not answer: %s", type(error).__name__)
        return True
