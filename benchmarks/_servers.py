"""The newsroom and the ceiling under the same gunicorn, and the client that asks them."""

import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from benchmarks._databases import KEPT, ROOT
from benchmarks._measuring import Load

WAYS = {
    "2 workers": ("--worker-class", "sync", "--workers", "2"),
    "gthread 2×4": ("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
}
START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Gunicorn:
    """An application served until the block ends."""

    def __init__(self, application: str, way: str, *, environment: dict, path: str, log: Path):
        self.port = free_port()
        self._path, self._log = path, log
        command = [sys.executable, "-m", "gunicorn", application, "--no-control-socket"]
        command += ["--bind", f"127.0.0.1:{self.port}", *WAYS[way]]
        command += ["--config", os.devnull]  # nothing but what is said here
        self._command, self._environment = command, environment

    def __enter__(self) -> "Gunicorn":
        with self._log.open("ab") as log:
            self.server = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.server.poll() is None:
            with contextlib.suppress(OSError):
                if self.status(self._path) == 200:
                    return self
            time.sleep(0.1)
        self.__exit__()
        raise RuntimeError(f"A server did not start; see {self._log}.")

    def __exit__(self, *exc) -> None:
        self.server.terminate()
        self.server.wait(timeout=60)

    def status(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request("GET", path)
            return connection.getresponse().status

    def processes(self) -> list[psutil.Process]:
        return [*psutil.Process(self.server.pid).children(recursive=True)]

    def cpu(self) -> float:
        """Return the seconds of processor time that the workers have used."""
        return sum(sum(process.cpu_times()[:2]) for process in self.processes())

    def memory(self) -> int:
        """Return the bytes that the workers hold."""
        return sum(process.memory_info().rss for process in self.processes())


class Client:
    """The process that asks; every visitor it sends has an address that nobody had before."""

    def __init__(self):
        command = [sys.executable, "-m", "benchmarks._client"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._numbers = KEPT / "next-visitor"
        self.visitors = self.reads = 0  # answers to people, and those of stories: to be counted
        self.turns: dict[str, int] = {}

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *exc) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=60)

    def ask(
        self,
        server: Gunicorn,
        paths: list[str],
        *,
        turn: str = "",
        settle: Callable[[], None] = lambda: None,
        **job,
    ) -> Load:
        """Ask a server, and return what came with the processor time it took the workers.

        `turn` names a list of paths that goes on where it stopped the last time. `settle` waits
        until what the answers left to do is done: that is work for these pages too.
        """
        job |= {"port": server.port, "paths": paths, "visitor": self._next()}
        job["turn"] = self.turns.get(turn, 0)
        before = server.cpu()
        print(json.dumps(job), file=self.process.stdin, flush=True)
        done = json.loads(self.process.stdout.readline())
        self._note(job, paths, done)
        settle()
        cpu = server.cpu() - before
        if set(done["statuses"]) != {"200"}:
            raise RuntimeError(f"{paths[0]} answered {done['statuses']}.")
        if turn:
            self.turns[turn] = done["turn"]
        return Load(done["answers"], done["seconds"], cpu, done["p99"], done["size"])

    def _note(self, job: dict, paths: list[str], done: dict) -> None:
        self._numbers.write_text(str(job["visitor"] + done["answers"] + 1))
        if job.get("agents", "people") == "people":
            self.visitors += done["answers"]
            self.reads += done["answers"] if paths[0].startswith("/berita/") else 0

    def _next(self) -> int:
        with contextlib.suppress(OSError, ValueError):
            return int(self._numbers.read_text())
        return 0


@contextlib.contextmanager
def ceiling(way: str):
    """Serve the ready-made page."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    log = KEPT / "ceiling.log"
    with Gunicorn("benchmarks._ceiling", way, environment=environment, path="/9/", log=log) as it:
        yield it


@contextlib.contextmanager
def serving(newsroom, way: str, **environment: str):
    """Serve a newsroom."""
    log = newsroom.home / "gunicorn.log"
    settings = newsroom.environment(**environment)
    with Gunicorn("newsroom.wsgi", way, environment=settings, path="/livez", log=log) as it:
        yield it
