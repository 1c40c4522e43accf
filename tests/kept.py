"""The page cache in a test: switched on, empty, and with a clock that the test puts forward."""

import pytest
from django.http import HttpResponse

from articles.public import live_numbers, page_cache, pulse

LISTS = (
    "/",
    "/kategori/pemerintahan/",
    "/reporter/fajar-cqa/",
    "/arsip/",
    "/ralat/",
    "/terpopuler/",
    "/statistik/",
    "/cari/",
    "/cari/?q=posyandu&urut=terbaru",
)
ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"  # never counted
DOCUMENTS = ("/rss.xml", "/feed.json", "/sitemap.xml", "/sitemap-berita.xml", "/robots.txt")


class Clock:
    """The monotonic clock of the cache; it stands still until it is put forward."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def forward(self, seconds: float = 1.0) -> None:
        self.seconds += seconds


@pytest.fixture
def kept(settings, monkeypatch):
    """Switch the page cache on, with nothing in it, and return its clock."""
    clock = Clock()
    for module in (pulse, live_numbers):
        monkeypatch.setattr(module, "monotonic", clock)
    settings.PAGE_CACHE = True
    pulse.forget()
    yield clock
    pulse.forget()


@pytest.fixture
def rendered(monkeypatch):
    """Return the addresses that were rendered, in their order."""
    calls = []
    made = page_cache.PageCacheMiddleware._made

    def noted(self, request, *args):
        calls.append(request.get_full_path())
        return made(self, request, *args)

    monkeypatch.setattr(page_cache.PageCacheMiddleware, "_made", noted)
    return calls


def get(client, address: str, *, agent: str = ROBOT, **headers: str) -> HttpResponse:
    """Ask for a page as a robot does unless said otherwise: that changes no number."""
    names = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return client.get(address, headers={"user-agent": agent}, **names)


def addresses_of(story) -> tuple[str, ...]:
    return (story.get_absolute_url(), *LISTS, *DOCUMENTS)
