"""Servers that die in every way while people read: what was answered is counted, and counted once.

Real gunicorn on the database under test. A read is acknowledged when its page arrived whole; a
site that is started again, or any other process of its machine, applies what the dead one left.
"""

import os
import subprocess
import sys
import threading
from contextlib import contextmanager

import psutil
import pytest

from tests.minute_away import GROUP
from tests.running_site import ROOT, RunningSite, free_port
from tests.site_readers import (
    Statuses,
    a_story,
    asked,
    assert_nothing_acknowledged_was_lost,
    constant_readers,
    counted,
    is_applied,
    journal_of,
    more_readers,
    wait_until,
)

pytestmark = [pytest.mark.server, GROUP]


@pytest.fixture(scope="module", autouse=True)
def _begun(minute):
    """Let the minute of test_outages.py pass while these tests run."""


@contextmanager
def a_site(**environment):
    """Give a site that is not started, and leave nothing of it behind."""
    site = RunningSite(workers=2, env={"TRUSTED_PROXIES": "127.0.0.1", **environment})
    try:
        yield site
    finally:
        site.close()


@pytest.fixture(scope="module")
def site():
    with a_site() as site:
        yield site.start()


def kill_everything(site) -> None:
    """Kill the server and all its workers at one moment, as a power cut of processes."""
    processes = [psutil.Process(site.server.pid)]
    processes += processes[0].children(recursive=True)
    for process in processes:
        process.suspend()  # so that none sees another one die
    for process in processes:
        process.kill()
    site.server.wait()


def test_a_site_killed_and_stopped_again_and_again_loses_and_doubles_nothing():
    with a_site() as site:
        site.start()
        story, statuses = a_story(site), Statuses()
        for end in (kill_everything, RunningSite.stop, kill_everything):
            if site.server.poll() is not None:
                site.port = free_port()
                site.start()
            with constant_readers(site, story) as these:
                more_readers(these)
                end(site)
            statuses += these
        # Nobody serves any more: what was read last is applied by whoever comes, the command too.
        site.manage("run_due")
        assert is_applied(site)
        assert_nothing_acknowledged_was_lost(site, story, statuses)


def holder_of_the_lock(site) -> psutil.Process | None:
    """Return the process that applies this site's journal."""
    lock = str(journal_of(site) / "applier.lock")
    for process in psutil.Process(site.server.pid).children(recursive=True):
        if lock in {file.path for file in process.open_files()}:
            return process
    return None


def test_when_the_one_who_applies_is_killed_another_one_takes_over(site):
    story = a_story(site)
    with constant_readers(site, story) as statuses:
        for _ in range(3):
            more_readers(statuses)
            wait_until(lambda: holder_of_the_lock(site))
            holder_of_the_lock(site).kill()
        more_readers(statuses)
    assert_nothing_acknowledged_was_lost(site, story, statuses)


def test_a_server_that_loads_the_application_before_it_forks_applies_too():
    with a_site() as site:
        command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--preload"]
        command += ["--no-control-socket", "--workers", "2", "--threads", "4"]
        command += ["--bind", f"127.0.0.1:{site.port}"]
        with site.log_path.open("ab") as log:
            site.server = subprocess.Popen(
                command, cwd=ROOT, env=site.environment, stdout=log, stderr=log
            )
        site._wait_until_it_lives()
        salts = journal_of(site) / "salts.json"
        wait_until(salts.exists)  # nobody has asked for a page yet
        assert salts.stat().st_mode & 0o777 == 0o600
        assert asked(site, "SELECT COUNT(*) FROM articles_readsalt") == [(2,)]
        story = a_story(site)
        with constant_readers(site, story) as statuses:
            more_readers(statuses)
            site.kill_worker()
            more_readers(statuses)
        assert_nothing_acknowledged_was_lost(site, story, statuses)
        assert "Traceback" not in site.log


def test_rotation_under_load_loses_and_doubles_nothing(site):
    """Retired as at midnight, by another process, again and again while people read."""
    story, ended = a_story(site), threading.Event()

    def rename_on_and_on() -> None:
        while not ended.wait(0.05):
            for segment in journal_of(site).glob("*.open"):
                os.rename(segment, segment.with_suffix(".full"))

    with constant_readers(site, story) as statuses:
        renamer = threading.Thread(target=rename_on_and_on)
        renamer.start()
        more_readers(statuses, 200)
        ended.set()
        renamer.join(timeout=30)
    assert set(statuses) == {200}
    assert counted(site, story=story)[0] == len(statuses)
    assert len(list(journal_of(site).glob("*.done"))) > 1
