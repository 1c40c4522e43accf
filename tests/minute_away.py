"""A minute without the database, a real one: it passes on a site of its own, beside other tests.

Whoever asks for `minute` first begins it; the tests of its xdist group go on meanwhile, and the
one that wants to know what came of it waits for the rest. The fixtures are loaded by conftest.py.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest

from tests.database import WANTED
from tests.own_postgresql import own_postgresql
from tests.running_site import RunningSite
from tests.site_readers import Statuses, a_story, constant_readers, more_readers, wait_until

AWAY_SECONDS = 60
GROUP = pytest.mark.xdist_group("outages")


@pytest.fixture(scope="session")
def own_database():
    """Give a PostgreSQL server that may be stopped; None where the database is a file."""
    if WANTED == "sqlite":
        yield None
        return
    with own_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def suffering_site(own_database):
    """Give the site that goes through it."""
    environment = {"TRUSTED_PROXIES": "127.0.0.1"}
    if own_database:
        environment["DATABASE_URL"] = own_database.url
    site = RunningSite(env=environment)
    try:
        if own_database:
            site.manage("migrate", "--verbosity", "0")
        yield site.start()
    finally:
        site.close()


@contextmanager
def away(site, database) -> Iterator[None]:
    """Stop PostgreSQL, or hold the lock of SQLite's file as another process would."""
    if database:
        database.stop()
        try:
            yield
        finally:
            database.start()
        return
    path = site.environment["DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.rollback()


@pytest.fixture(scope="session")
def minute(suffering_site, own_database) -> Iterator[Future]:
    """Take the database away and read on; give the story, what readers were answered, how long."""
    is_enough = threading.Event()

    def pass_it() -> tuple[str, Statuses, float]:
        story = a_story(suffering_site)
        with constant_readers(suffering_site, story, pause=0.5) as statuses:
            more_readers(statuses)  # both processes know the page before the database goes
            with away(suffering_site, own_database):
                began = time.monotonic()
                is_enough.wait(AWAY_SECONDS)
                lasted = time.monotonic() - began
            wait_until(lambda: statuses[-10:] == [200] * 10)
        return story, statuses, lasted

    with ThreadPoolExecutor(1) as beside:
        yield beside.submit(pass_it)
        is_enough.set()  # nobody has asked for it, or it is over
