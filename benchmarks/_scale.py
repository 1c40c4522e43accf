"""Does a page cost more when the archive grows, and does a list far down? Two newsrooms in turn."""

import json
import subprocess
import sys
from collections.abc import Iterator

from benchmarks._databases import ROOT, Newsroom, ready
from benchmarks._measuring import Row, over

PAGE, SEARCH, DEEP = (1.3, 1.1), (3.0, 1.5), (1.5, 1.2)  # floor and aim
DEEPEST = "deepest page: "


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

    def milliseconds(self, pages: list[str], times: int) -> dict[str, float]:
        print(json.dumps({"pages": pages, "times": times}), file=self.process.stdin, flush=True)
        return self._read()

    def _read(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("A newsroom of the benchmark has stopped; see what it printed.")
        return json.loads(line)


def rows(kind: str, small: int, large: int, *, rounds: int, times: int) -> Iterator[Row]:
    """Measure every page in both newsrooms in turn, and return what the archive's growth costs."""
    with Answering(ready(kind, small)) as few, Answering(ready(kind, large)) as many:
        pages = [page for page in few.pages if page in many.pages]
        taken = []
        for _ in range(rounds):
            taken.append({})
            for page in pages:  # one after the other, so that a slow moment slows both
                ours = few.milliseconds([page], times)[page], many.milliseconds([page], times)[page]
                taken[-1][page] = ours
            for page in [page for page in many.pages if page not in few.pages]:
                taken[-1][page] = (None, many.milliseconds([page], times)[page])
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
        grown = over([round_[page][1] / round_[page][0] for round_ in taken])
        at_few, at_many = (over([round_[page][n] for round_ in taken]).median for n in (0, 1))
        bounds = SEARCH if page.startswith("search") else PAGE
        remark = f"{at_few:.1f} → {at_many:.1f} ms"
        yield Row(f"{page}, {sizes}", kind, grown, *bounds, most=True, remark=remark)


def _depth(kind: str, pages: list[str], taken: list[dict], size: int) -> Iterator[Row]:
    for page in pages:
        first = page.removeprefix(DEEPEST)
        deeper = over([round_[page][1] / round_[first][1] for round_ in taken])
        yield Row(f"{page} / page 1, {size:,}", kind, deeper, *DEEP, most=True)
