"""The table of `make bench`: what pages cost, as ratios inside one run on one machine.

    python -m benchmarks.speed                       everything, less than an hour
    python -m benchmarks.speed --quick               small newsrooms and short rounds, minutes
    python -m benchmarks.speed warm                  one part: warm, scale, memory, front, lost
    python -m benchmarks.speed scale --size 1000000  with another large newsroom

C is the ceiling: the same gunicorn serving a ready-made page of the same number of bytes through
Django's standard middleware with no database. `benchmarks/README.md` says what each row is.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks import _databases, _front, _lost, _memory, _scale, _warm
from benchmarks._measuring import Row, Table


@dataclass(frozen=True)
class Extent:
    """How much is measured."""

    small: int
    size: int
    rounds: int = 5
    seconds: float = 2.0
    times: int = 5  # a page of the archive is asked for so often in each round; the best counts
    requests: int = 20_000  # before memory is looked at first
    away: float = 60.0  # seconds without the database
    side: str = ""  # whose pages of the archive, "readers" or "desk"; both


QUICK = Extent(small=1_000, size=10_000, seconds=0.7, times=2, requests=1_000, away=10)
FULL = Extent(small=10_000, size=100_000)


def warm(kind: str, extent: Extent) -> Iterator[Row]:
    return _warm.rows(kind, extent.small, rounds=extent.rounds, seconds=extent.seconds)


def scale(kind: str, extent: Extent) -> Iterator[Row]:
    sizes = (extent.small, extent.size)
    how = {"rounds": extent.rounds, "times": extent.times, "side": extent.side}
    return _scale.rows(kind, *sizes, **how)


def memory(kind: str, extent: Extent) -> Iterator[Row]:
    return _memory.rows(kind, extent.small, requests=extent.requests)


def front(kind: str, extent: Extent) -> Iterator[Row]:
    return _front.rows(kind, extent.small, rounds=extent.rounds, seconds=extent.seconds)


def lost(kind: str, extent: Extent) -> Iterator[Row]:
    return _lost.rows(kind, away=extent.away)


_CHOICES = ("small", "size", "rounds", "seconds", "side")
PARTS: dict[str, Callable[[str, Extent], Iterator[Row]]] = {
    "warm": warm,
    "scale": scale,
    "memory": memory,
    "front": front,
    "lost": lost,
}


def main() -> int:
    """Measure the parts that were asked for, and print their table."""
    options = _options()
    extent = QUICK if options.quick else FULL
    chosen = {name: getattr(options, name) for name in _CHOICES}
    extent = Extent(**(vars(extent) | {name: n for name, n in chosen.items() if n}))
    table, begun = Table(), time.monotonic()
    with _databases.alone():
        for part in options.parts or PARTS:
            for kind in options.database or _databases.KINDS:
                print(f"{part} on {kind} …", file=sys.stderr, flush=True)
                table.rows += PARTS[part](kind, extent)
    print(f"median of {extent.rounds} rounds in turn, {extent.seconds:g} s each (lowest–highest)")
    print(table.text())
    missed = sum(row.verdict == "MISSED" for row in table.rows)
    minutes = (time.monotonic() - begun) / 60
    print(f"{len(table.rows)} rows, {missed} below the floor, {minutes:.0f} minutes")
    return 1 if missed and options.strict else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which part; all of them")
    parser.add_argument("--quick", action="store_true", help="small and short")
    parser.add_argument("--strict", action="store_true", help="fail when a floor is missed")
    parser.add_argument("--database", action="append", choices=_databases.KINDS)
    parser.add_argument("--small", type=int, help=f"stories of the small newsroom ({FULL.small})")
    parser.add_argument("--size", type=int, help=f"stories of the large newsroom ({FULL.size})")
    parser.add_argument("--rounds", type=int, help=f"at least five ({FULL.rounds})")
    parser.add_argument("--seconds", type=float, help=f"of each measurement ({FULL.seconds:g})")
    parser.add_argument("--side", choices=("readers", "desk"), help="whose pages of the archive")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
