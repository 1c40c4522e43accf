"""Reads that are lost or counted twice while servers are stopped, killed and cut off: none.

A small newsroom of its own is read under full load by visitors who never come twice. Whoever got a
whole page must have a key in the tables, made here by the rule in words; and the reads that are
counted must be as many as the keys.
"""

import hmac
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg2

from benchmarks._client import AGENTS, address_of
from benchmarks._databases import ROOT, Newsroom, collected
from benchmarks._measuring import Row, over
from benchmarks._servers import Gunicorn, serving
from tests.own_postgresql import OwnPostgresql, own_postgresql

WAY = "gthread 2×4"
STORIES = 200
CONNECTIONS = 16
BETWEEN = 2.0  # seconds of reading before and after each deed
PATIENCE = 300  # seconds until everything that was acknowledged must be in the books
LANGUAGE = "id-ID,id;q=0.9,en;q=0.8"


def rows(kind: str, *, away: float) -> Iterator[Row]:
    """Do all of it to one newsroom, and return the rows of one database."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-lost-")))
        server = stack.enter_context(own_postgresql()) if kind == "postgresql" else None
        url = server.url if server else f"sqlite:///{home / 'newsroom.sqlite3'}"
        newsroom = Newsroom(kind, STORIES, url, home)
        (home / "static").symlink_to(collected())
        newsroom.run("benchmarks.generate", str(STORIES), "--database", url)
        site = stack.enter_context(serving(newsroom, WAY))
        trial = Trial(newsroom, site, server, away)
        for what, deed in trial.deeds():
            yield from trial.rows(what, deed)
        newsroom.manage("check_reads")  # ends the benchmark where the books do not agree


@dataclass(frozen=True)
class Came:
    """What came of reading while something was done: who was answered, and how many were not."""

    acknowledged: list[tuple[int, int]]  # visitor and browser
    others: int


class Trial:
    """One newsroom, its servers, and what is done to them while people read."""

    def __init__(
        self, newsroom: Newsroom, site: Gunicorn, server: OwnPostgresql | None, away: float
    ) -> None:
        self._newsroom, self._site, self._server, self._away = newsroom, site, server, away
        self._path = json.loads(newsroom.run("benchmarks._addresses"))["article"]
        self._visitors = 0

    def deeds(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Return what is done, and what it is called."""
        yield "running", lambda: time.sleep(BETWEEN)
        yield "SIGTERM, and a new start", self._stop
        yield "SIGHUP (reload)", self._reload
        yield "kill -9 of workers", self._kill_workers
        yield "kill -9 of gunicorn alone", self._kill_master
        yield "kill -9 of gunicorn with all workers", self._kill_all
        if self._server:
            yield "kill -9 of PostgreSQL", self._kill_database
        yield f"database away for {self._away:g} s", self._take_the_database_away

    def rows(self, what: str, deed: Callable[[], None]) -> Iterator[Row]:
        """Let people read while it is done, wait, and compare."""
        keys, reads = self._keys(), self._reads()
        came = self._while_people_read(deed)
        self._settle()
        counted = self._keys() - keys
        salts = [bytes(salt) for (salt,) in self._asked("SELECT salt FROM articles_readsalt")]
        lost = [
            one
            for one in came.acknowledged
            if not any(_key_of(salt, *one) in counted for salt in salts)
        ]
        twice = self._reads() - reads - len(counted)
        remark = f"of {len(came.acknowledged):,}; {came.others:,} got no page"
        for name, number in (("lost", len(lost)), ("counted twice", twice)):
            yield Row(f"reads {name}: {what}", f"{self._newsroom.kind}, {WAY}",
                      over([float(number)]), 0, 0, most=True, remark=remark)  # fmt: skip

    # --- people --------------------------------------------------------------------------

    def _while_people_read(self, deed: Callable[[], None]) -> Came:
        command = [sys.executable, "-m", "benchmarks._reading_on"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, cwd=ROOT, **pipes) as people:
            job = {"port": self._site.port, "paths": [self._path], "connections": CONNECTIONS}
            print(json.dumps(job | {"visitor": self._visitors}), file=people.stdin, flush=True)
            time.sleep(BETWEEN)
            deed()
            time.sleep(BETWEEN)
            print(file=people.stdin, flush=True)
            done = json.loads(people.stdout.readline())
            people.stdin.close()
        others = done["refused"] + done["broken"]
        self._visitors += len(done["acknowledged"]) + others + CONNECTIONS
        return Came(done["acknowledged"], others)

    # --- deeds ---------------------------------------------------------------------------

    def _stop(self) -> None:
        self._site.__exit__()
        self._site.__enter__()

    def _reload(self) -> None:
        before = {process.pid for process in self._site.processes()}
        self._site.server.send_signal(signal.SIGHUP)
        _wait_until(lambda: before.isdisjoint({one.pid for one in self._site.processes()}))

    def _kill_workers(self) -> None:
        for _ in range(3):
            os.kill(self._site.processes()[0].pid, signal.SIGKILL)
            time.sleep(BETWEEN)

    def _kill_master(self) -> None:
        workers = self._site.processes()
        self._site.server.kill()
        self._site.server.wait()
        psutil.wait_procs(workers, timeout=PATIENCE)  # they notice, and end what they have begun
        self._site.__enter__()

    def _kill_all(self) -> None:
        processes = [psutil.Process(self._site.server.pid), *self._site.processes()]
        for process in processes:
            process.suspend()  # so that none sees another one die
        for process in processes:
            process.kill()
        self._site.server.wait()
        self._site.__enter__()

    def _kill_database(self) -> None:
        self._server.kill()
        time.sleep(BETWEEN)
        self._server.start()

    def _take_the_database_away(self) -> None:
        with self._without_database():
            time.sleep(self._away)

    @contextmanager
    def _without_database(self) -> Iterator[None]:
        """Stop PostgreSQL, or hold the lock of SQLite's file in this other process."""
        if self._server:
            self._server.stop()
            yield
            self._server.start()
            return
        with closing(self._connected()) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            yield
            connection.rollback()

    # --- books ---------------------------------------------------------------------------

    def _connected(self):
        if self._server:
            return psycopg2.connect(self._newsroom.url)
        file = self._newsroom.url.removeprefix("sqlite:///")
        return sqlite3.connect(file, isolation_level=None, timeout=30)

    def _asked(self, question: str) -> list[tuple]:
        with closing(self._connected()) as connection:
            cursor = connection.cursor()
            cursor.execute(question)
            return cursor.fetchall()

    @property
    def _story(self) -> str:
        return self._path.split("/")[2]

    def _keys(self) -> set[bytes]:
        asked = f"SELECT visitor FROM articles_readseen WHERE story = {self._story}"
        return {bytes(key) for (key,) in self._asked(asked)}

    def _reads(self) -> int:
        asked = f"SELECT SUM(reads) FROM articles_articleday WHERE article_id = {self._story}"
        return int(self._asked(asked)[0][0] or 0)

    def _settle(self) -> None:
        """Wait until everything that was written down is in the tables."""
        journal = self._newsroom.home / "journal"

        def is_applied() -> bool:
            known = dict(self._asked('SELECT segment, "offset" FROM articles_journalposition'))
            files = [path for path in journal.iterdir() if path.suffix in (".open", ".full")]
            return all(known.get(path.stem) == path.stat().st_size for path in files)

        _wait_until(is_applied)


def _key_of(salt: bytes, visitor: int, agent: int) -> bytes:
    """Return a visitor's key by the rule in words: address, browser, language, and the salt."""
    message = f"{address_of(visitor)}\0{AGENTS[agent]}\0{LANGUAGE}".encode()
    return hmac.digest(salt, message, "sha256")[:16]


def _wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError("A server did not do what it was told to.")
        time.sleep(0.1)
