"""Answers for one newsroom inside its site: how long a page takes, and how many queries it asks.

A line of JSON on standard input names pages and how often each is asked; a line on standard output
says what each took at best: by the clock, and of the processor. Nothing is kept between pages
(`PAGE_CACHE` off), so every page is made from the database alone, with all that stands around it.
"""

import json
import logging
import sys
import time
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402 - the site has to stand first
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from articles.models import Article, Category, Reporter, Tag  # noqa: E402
from articles.public import pulse, sitemaps  # noqa: E402
from benchmarks import _desk  # noqa: E402
from benchmarks._client import ROBOT  # noqa: E402
from benchmarks._texts import COMMON, PHRASE, RARE  # noqa: E402

SLIP = "kecpai"  # of the rare word: nothing is found, something near it is offered
FARTHEST = 1000  # no list has a page of a higher number
MANY_STORIES = 500
_LISTS = {
    "category", "tag", "reporter", "archive, a year", "archive, a month", "archive, a day",
    "corrections", "search, common word, newest first", "search, common word, best first",
    "search, common word of a year",
}  # fmt: skip


logging.getLogger("django.request").setLevel(logging.ERROR)  # whether a page is there is asked


class Cost(NamedTuple):
    """What a page took, in milliseconds, and how many addresses a map of the site names."""

    clock: float
    processor: float
    named: int


class Pages:
    """The pages that are measured, by name; a list of addresses is asked for in turn."""

    def __init__(self):
        self.reader, self.turn = Client(HTTP_USER_AGENT=ROBOT), 0
        self.people = {name: _signed_in(name) for name in ("editor1", "reporter1")}
        self.of_readers = self._of_readers()
        self.of_desk = {name: _desk.pages_of(_person(name)) for name in self.people}

    def _of_readers(self) -> dict[str, str | list[str]]:
        public = Article.objects.published(timezone.now())
        stories = public.order_by("id").values_list("pk", "slug")[50 : 50 + MANY_STORIES]
        month = timezone.localtime(timezone.now()) - timedelta(days=40)
        days = {"dari": f"{month:%Y-%m-05}", "sampai": f"{month + timedelta(days=9):%Y-%m-%d}"}
        year = {"dari": "2024-01-01", "sampai": "2024-12-31"}
        small, *_others, section = Category.objects.order_by("position")
        last_part = (Article.objects.order_by("-id")[0].pk - 1) // sitemaps.PART + 1
        searches = {
            "rare word, best first": {"q": RARE},
            "rare word, newest first": {"q": RARE, "urut": "terbaru"},
            "common word, best first": {"q": COMMON},
            "common word, newest first": {"q": COMMON, "urut": "terbaru"},
            "two common words": {"q": "warga pemerintah"},
            "two common words, newest first": {"q": "warga pemerintah", "urut": "terbaru"},
            "phrase of common words": {"q": f'"{PHRASE}"'},
            "common word, small section": {"q": COMMON, "kategori": small.slug},
            "common words, small section": {"q": "warga pemerintah", "kategori": small.slug},
            "rare word, a section": {"q": RARE, "kategori": section.slug},
            "rare word that a small section has not": {"q": RARE, "kategori": small.slug},
            "common word of a year": {"q": COMMON, **year},
            "rare word of a year": {"q": RARE, **year},
            "common words of a year, small section": {
                "q": "warga pemerintah", "kategori": small.slug, **year,
            },
            "common word, this month": {"q": COMMON, "periode": "bulan"},
            "a slip of the pen": {"q": SLIP},
            "nothing like it": {"q": "xyzzyq"},
        }  # fmt: skip
        return {
            "article": [f"/berita/{pk}/{slug}/" for pk, slug in stories],
            "home": "/",
            "category": section.get_absolute_url(),
            "category, small": small.get_absolute_url(),
            "tag": Tag.objects.order_by("id")[0].get_absolute_url(),
            "tag, seldom": Tag.objects.order_by("-id")[0].get_absolute_url(),
            "reporter": Reporter.objects.order_by("id")[0].get_absolute_url(),
            "archive": "/arsip/",
            "archive, a year": month.strftime("/arsip/%Y/"),
            "archive, a month": month.strftime("/arsip/%Y/%m/"),
            "archive, a day": month.strftime("/arsip/%Y/%m/%d/"),
            "feed": "/rss.xml",
            "feed of a section": f"{section.get_absolute_url()}rss.xml",
            "feed as JSON": "/feed.json",
            "sitemap": "/sitemap.xml",
            "sitemap of lists": "/sitemap-laman.xml",
            "sitemap of stories, first part": "/sitemap-1.xml",
            "sitemap of stories, last part": f"/sitemap-{last_part}.xml",
            "sitemap of news": "/sitemap-berita.xml",
            "popular": "/terpopuler/",
            "statistics": "/statistik/",
            "statistics, last year": "/statistik/?periode=tahun-lalu",
            "statistics, some days": f"/statistik/?{urlencode(days)}",
            "statistics, the longest period": f"/statistik/?{urlencode(year)}",
            "corrections": "/ralat/",
            "search, nothing typed": "/cari/",
            **{f"search, {name}": f"/cari/?{urlencode(asked)}" for name, asked in searches.items()},
        }

    def deep(self) -> dict[str, str]:
        """Return the deepest page one can ask for of each list, by the name of the list."""
        lists = [name for name in self.of_readers if name in _LISTS]
        found = {name: self._deepest(self.of_readers[name]) for name in lists}
        found = {name: address for name, address in found.items() if address}
        for name in ("desk list, page 1", "desk search, common word"):
            address = self.of_desk["editor1"][name]
            found[f"{name} (editor1)"] = f"{address}{'&' if '?' in address else '?'}p=200"
        return found

    def _deepest(self, address: str) -> str:
        """Return the address of the last page that is answered, or nothing where there is one."""
        joint = "&" if "?" in address else "?"
        low, high = 1, 2
        while high < FARTHEST * 100 and self._is_there(f"{address}{joint}page={high}"):
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            if self._is_there(f"{address}{joint}page={middle}"):
                low = middle
            else:
                high = middle
        return f"{address}{joint}page={low}" if low > 1 else ""

    def _is_there(self, address: str) -> bool:
        return self.reader.get(address).status_code == 200

    def all(self) -> dict[str, tuple[Client, str | list[str]]]:
        """Return name → who asks for it, and its address or addresses."""
        pages = {name: (self.reader, address) for name, address in self.of_readers.items()}
        for person, client in self.people.items():
            asked = self.of_desk[person].items()
            pages |= {f"{name} ({person})": (client, address) for name, address in asked}
        for name, address in self.deep().items():
            client = self.people["editor1"] if "editor1" in name else self.reader
            pages[f"deepest page: {name}"] = (client, address)
        return {name: asked for name, asked in pages.items() if self._answers(*asked)}

    def _answers(self, client: Client, address: str | list[str]) -> bool:
        return client.get(self._one(address)).status_code == 200

    def _one(self, address: str | list[str]) -> str:
        self.turn += 1
        return address if isinstance(address, str) else address[self.turn % len(address)]

    def best(self, client: Client, address: str | list[str], times: int) -> Cost:
        """Return the least of a few times: what else runs on the machine makes them longer."""
        costs = [_cost(client, self._one(address)) for _ in range(times)]
        clock, processor, named = zip(*costs, strict=True)
        return Cost(min(clock), min(processor), max(named))


def _person(username: str) -> User:
    return User.objects.get(username=username)


def _signed_in(username: str) -> Client:
    client = Client()
    client.force_login(_person(username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _cost(client: Client, address: str) -> Cost:
    worked, begun = _processor_time(), time.perf_counter()
    response = client.get(address)
    named = response.getvalue().count(b"<loc>")
    taken, worked = time.perf_counter() - begun, _processor_time() - worked
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}.")
    return Cost(taken * 1000, worked * 1000, named)


def _processor_time() -> float:
    """Return the seconds that this process has worked, and those of PostgreSQL that serve it."""
    return time.process_time() + sum(map(time.clock_gettime, _clocks_of_postgresql()))


def _clocks_of_postgresql() -> list[int]:
    """Return the clocks of the processes that answer us, as Linux numbers clocks of others."""
    if connections["default"].vendor != "postgresql":
        return []
    open_ones = [one.connection for one in connections.all() if one.connection is not None]
    return [(~connection.info.backend_pid << 3) | 2 for connection in open_ones]


def cold_and_warm() -> dict[str, int]:
    """Return the queries of a story's page that is made, and of the same page asked again.

    The fewest of five: twice a second a page also asks, for all, what the newspaper looks like.
    """
    settings.PAGE_CACHE = True
    section = Category.objects.order_by(
        "position"
    ).last()  # whose newest are of these shared blocks
    public = Article.objects.published(timezone.now()).filter(category=section).order_by("id")
    stories = [f"/berita/{pk}/{slug}/" for pk, slug in public.values_list("pk", "slug")[7:13]]
    reader = Client(HTTP_USER_AGENT=ROBOT)  # counting asks nothing of the database
    reader.get(stories.pop())  # now the shared blocks are warm
    asked: dict[str, list[int]] = {"cold": [], "warm": []}
    for story in stories:
        pulse.current(timezone.now())
        asked["cold"].append(_queries(reader, story))
        asked["warm"].append(_queries(reader, story))
    settings.PAGE_CACHE = False
    return {state: min(numbers) for state, numbers in asked.items()}


def _queries(client: Client, address: str) -> int:
    with (
        CaptureQueriesContext(connections["default"]) as first,
        CaptureQueriesContext(connections["reads"]) as second,
    ):
        client.get(address)
    return len(first) + len(second)


def main() -> None:
    queries = cold_and_warm()
    settings.PAGE_CACHE = False
    pages = Pages()
    asked = pages.all()
    print(json.dumps({"pages": list(asked), "queries": queries}), flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        times = job["times"]
        print(json.dumps({n: pages.best(*asked[n], times) for n in job["pages"]}), flush=True)


if __name__ == "__main__":
    main()
