"""What stands in deploy/ beside nginx: services and timers that name only what there is."""

import configparser
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from articles.models import ReadSalt, ReadSeen
from articles.models.address_day import AddressDay
from articles.models.address_minute import AddressMinute
from tests.source import ROOT
from tests.suite import need

pytestmark = pytest.mark.once

SYSTEMD = ROOT / "deploy" / "systemd"
UNITS = sorted(SYSTEMD.iterdir())
# What these places are on the machine that runs the tests.
PROGRAMS = {
    "/srv/newsroom/.venv/bin/gunicorn": "/bin/true",
    "/srv/newsroom/.venv/bin/python": "/bin/true",
}


def read(unit: Path) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read_string(unit.read_text())
    return parser


def test_systemd_accepts_every_unit_without_a_remark(tmp_path):
    need("systemd")
    for unit in UNITS:
        text = unit.read_text()
        for program, here in PROGRAMS.items():
            text = text.replace(program, here)
        (tmp_path / unit.name).write_text(text)
    for timer in SYSTEMD.glob("*.timer"):
        command = read(timer)["Timer"]["Unit"]
        (tmp_path / command).write_text((tmp_path / "newsroom@.service").read_text())
    asked = sorted(str(path) for path in tmp_path.iterdir() if "@." not in path.name)
    done = subprocess.run(["systemd-analyze", "verify", *asked], capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_every_timer_starts_a_command_that_there_is():
    started = {}
    for timer in SYSTEMD.glob("*.timer"):
        unit = read(timer)["Timer"]["Unit"]
        started[timer.name] = re.fullmatch(r"newsroom@(\w+)\.service", unit)[1]
    assert started == {
        "newsroom-due.timer": "run_due",
        "newsroom-forget.timer": "purge_visitors",
        "newsroom-check.timer": "check_reads",
    }
    assert set(started.values()) <= set(get_commands())


def test_the_places_of_services_and_nginx_are_the_same():
    service, socket = (read(SYSTEMD / f"newsroom.{kind}") for kind in ("service", "socket"))
    listens = socket["Socket"]["ListenStream"]
    assert f"server unix:{listens};" in (ROOT / "deploy" / "nginx.conf").read_text()
    folder = service["Service"]["WorkingDirectory"]
    assert shlex.split(service["Service"]["ExecStart"])[0].startswith(f"{folder}/.venv/")
    answers = (ROOT / "deploy" / "nginx" / "answers.conf").read_text()
    assert set(re.findall(r"root (\S+);", answers)) == {
        f"{folder}/templates", f"{folder}/deploy/pages",
    }  # fmt: skip
    state = f"/var/lib/{service['Service']['StateDirectory']}"
    site = (ROOT / "deploy" / "nginx" / "site.conf").read_text()
    assert set(re.findall(r"root (\S+);", site)) == {state}
    environment = (ROOT / "deploy" / "newsroom.env").read_text()
    assert f"VAR_DIR={state}\n" in environment


def test_the_environment_names_only_settings_that_there_are():
    known = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    names = re.findall(r"^#? ?([A-Z_]+)=", (ROOT / "deploy/newsroom.env").read_text(), re.MULTILINE)
    assert set(names) - known == {"WEB_CONCURRENCY", "LANG"}


def test_a_dump_leaves_out_everything_by_which_readers_are_told_apart():
    told = (ROOT / "deploy" / "README.md").read_text()
    left_out = set(re.findall(r"--exclude-table-data=(\w+)", told))
    kept_short = (ReadSalt, ReadSeen, AddressDay, AddressMinute)
    assert left_out == {model._meta.db_table for model in kept_short}


@pytest.mark.parametrize(
    "page", ["deploy/pages/413.html", "deploy/pages/429.html", "templates/503.html"]
)
def test_pages_that_nginx_sends_need_nothing_else(page):
    text = (ROOT / page).read_text()
    assert '<html lang="id">' in text
    assert not re.search(r"""{[%{]|<script|<link|\bsrc=|url\(|style=["']""", text)
