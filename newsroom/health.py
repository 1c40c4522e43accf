"""Whether the site is alive, and whether it can do its work; for load balancers and monitoring.

It stands before every other middleware: `/livez` must answer when the database is gone, and both
must answer plain http under any Host, because a probe knows the machine and not the site's name.
"""

import os
import tempfile
from collections.abc import Callable

from django.conf import settings
from django.db import Error, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from newsroom.outage import sqlite_file_is_missing

Handler = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """Answers /livez and /readyz; everything else passes."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = {"/livez": livez, "/readyz": readyz}.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = answer(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def livez(request: HttpRequest) -> HttpResponse:
    """Answer that this process runs, touching nothing."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when all it takes to serve is there, 503 with what is missing otherwise."""
    state = {"database": database_state(), "migrations": "unknown", "media": media_state()}
    if state["database"] == "ok":
        state["migrations"] = migrations_state()
    ready = all(value == "ok" for value in state.values())
    state = {"status": "ok" if ready else "unavailable", **state}
    return JsonResponse(state, status=200 if ready else 503)


def database_state() -> str:
    """Say `ok` or `unavailable`; never more, an error message may hold a password or a path."""
    if sqlite_file_is_missing():
        return "unavailable"
    connection = connections["default"]
    try:
        connection.ensure_connection()
        if not connection.is_usable():  # a leftover of a server that was restarted meanwhile
            connection.close()
            connection.ensure_connection()
    except Error:
        connection.close()
        return "unavailable"
    return "ok"


def migrations_state() -> str:
    """Say `ok`, `pending`, or `unavailable` when the database went away meanwhile."""
    try:
        executor = MigrationExecutor(connections["default"])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        connections["default"].close()
        return "unavailable"
    return "pending" if plan else "ok"


def media_state() -> str:
    """Say whether a picture could be stored now; a full or read-only disk is found by writing."""
    try:
        os.makedirs(settings.MEDIA_ROOT, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT) as probe:
            probe.write(b"ready")
    except OSError:
        return "unavailable"
    return "ok"
