"""The page cache in a test: switched on, empty, and with a clock that the test puts forward."""

import pytest

from articles.public import live_numbers, pulse


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
