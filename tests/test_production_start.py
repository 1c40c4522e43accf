"""A start exactly as the documents say for production: migrate, collectstatic, gunicorn.

A running site is started with those three commands and nothing else, see tests/site_template.py.
"""

import os
import re
import socket
import subprocess
import sys
import time
from contextlib import ExitStack

import pytest

from tests.pages import story
from tests.running_site import RunningSite
from tests.source import ROOT
from tests.visitor import Visitor

GOOD_SECRET = "nfK2-vY7qRz0LwX9tBs4mJh6cGd1pEaU3oiTkQyVbN5xWlSf8"
GOOD = {
    "SECRET_KEY": GOOD_SECRET + "0j",
    "ALLOWED_HOSTS": "berita.example.go.id",
    "SITE_URL": "https://berita.example.go.id",
}
NOT_GIVEN = {
    "DEBUG",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "DATABASE_URL",
    "EMAIL_URL",
    "TRUSTED_PROXIES",
    "MEDIA_ROOT",
    "DJANGO_ALLOW_ASYNC_UNSAFE",  # of a browser in this process, see tests/browser.py
}


def manage(*arguments: str, tmp_path, **environment: str) -> subprocess.CompletedProcess:
    """Run manage.py with nothing of ours in the environment but what is given."""
    clean = {name: value for name, value in os.environ.items() if name not in NOT_GIVEN}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**clean, "VAR_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.server
class TestARunningSite:
    def test_shows_pictures_and_hashed_static_files(self, demo_site):
        page = demo_site.get(story(demo_site, "published")["url"]).text
        pictures = set(re.findall(r'"(/media/[^" ]+)', page))
        static = set(re.findall(r'"(/static/[^"]+)"', page))
        assert pictures
        assert static
        for path in pictures:
            answer = demo_site.get(path)
            assert (answer.status, answer.headers["Content-Type"][:6]) == (200, "image/"), path
        for path in static:
            answer = demo_site.get(path)
            assert answer.status == 200, path
            assert re.search(r"\.[0-9a-f]{12}\.", path), path
            assert "immutable" in answer.headers["Cache-Control"]

    def test_answers_errors_with_pages_that_tell_nothing_of_the_machine(self, demo_site):
        missing = demo_site.get("/tidak-ada/")
        withdrawn = demo_site.get(story(demo_site, "withdrawn")["url"])
        forged = demo_site.post("/admin/login/", {"username": "x"})
        foreign = demo_site.get("/", Host="evil.example")
        answers = (missing, withdrawn, forged, foreign)
        assert [answer.status for answer in answers] == [404, 410, 403, 400]
        for answer in answers:
            assert not re.search(r"Traceback|DEBUG|urlpatterns|\.py|DisallowedHost", answer.text)
        for answer in answers[:3]:
            assert '<html lang="id"' in answer.text

    def test_asks_a_stranger_to_sign_in_and_nothing_else(self, demo_site):
        answer = Visitor(demo_site).get("/admin/")
        assert answer.status == 302
        assert answer.headers["Location"].startswith("/admin/login/")

    def test_sends_no_answer_without_a_policy(self, demo_site):
        for path in ("/", "/admin/login/", "/tidak-ada/"):
            headers = demo_site.get(path).headers
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["X-Frame-Options"] == "DENY"
            assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.server
def test_phones_on_a_bad_line_keep_nobody_waiting():
    with RunningSite(workers=None, threads=None) as site, ExitStack() as lines:
        for _ in range(5):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", site.port)))
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")  # and no end
        begun = time.monotonic()
        assert site.get("/").status == 200
        assert time.monotonic() - begun < 20  # a single one would wait for the lines


@pytest.mark.once
def test_the_deployment_check_has_nothing_to_say(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path, **GOOD)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


@pytest.mark.once
def test_no_migration_is_missing(tmp_path):
    done = manage("makemigrations", "--check", "--dry-run", tmp_path=tmp_path, **GOOD)
    assert done.returncode == 0, done.stdout


BAD = [
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "short"),
    ("SECRET_KEY", "a" * 80),
    ("DEBUG", "maybe"),
    ("DEBUG", ""),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", " , "),
    ("ALLOWED_HOSTS", "https://berita.example.go.id"),
    ("ALLOWED_HOSTS", "berita.example.go.id www.example.go.id"),
    ("ALLOWED_HOSTS", "berita.example.go.id:8000"),
    ("SITE_NAME", ""),
    ("NEWSROOM_NAME", " "),
    ("NEWSROOM_NAME", "x" * 121),
    ("SITE_URL", "berita.example.go.id"),
    ("SITE_URL", "ftp://berita.example.go.id"),
    ("SITE_URL", "https://berita.example.go.id/portal"),
    ("SITE_URL", "https://berita.example.go.id:port"),
    ("TIME_ZONE", "Jakarta"),
    ("TIME_ZONE", "../../etc/passwd"),
    ("LANGUAGE", "fr"),
    ("TWO_PERSON_RULE", "perhaps"),
    ("EDITOR_WIDGET", "tinymce"),
    ("READS_MODE", "guess"),
    ("READS_ADDRESS_CAP", "0"),
    ("READS_BEACON_PER_MINUTE", "many"),
    ("HOST_ID", " "),
    ("CACHE_URL", "memcached://127.0.0.1"),
    ("SECOND_FACTOR", "required"),
    ("TRUSTED_PROXIES", "the-proxy"),
    ("TRUSTED_PROXIES", "10.0.0.1/8"),
    ("DATABASE_URL", "not a database"),
    ("DATABASE_URL", "postgres://user@host:port/name"),
    ("DATABASE_URL", "mysql://user@host/name"),
    ("EMAIL_URL", "pigeon://loft"),
    ("EMAIL_URL", "smtp://host:port"),
]


@pytest.mark.once
@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_stops_the_start_with_a_sentence_that_names_it(name, value, tmp_path):
    done = manage("check", tmp_path=tmp_path, **{**GOOD, name: value})
    assert done.returncode != 0
    last_line = done.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured" in last_line
    assert name in last_line
    assert GOOD_SECRET not in done.stderr


@pytest.mark.once
@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without(name, tmp_path):
    given = {key: value for key, value in GOOD.items() if key not in {name, "SITE_URL"}}
    done = manage("check", tmp_path=tmp_path, **given)
    assert done.returncode != 0
    assert name in done.stderr.strip().splitlines()[-1]
