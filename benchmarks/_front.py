"""Behind nginx: a page it keeps for a second against a file of the same bytes, in turn."""

import json
from collections.abc import Iterator

from benchmarks._copies import copy_of
from benchmarks._databases import ready
from benchmarks._measuring import Row, cpu_ratio, pages_ratio
from benchmarks._nginx import SAME_BYTES, Front
from benchmarks._servers import Client, serving
from tests import tools

WAY = "gthread 2×4"
HOSTS = "127.0.0.1,berita.example.go.id"


def rows(kind: str, size: int, *, rounds: int, seconds: float) -> Iterator[Row]:
    """Measure the page of a story; the readers report that they read it, so that it is kept."""
    if not tools.nginx():
        print("behind nginx: not measured, there is no nginx here")
        return
    kept = ready(kind, size)
    story = json.loads(kept.run("benchmarks._addresses"))["article"]
    beacon = {"READS_MODE": "beacon", "ALLOWED_HOSTS": HOSTS}
    with (
        copy_of(kept) as newsroom,
        Client() as client,
        serving(newsroom, WAY, **beacon) as site,
        Front(site.port, var=newsroom.home) as front,
    ):
        front.keep(front.page(story))
        job = {"seconds": seconds, "agents": "robot"}
        taken = []
        for _ in range(rounds + 1):
            pages = client.ask(front, [story], **job)
            taken.append((pages, client.ask(front, [SAME_BYTES], **job)))
    pairs = taken[1:]  # the first round warms everything up
    page, file = pairs[0]
    remark = f"{page.per_second:,.0f} and {file.per_second:,.0f} a second, {page.size:,} bytes"
    yield Row(
        "behind nginx: kept page / file", f"{kind}, {WAY}", pages_ratio(pairs), 0.80, 0.95,
        cpu=cpu_ratio(pairs), remark=remark,
    )  # fmt: skip
