"""The pages of one edition that a process keeps: within a bound of bytes, and each made once."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from articles.public.ready_pages import CutPage

MOST_BYTES = 48 * 1024 * 1024  # of one process; the page asked for longest ago gives way
MOST_OF_A_PAGE = 1024 * 1024  # longer ones (a part of the map of stories) are not kept
_FORMS = 3  # its pieces, its filled form, and both compressed
_AROUND = 4096  # bytes for headers and the objects themselves

Address = tuple[str, str]  # a path and the parameters that its view knows


@dataclass(eq=False)
class KeptPage:
    """A page and what is said with it."""

    cut: CutPage
    headers: dict[str, str]  # but for those of one answer
    seconds: int | None  # its Last-Modified
    is_counted: bool
    story: int | None
    reads: int | None  # of the story, at the rendering
    only_at: float | None  # the state it was rendered in, where it lasts no longer than that
    size: int
    latest: tuple | None = field(default=None, repr=False)  # as it was last filled


class Flight:
    """A page being made, and those who wait for it."""

    def __init__(self) -> None:
        self._landed = threading.Event()
        self._page: KeptPage | None = None

    def land(self, page: KeptPage | None) -> None:
        self._page = page
        self._landed.set()

    def wait(self, seconds: float) -> KeptPage | None:
        """Return the page once it is made; None where it cannot be kept, or takes too long."""
        self._landed.wait(seconds)
        return self._page


class KeptPages:
    """Pages by their address. They belong to one edition and go with it."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._lock = threading.Lock()
        self._pages: OrderedDict[Address, KeptPage] = OrderedDict()
        self._flights: dict[Address, Flight] = {}

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, address: Address, *, at: float) -> KeptPage | None:
        """Return the page kept for an address, good in the state read at this moment."""
        page = self._pages.get(address)
        if page is None or page.only_at not in (None, at):
            return None
        try:
            self._pages.move_to_end(address)
        except KeyError:
            pass  # it gave way to another this moment; it is good all the same
        return page

    def keep(self, address: Address, page: KeptPage) -> None:
        """Keep a page, and let those go that were asked for longest ago."""
        page.size = _FORMS * page.size + len(address[0]) + len(address[1]) + _AROUND
        with self._lock:
            self._drop(address)
            self._pages[address] = page
            self._bytes += page.size
            while self._bytes > self._most:
                self._drop(next(iter(self._pages)))

    def _drop(self, address: Address) -> None:
        page = self._pages.pop(address, None)
        self._bytes -= page.size if page else 0

    def board(self, address: Address) -> tuple[Flight, bool]:
        """Return the flight that brings a page, and whether the caller has to fly it."""
        with self._lock:
            flight = self._flights.get(address)
            if flight is not None:
                return flight, False
            flight = self._flights[address] = Flight()
            return flight, True

    def land(self, address: Address, flight: Flight, page: KeptPage | None) -> None:
        """End a flight, with a page for those who wait or without."""
        with self._lock:
            self._flights.pop(address, None)
        flight.land(page)
