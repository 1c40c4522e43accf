"""The demonstration news served as in production, for what is measured from outside."""

import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WAIT_SECONDS = 30


@dataclass(frozen=True)
class Site:
    """Where it answers, and what `load_demo --json` told of it."""

    address: str
    demo: dict

    def story(self, state: str) -> str:
        """Return the address of a demonstration story in a state."""
        return next(story["url"] for story in self.demo["articles"] if story["state"] == state)


@contextlib.contextmanager
def demonstration() -> Iterator[Site]:
    """Serve a fresh demonstration on a temporary SQLite database until the block ends."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        environment = os.environ | {
            "DEBUG": "0",
            "SECRET_KEY": "only-for-benchmarks-0123456789-abcdefghijklmnopqrstuvwxyz",
            "SITE_URL": f"http://127.0.0.1:{port}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "VAR_DIR": folder,
            "MEDIA_ROOT": f"{folder}/media",
            "DATABASE_URL": f"sqlite:///{folder}/newsroom.sqlite3",
            "EMAIL_URL": "console://",
            "LANGUAGE": "id",
        }
        _manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
        _manage(environment, "migrate", "--verbosity", "0")
        demo = json.loads(_manage(environment, "load_demo", "--force", "--json"))
        command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--no-control-socket"]
        command += ["--bind", f"127.0.0.1:{port}"]
        with Path(folder, "gunicorn.log").open("wb") as log:
            server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
            try:
                _wait_for(port, server)
                yield Site(f"http://127.0.0.1:{port}", demo)
            finally:
                server.terminate()
                server.wait()


def _manage(environment: dict, *arguments: str) -> str:
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def _wait_for(port: int, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        with contextlib.suppress(OSError), contextlib.closing(connection):
            connection.request("GET", "/livez")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("The demonstration did not start.")
