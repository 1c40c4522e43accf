"""Readers of a running site, all of them strangers, and what was counted of them."""

import hmac
import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPException
from itertools import count
from pathlib import Path

import psycopg2

from tests.database import WANTED
from tests.phones import PHONE

READERS_AT_ONCE = 16

A_STORY = """
from django.utils import timezone
from articles.models import Article, Category
from articles.models.edition import advance
section, _ = Category.objects.get_or_create(slug="pemerintahan", defaults={"name": "Pemerintahan"})
now = timezone.now()
story = Article.objects.create(title="Bupati tinjau jalan", category=section, status="published",
    body="<p>Isi.</p>", published_at=now, first_published_at=now)
advance(now)
print(story.get_absolute_url())
"""
_numbers = count(1)


def stranger() -> str:
    """Return an address nobody has had before."""
    number = next(_numbers)
    return f"36.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def a_story(site) -> str:
    """Publish a story past the desk, in an edition of its own, and return its address."""
    return site.python(A_STORY).strip()


def read(site, address: str, visitor: str, **more) -> int | None:
    """Read a page as this visitor; return the status, or None when no whole answer came."""
    headers = {"User_Agent": PHONE, "X_Forwarded_For": visitor}
    try:
        return site.get(address, **headers, **more).status
    except (OSError, HTTPException):
        return None


def read_all(site, address: str, visitors: list[str]) -> list[int | None]:
    """Read a page as all of them, some at once, and return the statuses."""
    with ThreadPoolExecutor(READERS_AT_ONCE) as readers:
        return list(readers.map(lambda visitor: read(site, address, visitor), visitors))


class Statuses(list):
    """What readers were answered, in that order; `acknowledged` are those who got a whole page."""

    def __init__(self) -> None:
        self.acknowledged: list[str] = []

    def note(self, visitor: str, status: int | None) -> None:
        if status == 200:
            self.acknowledged.append(visitor)
        self.append(status)

    def __iadd__(self, more: "Statuses") -> "Statuses":
        self.acknowledged += more.acknowledged
        return super().__iadd__(more)


@contextmanager
def constant_readers(site, address: str, *, pause: float = 0) -> Iterator[Statuses]:
    """Let strangers read one after the other, eight at a time; give their statuses."""
    statuses, ended = Statuses(), threading.Event()

    def keep_reading():
        while not ended.is_set():
            visitor = stranger()
            statuses.note(visitor, read(site, address, visitor, timeout=30))
            ended.wait(pause)

    readers = [threading.Thread(target=keep_reading) for _ in range(8)]
    for reader in readers:
        reader.start()
    try:
        yield statuses
    finally:
        ended.set()
        for reader in readers:
            reader.join(timeout=60)


def wait_until(condition, seconds: float = 180) -> None:
    """Return once it is so; fail when it takes too long even for a busy machine."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def more_readers(statuses: list, number: int = 40) -> None:
    """Wait until so many more have read."""
    so_far = len(statuses)
    wait_until(lambda: len(statuses) > so_far + number)


def connected(site):
    """Return a connection to the site's database."""
    if WANTED == "sqlite":
        path = site.environment["DATABASE_URL"].removeprefix("sqlite:///")
        return sqlite3.connect(path, isolation_level=None, timeout=30)
    return psycopg2.connect(site.environment["DATABASE_URL"])


def asked(site, question: str) -> list[tuple]:
    """Return the rows that the site's database answers to a question."""
    with closing(connected(site)) as connection:
        cursor = connection.cursor()
        cursor.execute(question)
        return cursor.fetchall()


def journal_of(site) -> Path:
    """Return the folder of the site's journal."""
    return Path(site.environment.get("READS_JOURNAL_DIR", site.folder / "journal"))


def is_applied(*sites) -> bool:
    """Say whether everything that readers of these sites brought is in the tables."""
    offsets = dict(asked(sites[0], 'SELECT segment, "offset" FROM articles_journalposition'))
    sizes = {
        path.stem: path.stat().st_size
        for site in sites
        for state in ("open", "full", "done")
        for path in journal_of(site).glob(f"*.{state}")
    }
    return all(offsets.get(name) == size for name, size in sizes.items())


def counted(*sites, story: str) -> tuple[int, int]:
    """Return the reads of a story and the visitors of the site, once all of them are applied."""
    wait_until(lambda: is_applied(*sites))
    number = story.split("/")[2]
    [[reads]] = asked(
        sites[0],
        f"SELECT COALESCE(SUM(reads), 0) FROM articles_articleday WHERE article_id = {number}",
    )
    [[visitors]] = asked(sites[0], "SELECT COALESCE(SUM(visitors), 0) FROM articles_siteday")
    return int(reads), int(visitors)


def keys_of_readers(site, story: str) -> list[bytes]:
    """Return the keys of all who were counted for a story."""
    number = story.split("/")[2]
    question = f"SELECT visitor FROM articles_readseen WHERE story = {number}"
    return [bytes(key) for (key,) in asked(site, question)]


def key_of_reader(salt: bytes, visitor: str) -> bytes:
    """Return a visitor's key by the rule in words: address, browser, language, and the salt."""
    return hmac.digest(salt, f"{visitor}\0{PHONE}\0".encode(), "sha256")[:16]


def assert_nothing_acknowledged_was_lost(site, story: str, statuses: Statuses) -> None:
    """Hold what was counted against the answers that arrived whole, reader by reader.

    Nobody of `statuses` came twice, so every read that is counted has a key of its own.
    """
    under_way = len(statuses) - statuses.count(200)
    reads, _ = counted(site, story=story)
    keys = set(keys_of_readers(site, story))
    salts = [bytes(salt) for (salt,) in asked(site, "SELECT salt FROM articles_readsalt")]
    lost = [
        visitor
        for visitor in statuses.acknowledged
        if not any(key_of_reader(salt, visitor) in keys for salt in salts)
    ]
    assert lost == []
    assert reads == len(keys)  # more would be somebody twice
    assert len(statuses.acknowledged) == statuses.count(200) <= reads
    assert reads <= statuses.count(200) + under_way
    assert "add up" in site.manage("check_reads")
