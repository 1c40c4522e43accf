"""The database, pictures and static files that running sites start from, prepared once a run.

Migrating takes seconds and loading the demonstration more; a copy of a file, or PostgreSQL's
`CREATE DATABASE … TEMPLATE`, takes milliseconds. Processes of one run share the folder.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
COLLECTED = ROOT / "var" / "collected-for-tests"
SHARED = Path(os.environ["TEST_SHARED_DIR"])


@dataclass(frozen=True)
class Template:
    """A prepared site that nobody serves: copy it."""

    folder: Path
    database_url: str
    demo: dict

    def copy_database(self, folder: Path) -> str:
        """Copy the database and return the address of the copy."""
        if self.database_url.startswith("sqlite"):
            shutil.copy(self.folder / "newsroom.sqlite3", folder)
            return f"sqlite:///{folder / 'newsroom.sqlite3'}"
        return _new_database(template=self.database_url)

    def copy_media(self, folder: Path) -> Path:
        """Copy the pictures and return their folder."""
        shutil.copytree(self.folder / "media", folder)
        return folder


def prepared(*, demo: bool) -> Template:
    """Return the migrated template, with the demonstration news or empty; made when first asked."""
    empty = _kept("empty", _migrated)
    return _kept("demo", lambda folder: _with_demonstration(folder, empty)) if demo else empty


def _kept(name: str, make: Callable[[Path], dict]) -> Template:
    folder = SHARED / name
    with _one_at_a_time(SHARED / "lock"):
        if not (folder / "ready.json").exists():
            shutil.rmtree(folder, ignore_errors=True)
            (folder / "var" / "static").mkdir(parents=True)  # asked for, and never looked into
            (folder / "ready.json").write_text(json.dumps(make(folder)))
    return Template(folder, **json.loads((folder / "ready.json").read_text()))


@contextmanager
def _one_at_a_time(file: Path):
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrated(folder: Path) -> dict:
    (folder / "media").mkdir()
    if os.environ["DATABASE_URL"].startswith("sqlite"):
        database_url = f"sqlite:///{folder / 'newsroom.sqlite3'}"
    else:
        database_url = _new_database()
    _manage(_environment(folder, database_url), "migrate", "--verbosity", "0")
    return {"database_url": database_url, "demo": {}}


def _with_demonstration(folder: Path, empty: Template) -> dict:
    database_url = empty.copy_database(folder)
    empty.copy_media(folder / "media")
    loaded = _manage(_environment(folder, database_url), "load_demo", "--force", "--json")
    return {"database_url": database_url, "demo": json.loads(loaded)}


def _environment(folder: Path, database_url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "MEDIA_ROOT": str(folder / "media"),
        "VAR_DIR": str(folder / "var"),
    }


def static() -> Path:
    """Return the collected static files, kept from run to run: compressing them takes long."""
    COLLECTED.mkdir(parents=True, exist_ok=True)
    folder = COLLECTED / _state_of_static_files()
    with _one_at_a_time(COLLECTED / "lock"):
        if not (folder / "complete").exists():
            _forget_old_ones()
            environment = {**os.environ, "VAR_DIR": str(folder)}
            _manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
            (folder / "complete").touch()
    return folder / "static"


def _forget_old_ones() -> None:
    yesterday = time.time() - 24 * 3600
    for folder in COLLECTED.glob("*/"):
        if folder.stat().st_mtime < yesterday:
            shutil.rmtree(folder, ignore_errors=True)


def _state_of_static_files() -> str:
    sources = [ROOT / "requirements.txt", ROOT / "newsroom" / "settings.py"]
    sources += [path for path in sorted(ROOT.glob("*/static/**/*")) if path.is_file()]
    state = hashlib.sha256()
    for path in sources:
        state.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return state.hexdigest()[:16]


def _manage(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
    return done.stdout


def _name_of(database_url: str) -> str:
    return urlsplit(database_url).path.lstrip("/")


def _new_database(*, template: str = "") -> str:
    name = f"newsroom_site_{uuid.uuid4().hex[:12]}"
    source = f' TEMPLATE "{_name_of(template)}"' if template else " TEMPLATE template0"
    _on_the_server(f'CREATE DATABASE "{name}"{source}')
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def drop_database(database_url: str) -> None:
    """Drop a PostgreSQL database, whoever is still connected; an SQLite file goes with its folder.

    A server that a test has stopped is no reason to fail: its data folder goes with it.
    """
    if database_url.startswith("sqlite"):
        return
    try:
        _on_the_server(f'DROP DATABASE IF EXISTS "{_name_of(database_url)}" WITH (FORCE)')
    except psycopg2.OperationalError:
        pass


def drop_templates() -> None:
    """Drop the templates of this run; for the process that started the others, at its end."""
    for ready in SHARED.glob("*/ready.json"):
        drop_database(json.loads(ready.read_text())["database_url"])


def _on_the_server(statement: str) -> None:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True  # PostgreSQL makes and drops databases outside transactions only
    try:
        connection.cursor().execute(statement)
    finally:
        connection.close()
