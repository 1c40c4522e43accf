"""Reads on a real site under load: none lost that was acknowledged, none counted twice.

A read is acknowledged when its page arrived whole. Whatever happens in the middle of it, the
number counted lies between what was acknowledged and that plus what was under way.
"""

import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import psycopg2
import pytest

from tests.database import WANTED
from tests.running_site import RunningSite
from tests.site_readers import (
    a_story,
    assert_nothing_acknowledged_was_lost,
    connected,
    constant_readers,
    counted,
    journal_of,
    more_readers,
    read,
    read_all,
    stranger,
    wait_until,
)

pytestmark = pytest.mark.server

LOCKED_SECONDS = 10 if WANTED == "sqlite" else 3


@pytest.fixture(scope="module")
def site():
    with RunningSite(workers=2, env={"TRUSTED_PROXIES": "127.0.0.1"}) as site:
        yield site


@pytest.fixture
def story(site) -> str:
    return a_story(site)


def number_shown(site, story: str) -> int:
    """Return how often the page says that the story was read."""
    page = site.get(story, User_Agent="curl/8.5.0").text
    [shown] = re.findall(r'data-reads="(\d+)"', page)
    return int(shown)


def test_two_hundred_strangers_at_once_are_two_hundred_reads(site, story):
    before = counted(site, story=story)[1]
    assert read_all(site, story, [stranger() for _ in range(200)]) == [200] * 200
    wait_until(lambda: number_shown(site, story) == 200)
    assert counted(site, story=story) == (200, before + 200)


def test_one_visitor_two_hundred_times_at_once_is_one_read(site, story):
    before = counted(site, story=story)[1]
    assert read_all(site, story, [stranger()] * 200) == [200] * 200
    assert counted(site, story=story) == (1, before + 1)


def test_two_machines_on_one_database_count_as_one(site, story):
    shared = {"TRUSTED_PROXIES": "127.0.0.1", "DATABASE_URL": site.database_url}
    regular, strangers = stranger(), [stranger() for _ in range(60)]
    with RunningSite(workers=1, env=shared | {"HOST_ID": "web-2"}) as other:
        with ThreadPoolExecutor(2) as both:
            halves = (site, strangers[:30]), (other, strangers[30:])
            statuses = both.map(
                lambda half: read_all(half[0], story, half[1] + [regular] * 30), halves
            )
            assert list(statuses) == [[200] * 60] * 2
        assert counted(site, other, story=story)[0] == 61
        assert journal_of(site) != journal_of(other)


def test_killing_workers_loses_no_acknowledged_read(site, story):
    with constant_readers(site, story) as statuses:
        for _ in range(4):  # among them the one that applies the journal
            more_readers(statuses)
            site.kill_worker()
        more_readers(statuses)
    assert None in statuses  # somebody was interrupted
    assert_nothing_acknowledged_was_lost(site, story, statuses)


def test_a_reload_under_load_loses_no_acknowledged_read(site, story):
    with constant_readers(site, story) as statuses:
        more_readers(statuses)
        before = set(site.worker_pids())
        site.server.send_signal(signal.SIGHUP)
        wait_until(lambda: before.isdisjoint(site.worker_pids()))
        more_readers(statuses)
    assert statuses.count(200) > 80
    assert_nothing_acknowledged_was_lost(site, story, statuses)


@contextmanager
def nobody_may_write(site):
    """Hold the lock that counting needs."""
    statement = "LOCK TABLE articles_readseen IN ACCESS EXCLUSIVE MODE"
    with closing(connected(site)) as connection:
        connection.cursor().execute("BEGIN IMMEDIATE" if WANTED == "sqlite" else statement)
        yield
        connection.rollback()


def seconds_of_a_page(site, address: str) -> float:
    """Read a page as somebody new and return how long the answer took."""
    started = time.monotonic()
    assert read(site, address, stranger()) == 200
    return time.monotonic() - started


def test_a_locked_database_slows_no_page_and_loses_no_read(site, story):
    usual = [seconds_of_a_page(site, story) for _ in range(20)]
    assert counted(site, story=story)[0] == 20
    seconds = []
    with nobody_may_write(site):
        ends = time.monotonic() + LOCKED_SECONDS
        while time.monotonic() < ends:
            seconds.append(seconds_of_a_page(site, story))
            time.sleep(0.05)
        shown = number_shown(site, story)
    # Less than a second, unless the machine is so busy that a page takes as long anyway.
    assert sorted(seconds)[len(seconds) * 95 // 100] < max(1, 2 * max(usual))
    assert shown == 20
    assert counted(site, story=story)[0] == 20 + len(seconds)
    wait_until(lambda: "is applied again" in site.log)


@pytest.mark.skipif(WANTED == "sqlite", reason="an SQLite database has no connections to lose")
def test_lost_connections_lose_no_acknowledged_read(site, story):
    with (
        constant_readers(site, story) as statuses,
        closing(psycopg2.connect(site.database_url)) as operator,
    ):
        operator.autocommit = True
        for _ in range(3):
            more_readers(statuses)
            operator.cursor().execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        more_readers(statuses)
    assert statuses[-20:] == [200] * 20
    assert_nothing_acknowledged_was_lost(site, story, statuses)
