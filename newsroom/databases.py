"""The connections to the database, as Django wants them described."""

from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# A server whose machine has vanished says nothing at all; without these a thread that waits for its
# answer waits for two hours.
_NOTICES_A_LOST_SERVER = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}


# The keys of a day's visitors are in no order, so each of them changes a page of its own: changed
# pages gather before they are written to their place, the same one many times otherwise.
_GATHERS_CHANGES = "PRAGMA wal_autocheckpoint=8000;"


def connections(url: str) -> dict[str, dict]:
    """Return the settings of both connections to the database at an address.

    Counting has a connection of its own, so that it waits 300 ms where the desk waits 5 s: whoever
    applies the journal tries again, and holds up nobody who writes.
    Raises `ImproperlyConfigured` when the address is neither PostgreSQL's nor SQLite's.
    """
    database = _described(url)
    if _is_sqlite(database) and database["NAME"] != ":memory:":
        Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    reads = _waiting(database, 300)
    reads |= {"TEST": {"MIRROR": "default"}, "CONN_HEALTH_CHECKS": False}
    if _is_sqlite(database):
        reads["OPTIONS"]["init_command"] += _GATHERS_CHANGES
    return {"default": _waiting(database, 5000), "reads": reads}


def _described(url: str) -> dict:
    try:
        database = dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
        if not database["ENGINE"].endswith((".sqlite3", ".postgresql")):
            raise ValueError(database["ENGINE"])
    except (dj_database_url.ParseError, ValueError):
        raise ImproperlyConfigured(
            "DATABASE_URL must look like postgres://user:password@host/name or"
            " sqlite:////path/file."
        ) from None
    return database


def _is_sqlite(database: dict) -> bool:
    return database["ENGINE"].endswith(".sqlite3")


def _waiting(database: dict, milliseconds: int) -> dict:
    """Return one connection's settings; it waits at most so long for a lock."""
    settings = {**database, "OPTIONS": {**database.get("OPTIONS", {})}}
    if _is_sqlite(database):
        settings["OPTIONS"] |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": milliseconds / 1000,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; ",
        }
    else:
        settings["OPTIONS"] |= {
            "connect_timeout": 3,
            **_NOTICES_A_LOST_SERVER,
            "options": f"-c lock_timeout={milliseconds} -c statement_timeout={milliseconds * 6}",
        }
    return settings
