"""Whatever the desk does, within a second every page of every process is as if freshly rendered.

Two application processes with page caches and one without, on one database. Deeds come in a random
order; after each, every public page of the first two equals that of the third.
"""

import random
import re
import subprocess
import sys
import time

import pytest

from tests.conftest import PHONE
from tests.running_site import ROOT, RunningSite

pytestmark = pytest.mark.server

SEED = 5
ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"  # never counted
DEEDS = ["publish", "update", "photo", "withdraw", "reinstate", "category", "banner", "lead"]
DEEDS += ["site", "schedule", "read"]
PAGES = ["/", "/kategori/pemerintahan/", "/reporter/fajar-cqa/", "/arsip/", "/ralat/"]
PAGES += ["/terpopuler/", "/statistik/", "/cari/?q=posyandu&urut=terbaru", "/rss.xml", "/feed.json"]
PAGES += ["/sitemap-berita.xml", "/berita/1/posyandu-0/", "/berita/2/posyandu-1/"]
WITHIN = 1.0  # seconds
BY_THE_CLOCK = 2.0  # seconds after which a scheduled story is due and the banner gone
OF_ROBOTS = re.compile(rb'<section[^>]* aria-labelledby="not-counted".*?</section>', re.DOTALL)
SETTLED = 60  # seconds in which a read must have been counted, however slow the machine


class Beside(RunningSite):
    """A further application process on the database of another site."""

    def __init__(self, first: RunningSite, **env: str) -> None:
        super().__init__(workers=1, env=env)
        self.own_database = self.database_url
        for name in ("DATABASE_URL", "MEDIA_ROOT", "SITE_URL"):
            self.environment[name] = first.environment[name]


@pytest.fixture(scope="module")
def sites():
    """Give two sites that keep pages and one that keeps none, all on one database."""
    with (
        RunningSite(workers=1, env={"HOST_ID": "first"}) as first,
        Beside(first, HOST_ID="second") as second,
        Beside(
            first, HOST_ID="third", DJANGO_SETTINGS_MODULE="tests.uncached_settings"
        ) as uncached,
    ):
        yield first, second, uncached


@pytest.fixture(scope="module")
def desk(sites):
    """Return a function that lets the desk do something and returns once it is done."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.random_desk", str(SEED)],
        cwd=ROOT,
        env={**sites[0].environment, "DJANGO_SETTINGS_MODULE": "newsroom.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"

    def do(deed: str) -> None:
        process.stdin.write(f"{deed}\n")
        process.stdin.flush()
        assert process.stdout.readline() == "done\n", deed

    yield do
    process.stdin.close()
    process.wait(timeout=30)


def pages_of(site: RunningSite) -> dict[str, tuple[int, bytes]]:
    """Return every page, but for the line that counts those who look: these tests do, as robots."""
    answers = {page: site.get(page, User_Agent=ROBOT) for page in PAGES}
    return {page: (a.status, OF_ROBOTS.sub(b"", a.body)) for page, a in answers.items()}


def read(sites, visitor: int) -> None:
    """Let a reader read, and wait until he is counted."""
    before = sites[2].get(PAGES[-1], User_Agent=ROBOT).body
    sites[visitor % 2].get(PAGES[-1], User_Agent=f"{PHONE} {visitor}")
    deadline = time.monotonic() + SETTLED
    while sites[2].get(PAGES[-1], User_Agent=ROBOT).body == before:
        assert time.monotonic() < deadline, "the read was never counted"
        time.sleep(0.1)


def test_after_every_deed_every_page_is_as_if_freshly_rendered(sites, desk):
    chance = random.Random(SEED)
    deeds = [*chance.sample(DEEDS, k=len(DEEDS)), "publish", "read"]
    first, second, uncached = sites
    pages_of(first), pages_of(second)
    for number, deed in enumerate(deeds):
        read(sites, number) if deed == "read" else desk(deed)
        if deed in ("schedule", "banner"):
            time.sleep(WITHIN)
            pages_of(first), pages_of(second)  # kept as they are before the clock changes them
            time.sleep(BY_THE_CLOCK)
        time.sleep(WITHIN)
        shown = pages_of(first), pages_of(second)
        fresh = pages_of(uncached)
        for name, pages in zip(("first", "second"), shown, strict=True):
            wrong = [page for page in PAGES if pages[page] != fresh[page]]
            assert wrong == [], f"{name} process after {deeds[: number + 1]}"
    statuses = {status for status, _ in fresh.values()}
    assert statuses <= {200, 410}
