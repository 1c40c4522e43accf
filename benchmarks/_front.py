"""Behind nginx: a page it keeps against a file of the same bytes, both by the shipped rules.

The site is in beacon mode, so that a page is answered without it. The cost that counts is nginx's
own: at its speed the client that asks is the slower of the two.
"""

import json
from collections.abc import Iterator

from benchmarks._databases import ready
from benchmarks._measuring import Row, cpu_ratio, over, pages_ratio
from benchmarks._nginx import SAME_BYTES, Front
from benchmarks._servers import Client, serving
from tests import tools

IN_FRONT = {"READS_MODE": "beacon", "TRUSTED_PROXIES": "127.0.0.1/32"}
WAY = "gthread 2×4"


def rows(kind: str, size: int, *, rounds: int, seconds: float) -> Iterator[Row]:
    """Measure a story that nginx keeps; nothing where there is no nginx."""
    if sentence := tools.missing("nginx"):
        print(f"Not measured: {sentence}.")
        return
    newsroom = ready(kind, size)
    page = json.loads(newsroom.run("benchmarks._addresses"))["article"]
    with (
        Client() as people,
        serving(newsroom, WAY, **IN_FRONT) as site,
        Front(site.port, var=newsroom.home) as front,
    ):
        front.keep(front.page(page))
        taken = []
        for _ in range(rounds + 1):  # the first one warms everything up
            kept = people.ask(front, [page], seconds=seconds)
            file = people.ask(front, [SAME_BYTES], seconds=seconds, agents="robot")
            taken.append((kept, file))
    pairs = taken[1:]
    sizes = {load.size for pair in pairs for load in pair}
    speeds = [over([pair[n].per_second for pair in pairs]).median for n in (0, 1)]
    yield Row(
        "behind nginx: kept page / the same bytes as a file", f"{kind}, nginx",
        pages_ratio(pairs), 0.80, 0.95, cpu=cpu_ratio(pairs),
        remark=f"{speeds[0]:,.0f} and {speeds[1]:,.0f} a second, {max(sizes):,} bytes",
    )  # fmt: skip
