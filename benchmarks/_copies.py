"""A newsroom's copy for one measurement: its day begins without a visitor, and it goes afterwards.

The newsrooms that are kept stay as they were made, and no run leaves its visitors to the next one.
"""

import contextlib
import shutil
from collections.abc import Iterator

from benchmarks._databases import Newsroom, postgresql


@contextlib.contextmanager
def copy_of(newsroom: Newsroom) -> Iterator[Newsroom]:
    """Copy a newsroom's database; nobody may be using it."""
    home = newsroom.home.with_name(f"{newsroom.home.name}-copy")
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    (home / "media").mkdir()
    (home / "static").symlink_to((newsroom.home / "static").readlink())
    try:
        with _database(newsroom, home) as url:
            yield Newsroom(newsroom.kind, newsroom.size, url, home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def _database(newsroom: Newsroom, home) -> Iterator[str]:
    if newsroom.kind == "sqlite":
        for file in newsroom.home.glob("newsroom.sqlite3*"):
            shutil.copy(file, home)
        yield f"sqlite:///{home / 'newsroom.sqlite3'}"
        return
    server, name = postgresql(), f"bench_{newsroom.size}"
    server.psql(f"DROP DATABASE IF EXISTS {name}_copy WITH (FORCE)")
    server.psql(f"CREATE DATABASE {name}_copy TEMPLATE {name}")
    try:
        yield server.get_uri(database=f"{name}_copy")
    finally:
        server.psql(f"DROP DATABASE {name}_copy WITH (FORCE)")
