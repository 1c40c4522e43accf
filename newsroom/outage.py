"""What readers and the desk see while the database is away: 503, in Indonesian, and soon better.

The page is a file read once at the start. Nothing on the way to it may need the database, the
template engine or a translation, for those are what has just failed.
"""

import logging
import os
import sys
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError, connections
from django.http import HttpRequest, HttpResponse
from django.views.defaults import server_error as django_server_error

logger = logging.getLogger("newsroom.outage")

_seen = threading.local()  # connections belong to their thread, so each looks for itself

Handler = Callable[[HttpRequest], HttpResponse]

RETRY_AFTER_SECONDS = 30
PAGE = (settings.BASE_DIR / "templates" / "503.html").read_text(encoding="utf-8")
# 503.html and 500.html carry their few styles with them; no script, and nothing to send.
PAGE_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
UNDEFINED_TABLE = "42P01"  # PostgreSQL's code; on SQLite a missing table is an OperationalError


class DatabaseAwayMiddleware:
    """Turns a missing database into a page that says when to come back."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if sqlite_file_is_missing():
            logger.error(
                "The database file %s is missing.", connections["default"].settings_dict["NAME"]
            )
            return unavailable()
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a view; what middleware raises arrives at `server_error` below."""
        if not is_outage(exception):
            return None
        logger.error("The database is away (%s): %s", request.path, exception)
        return unavailable()


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an exception nobody caught (`handler500`), which for a session may be an outage."""
    if is_outage(sys.exc_info()[1]):
        return unavailable()
    response = django_server_error(request)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    return response


def is_outage(exception: BaseException | None) -> bool:
    """Say whether the database is away, damaged, locked for too long, or not migrated yet."""
    if isinstance(exception, ProgrammingError):
        return getattr(exception.__cause__, "pgcode", None) == UNDEFINED_TABLE
    if type(exception) is DatabaseError:
        # Of no kind that is known better: a damaged file, or a server that broke off. Django's own
        # errors of this class have no cause; those are faults of ours.
        return exception.__cause__ is not None
    return isinstance(exception, OperationalError | InterfaceError)


def unavailable() -> HttpResponse:
    """Build the 503; it is never stored, and asks to come back in half a minute."""
    headers = {
        "Retry-After": str(RETRY_AFTER_SECONDS),
        "Cache-Control": "no-store",
        "Content-Security-Policy": PAGE_POLICY,
    }
    return HttpResponse(PAGE, status=503, headers=headers)


def sqlite_file_is_missing() -> bool:
    """Say whether SQLite's file is gone, and let go of connections to a file that was replaced.

    SQLite would make a new, empty file where the old one is missing, and would go on writing into
    a deleted one as long as it has it open: what is written there is lost.
    """
    connection = connections["default"]
    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        return False
    try:
        status = os.stat(connection.settings_dict["NAME"])
    except OSError:
        connections.close_all()
        return True
    identity = (status.st_dev, status.st_ino)
    if getattr(_seen, "file", identity) != identity:
        connections.close_all()
    _seen.file = identity
    return False
