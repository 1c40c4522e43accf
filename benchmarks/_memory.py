"""Do the workers grow? Their memory after twenty thousand requests and after ten times as many."""

import json
from collections.abc import Iterator

from benchmarks._copies import copy_of
from benchmarks._databases import ready
from benchmarks._measuring import Row, over
from benchmarks._servers import Client, serving

WAY = "gthread 2×4"
STORIES = 200  # so many stories are read, with the front page and a section between them
MEGABYTE = 2**20


def rows(kind: str, size: int, *, requests: int) -> Iterator[Row]:
    """Ask for so many pages, and for nine times as many; compare what the workers hold."""
    kept = ready(kind, size)
    addresses = json.loads(kept.run("benchmarks._addresses"))
    paths = [*addresses["stories"][-STORIES:], "/", addresses["category"]]
    with copy_of(kept) as newsroom, Client() as people, serving(newsroom, WAY) as site:
        people.ask(site, paths, pages=requests)
        before = site.memory()
        people.ask(site, paths, pages=9 * requests)
        after = site.memory()
    yield Row(
        f"memory of the workers after {10 * requests:,} / {requests:,} requests",
        f"{kind}, {WAY}", over([after / before]), 1.05, None, most=True,
        remark=f"{before / MEGABYTE:.0f} → {after / MEGABYTE:.0f} MB",
    )  # fmt: skip
