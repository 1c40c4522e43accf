"""Does a page cost more when the archive grows, and does a list far down? Two newsrooms in turn."""

import json
import subprocess
import sys
from collections.abc import Iterator
from operator import itemgetter

from benchmarks._databases import ROOT, Newsroom, ready
from benchmarks._measuring import Row, over, ratio

PAGE, SEARCH, DEEP = (1.3, 1.1), (3.0, 1.5), (1.5, 1.2)  # floor and aim
DEEPEST = "deepest page: "
# A newspaper of a million has more parts, and a hundred times as much news of two days.
MAPS = ("sitemap", "sitemap of news")
CLOCK, PROCESSOR, NAMED = range(3)  # of what `_answering` says of a page


class Answering:
    """A process that answers for one newsroom (`_answering`)."""

    def __init__(self, newsroom: Newsroom):
        command = [sys.executable, "-m", "benchmarks._answering"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=newsroom.environment(), stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        told = self._read()
        self.pages, self.queries = told["pages"], told["queries"]

    def __enter__(self) -> "Answering":
        return self

    def __exit__(self, *exc) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=60)

    def costs(self, pages: list[str], times: int) -> dict[str, list[float]]:
        print(json.dumps({"pages": pages, "times": times}), file=self.process.stdin, flush=True)
        return self._read()

    def _read(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("A newsroom of the benchmark has stopped; see what it printed.")
        return json.loads(line)


def rows(
    kind: str, small: int, large: int, *, rounds: int, times: int, side: str = ""
) -> Iterator[Row]:
    """Measure every page in both newsrooms in turn, and return what the archive's growth costs.

    `side` is "readers" or "desk" where only their pages are asked for.
    """
    with Answering(ready(kind, small)) as few, Answering(ready(kind, large)) as many:
        wanted = [page for page in many.pages if not side or ("desk" in page) == (side == "desk")]
        pages = [page for page in wanted if page in few.pages]
        taken = []
        for _ in range(rounds):
            taken.append({})
            for page in pages:  # one after the other, so that a slow moment slows both
                taken[-1][page] = few.costs([page], times)[page], many.costs([page], times)[page]
            for page in [page for page in wanted if page not in few.pages]:
                taken[-1][page] = (None, many.costs([page], times)[page])
        yield from _queries(kind, few.queries, many.queries)
    yield from _growth(kind, pages, taken, f"{large:,} / {small:,}")
    yield from _depth(kind, [page for page in taken[0] if page.startswith(DEEPEST)], taken, large)


def _queries(kind: str, few: dict, many: dict) -> Iterator[Row]:
    for state, floor, aim in (("cold", 4, 2), ("warm", 0, 0)):
        asked = over([float(few[state]), float(many[state])])
        yield Row(f"queries of an article, {state}", kind, asked, floor, aim, most=True)


def _growth(kind: str, pages: list[str], taken: list[dict], sizes: str) -> Iterator[Row]:
    for page in pages:
        if page.startswith(DEEPEST):
            continue
        costs = [round_[page] for round_ in taken]
        few, many = (over([cost[n][PROCESSOR] for cost in costs]).median for n in (0, 1))
        remark = f"{few:.1f} → {many:.1f} ms"
        if page in MAPS:
            named = [int(cost[NAMED]) for cost in costs[0]]
            page, remark = f"{page}, each entry", f"{remark} for {named[0]} → {named[1]:,}"
            costs = [[_each(cost) for cost in both] for both in costs]
        bounds = SEARCH if page.startswith("search") else PAGE
        yield _compared(f"{page}, {sizes}", kind, [both[::-1] for both in costs], bounds, remark)


def _each(cost: list[float]) -> list[float]:
    """Return what a map of the site takes for each address in it."""
    return [number / cost[NAMED] for number in cost[:NAMED]]


def _depth(kind: str, pages: list[str], taken: list[dict], size: int) -> Iterator[Row]:
    for page in pages:
        first = page.removeprefix(DEEPEST)
        both = [(round_[page][1], round_[first][1]) for round_ in taken]
        yield _compared(f"{page} / page 1, {size:,}", kind, both, DEEP)


def _compared(
    what: str, kind: str, costs: list, bounds: tuple[float, float], remark: str = ""
) -> Row:
    """Return a row of what one page takes for each of what another takes."""
    by_clock, by_cpu = (ratio(costs, itemgetter(number)) for number in (CLOCK, PROCESSOR))
    return Row(what, kind, by_clock, *bounds, most=True, cpu=by_cpu, remark=remark)
