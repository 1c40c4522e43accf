"""The application is started anew under readers, as deploy/README.md says, and loses nothing.

The socket is held open here as systemd holds it, and handed to gunicorn in the same way.
"""

import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import PHONE
from tests.nginx import HOST, Nginx
from tests.running_site import ROOT, RunningSite
from tests.suite import need

pytestmark = [pytest.mark.server, pytest.mark.once]

READERS = 6
# Whoever waits in the socket waits for a machine that has other tests to do as well.
PATIENT = {"proxy_read_timeout 5s": "proxy_read_timeout 60s"}
# What systemd does: the socket is file descriptor 3, and the process is told that it is for him.
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}
os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "newsroom.wsgi"])
"""
A_STORY = """
from django.utils import timezone
from articles.models import Article, Category
section = Category.objects.create(name="Pemerintahan", slug="pemerintahan")
now = timezone.now()
story = Article.objects.create(title="Bupati tinjau jalan", category=section, status="published",
    body="<p>Isi.</p>", published_at=now, first_published_at=now)
print(story.get_absolute_url())
"""
READS = """
from django.utils import timezone
from articles.models import ArticleDay
from articles.readership.applying import apply_now
apply_now(now=timezone.now(), using="default")
print(sum(ArticleDay.objects.values_list("reads", flat=True)))
"""


class BySocket(RunningSite):
    """A site on a socket that stays while the server behind it comes and goes."""

    def __init__(self, **given):
        super().__init__(**given)
        self.path = self.folder / "newsroom.sock"
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(str(self.path))
        self.socket.listen(512)
        self.path.chmod(0o666)

    def start(self) -> "BySocket":
        """Start the server; whoever asks meanwhile waits in the socket."""
        number = self.socket.fileno()
        with self.log_path.open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-c", HAND_OVER, str(number)],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, pass_fds=[number],
            )  # fmt: skip
        return self

    def close(self) -> None:
        self.socket.close()
        super().close()


@pytest.fixture
def site():
    need("nginx")
    names = {"SITE_URL": f"https://{HOST}", "ALLOWED_HOSTS": HOST}
    given = {**names, "TRUSTED_PROXIES": "unix", "READS_MODE": "beacon", "WEB_CONCURRENCY": "2"}
    with BySocket(env=given) as site:
        site.page = site.python(A_STORY).strip()
        yield site


def test_a_restart_under_readers_loses_neither_a_page_nor_a_read(site):
    beacon = f"/baca/{site.page.split('/')[2]}/"
    ending = threading.Event()

    def read(reader: int) -> tuple[int, set[int]]:
        """Read as one new visitor after the other; return how many, and what pages answered."""
        visitors, statuses = 0, set()
        while not ending.is_set():
            visitors += 1
            source = f"127.2.{reader}.{visitors % 250 + 1}"
            headers = {"User_Agent": f"{PHONE} {visitors // 250}", "Origin": f"https://{HOST}"}
            statuses.add(front.get(site.page, source=source, **headers).status)
            told = front.post(beacon, b"", source=source, **headers)
            if told.status == 503:  # as the script of the page does, once
                time.sleep(int(told.headers["Retry-After"]))
                told = front.post(beacon, b"", source=source, **headers)
                assert told.status in {200, 204}  # it may have been counted the first time
            else:
                assert told.status == 200
        return visitors, statuses

    with (
        Nginx(f"unix:{site.path}", var=site.folder, changes=PATIENT) as front,
        ThreadPoolExecutor(READERS) as pool,
    ):
        assert front.get(site.page).status == 200
        reading = [pool.submit(read, reader) for reader in range(READERS)]
        try:
            for _ in range(2):
                time.sleep(1.5)
                site.stop()
                site.start()
            time.sleep(1.5)
        finally:
            ending.set()
        seen = [one.result() for one in reading]
    assert {status for _, statuses in seen for status in statuses} == {200}
    assert int(site.python(READS)) == sum(visitors for visitors, _ in seen)
