"""What a page weighs on the line: every byte of every answer, with nothing kept from before."""

from dataclasses import dataclass, field

KILOBYTE = 1024
DENSITY = 2  # a cheap phone has two or three points where a pixel of the layout is one


@dataclass
class Load:
    """What one visit fetched: (kind, address, bytes on the line) of each answer, in order."""

    answers: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return len(self.answers)

    def bytes(self, *kinds: str, but: tuple[str, ...] = ()) -> int:
        """Return the bytes of these kinds of answers (of all when none is named)."""
        return sum(
            size
            for kind, _address, size in self.answers
            if (not kinds or kind in kinds) and kind not in but
        )

    def without_pictures(self) -> "Load":
        return Load([answer for answer in self.answers if answer[0] != "Image"])


def first_visit(page, address: str) -> Load:
    """Open an address as somebody who was never here, and read to the end of the page.

    `page` must be new: its context has a cache of its own. Chromium counts the bytes, headers
    included, as they came over the line.
    """
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, tuple[str, str]] = {}
    load = Load()

    def came(event: dict) -> None:
        kinds[event["requestId"]] = (event["type"], event["response"]["url"])

    def ended(event: dict) -> None:
        kind, url = kinds.get(event["requestId"], ("Other", ""))
        if not url.startswith("data:"):
            load.answers.append((kind, url, event["encodedDataLength"]))

    session.on("Network.responseReceived", came)
    session.on("Network.loadingFinished", ended)
    page.goto(address, wait_until="networkidle")
    session.detach()
    return load
