"""A real site for tests: its own database, migrated, served by gunicorn as in production.

`RunningSite` is given by two fixtures: `running_site` (empty, one per test file) and `demo_site`
(the demonstration news, one per process). Further ones: `with RunningSite(workers=2) as site:`.
"""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest

from tests import site_template
from tests.answers import Answer, free_port

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120


class SiteDidNotStart(Exception):
    """The server ended or never answered; the message holds the end of its log."""


class RunningSite:
    """A gunicorn with `workers` processes over a fresh database of the kind under test.

    None leaves workers or threads to what the project says in gunicorn.conf.py.
    `demo` loads the demonstration news; its JSON (users with passwords, articles, addresses) is
    then `site.demo`. `env` overrides environment variables, such as TRUSTED_PROXIES.
    """

    def __init__(
        self,
        *,
        workers: int | None = 2,
        threads: int | None = 4,
        demo: bool = False,
        env=None,
    ):
        self.workers, self.threads = workers, threads
        self.folder = Path(tempfile.mkdtemp(prefix="newsroom-site-"))
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log_path = self.folder / "gunicorn.log"
        self.server: subprocess.Popen | None = None
        template = site_template.prepared(demo=demo)
        self.demo = template.demo
        self.database_url = template.copy_database(self.folder)
        self.media = template.copy_media(self.folder / "media")
        self.environment = {
            **os.environ,
            "DEBUG": "0",
            "DATABASE_URL": self.database_url,
            "MEDIA_ROOT": str(self.media),
            "VAR_DIR": str(self.folder),
            "SITE_URL": self.address,
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "EMAIL_URL": "console://",
            "HOME": str(self.folder),
            **(env or {}),
        }
        self.environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the browser's, not the site's
        (self.folder / "static").symlink_to(site_template.static())

    def start(self) -> "RunningSite":
        """Serve, and return once /livez answers."""
        command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--no-control-socket"]
        command += ["--bind", f"127.0.0.1:{self.port}", "--graceful-timeout", "5"]
        if self.workers is not None:
            command += ["--workers", str(self.workers)]
        if self.threads is not None:
            command += ["--threads", str(self.threads)]
        with self.log_path.open("ab") as log:
            self.server = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        try:
            self._wait_until_it_lives()
        except BaseException:
            self.stop()
            raise
        return self

    def _wait_until_it_lives(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.server.poll() is not None:
                raise SiteDidNotStart(self.log[-3000:])
            try:
                if self.get("/livez", timeout=2).status == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise SiteDidNotStart(f"No answer within {START_SECONDS} s.\n{self.log[-3000:]}")

    def stop(self) -> None:
        """Stop the server and all its workers, politely and then firmly."""
        if self.server is None or self.server.poll() is not None:
            return
        children = psutil.Process(self.server.pid).children(recursive=True)
        self.server.terminate()
        try:
            self.server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()
        for child in children:
            if child.is_running():
                child.kill()

    def close(self) -> None:
        """Stop, and leave nothing behind: no process, no database, no file."""
        self.stop()
        site_template.drop_database(self.database_url)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> "RunningSite":
        try:
            return self.start()
        except BaseException:
            self.close()
            raise

    def __exit__(self, *exc) -> None:
        self.close()

    def worker_pids(self) -> list[int]:
        return [child.pid for child in psutil.Process(self.server.pid).children()]

    def kill_worker(self) -> int:
        """Kill one worker as a crash would (SIGKILL) and return its process id."""
        pid = self.worker_pids()[0]
        os.kill(pid, signal.SIGKILL)
        return pid

    def manage(self, *arguments: str, check: bool = True, stdin: str | None = None) -> str:
        """Run `manage.py` against this site's database and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment, input=stdin, capture_output=True, text=True,
        )  # fmt: skip
        if check and done.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def python(self, code: str) -> str:
        """Run lines of Python inside `manage.py shell` of this site; return what they printed."""
        return self.manage("shell", "--verbosity", "0", stdin=code)

    @property
    def log(self) -> str:
        return self.log_path.read_text(errors="replace")

    def get(self, path: str, *, timeout: float = 60, **headers: str) -> Answer:
        """GET without following redirects; header names with _ for -, as in User_Agent="…"."""
        return self.request("GET", path, timeout=timeout, **headers)

    def post(self, path: str, fields: dict, *, timeout: float = 60, **headers: str) -> Answer:
        """POST a plain form."""
        headers.setdefault("Content_Type", "application/x-www-form-urlencoded")
        body = urlencode(fields, doseq=True).encode()
        return self.request("POST", path, body=body, timeout=timeout, **headers)

    def request(self, method, path, *, body=None, timeout: float = 60, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=body, headers=sent)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def user(self, role: str | None, number: int = 0) -> dict:
        """Return the demonstration's nth account of a role (None: the superuser)."""
        return [user for user in self.demo["users"] if user["role"] == role][number]


def pytest_sessionfinish(session) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        site_template.drop_templates()


@pytest.fixture(scope="module")
def running_site():
    """Give an empty site with two workers to one test file."""
    with RunningSite() as site:
        yield site


@pytest.fixture(scope="session")
def demo_site():
    """Give the site with the demonstration news to every test that only looks at it."""
    with RunningSite(demo=True) as site:
        yield site
