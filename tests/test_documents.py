"""The documents say what is true: settings, commands and files exist under the names they give."""

import ast
import os
import re
import subprocess
import sys

import pytest

from articles.management.demo.people import FIXED_PASSWORD, PEOPLE
from tests.source import ROOT

pytestmark = pytest.mark.once

READERS = {"address", "text", "switch", "number", "choice", "words", "hosts", "shown_name"}
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "DECISIONS.md")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def settings_read() -> set[str]:
    tree = ast.parse(read("newsroom/settings.py"))
    return {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in READERS
    }


def settings_explained() -> list[str]:
    return re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", read(".env.example"), re.MULTILINE)


def test_every_setting_is_explained_and_no_other():
    assert sorted(settings_explained()) == sorted(settings_read())
    assert len(settings_read()) > 10


def test_every_setting_has_a_sentence_of_its_own():
    lines = read(".env.example").splitlines()
    for index, line in enumerate(lines):
        if re.match(r"(# )?[A-Z][A-Z_]+=", line):
            assert re.fullmatch(r"# .{20,}\.", lines[index - 1]), line
            assert lines[index - 2] == "", line


def test_a_start_with_the_settings_of_the_example_works(tmp_path):
    """The file is read by a shell and by systemd; with a key and a folder it is enough."""
    text = read(".env.example").replace("SECRET_KEY=", f"SECRET_KEY={'s0me-l0ng-key' * 6}")
    example = tmp_path / "env"
    example.write_text(f"{text}\nVAR_DIR={tmp_path}/var\n", encoding="utf-8")
    told = ("from django.conf import settings as s; print(s.SITE_URL, s.ALLOWED_HOSTS, s.DEBUG)",)
    done = subprocess.run(
        [
            "/bin/sh",
            "-c",
            'set -a; . "$0"; set +a; exec "$@"',
            example,
            sys.executable,
            "-c",
            *told,
        ],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "newsroom.settings"},
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert done.stdout == "https://berita.example.go.id ['berita.example.go.id'] False\n"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_command_exists(name):
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)\b", read(name), re.MULTILINE))
    assert named - targets == set()


def test_the_readme_names_the_two_commands_and_the_start_without_make():
    readme = read("README.md")
    for command in (
        "make run",
        "make test",
        "manage.py migrate",
        "manage.py collectstatic --noinput",
        "gunicorn newsroom.wsgi",
    ):
        assert re.search(rf"^\S*\s?{re.escape(command)}$|{re.escape(command)}$", readme, re.M), (
            command
        )
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"} <= set(
        re.findall(r"^export ([A-Z_]+)=", readme, re.MULTILINE)
    )


def test_the_demonstration_logins_of_the_readme_are_the_real_ones():
    table = [line for line in read("README.md").splitlines() if line.startswith("| `")]
    named = [name for line in table for name in re.findall(r"`([a-z]+)`", line.split("|")[1])]
    assert [name for name in named if name in {p.username for p in PEOPLE}] == [
        person.username for person in PEOPLE
    ]
    assert f"`{FIXED_PASSWORD}`" in read("README.md")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_a_document_names_is_there(name):
    """A name with a slash or an ending is a path, read from the root; var/ is made at run time."""
    paths = re.findall(r"`((?:[a-z_.]+/)+[\w.]*|[A-Za-z_]+\.(?:md|py))`", read(name))
    links = re.findall(r"\]\((?!http)([^)#]+)\)", read(name))
    for path in {*paths, *links}:
        if path.startswith(("var/", "manage.py", "workflow.py", "media/")):
            continue
        found = (ROOT / path).exists() or any(ROOT.glob(f"*/{path}"))
        assert found, f"{name} names {path}"


def test_decisions_are_dated_and_say_context_decision_and_consequence():
    entries = re.split(r"^## ", read("DECISIONS.md"), flags=re.MULTILINE)[1:]
    assert len(entries) > 7
    for entry in entries:
        title = entry.splitlines()[0]
        assert re.match(r"\d{4}-\d{2}-\d{2} \S", title), title
        for part in ("context", "decision", "consequence"):
            assert part in entry.lower(), f"{title}: no {part}"


@pytest.mark.parametrize(("shell", "site"), [("en_US:en", "id"), ("", "id"), ("en", "en")])
def test_the_language_of_a_desktop_does_not_stop_make_run(shell, site):
    say = "language: ; @echo $$LANGUAGE"
    done = subprocess.run(
        ["make", "--silent", f"--eval={say}", "language"],
        cwd=ROOT,
        env={**os.environ, "LANGUAGE": shell},
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == site, done.stderr
