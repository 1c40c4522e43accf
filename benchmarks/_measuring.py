"""What is made of measurements: ratios inside a round, their median and spread, and the table."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Load:
    """What came of asking one server for pages for a while."""

    answers: int
    seconds: float
    cpu: float = 0.0  # seconds of the server's processes
    p99: float = 0.0  # milliseconds
    size: int = 0  # bytes of one page on the line

    @property
    def per_second(self) -> float:
        return self.answers / self.seconds

    @property
    def cpu_each(self) -> float:
        """Milliseconds of the server's processes for one page."""
        return 1000 * self.cpu / self.answers


@dataclass(frozen=True)
class Measured:
    """A number with its spread over the rounds: the median, the lowest and the highest."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{shown(self.median)} ({shown(self.low)}–{shown(self.high)})"


def over(rounds: Sequence[float]) -> Measured:
    """Return the median and the spread of one number over all rounds."""
    return Measured(statistics.median(rounds), min(rounds), max(rounds))


def ratio(rounds: Sequence[tuple], number: Callable[[object], float]) -> Measured:
    """Return a number of one thing over that of another, round by round."""
    return over([number(one) / number(other) for one, other in rounds])


def pages_ratio(rounds: Sequence[tuple[Load, Load]]) -> Measured:
    """Return how many pages a second the first answers for each of the second's."""
    return ratio(rounds, lambda load: load.per_second)


def cpu_ratio(rounds: Sequence[tuple[Load, Load]]) -> Measured:
    """Return the same by processor time: how many of the first cost as much as one of the second.

    Above 1 the first is the cheaper one, as with pages a second.
    """
    return ratio(rounds, lambda load: 1 / load.cpu_each)


def shown(number: float) -> str:
    return f"{number:.2f}" if abs(number) < 100 else f"{number:,.0f}"


@dataclass(frozen=True)
class Row:
    """One line of the table. `most` says that a number is to be at most the floor and the aim."""

    what: str
    where: str  # which database, which server
    measured: Measured
    floor: float | None = None
    aim: float | None = None
    most: bool = False
    cpu: Measured | None = None
    remark: str = ""

    @property
    def best(self) -> float:
        """The steadier figure: by processor time where there is one."""
        return (self.cpu or self.measured).median

    @property
    def verdict(self) -> str:
        if self.floor is None:
            return ""
        sign = -1 if self.most else 1
        number = round(self.best, 2)
        if self.aim is not None and sign * number >= sign * self.aim:
            return "aim"
        return "floor" if sign * number >= sign * self.floor else "MISSED"


HEADINGS = ("what", "where", "floor", "aim", "measured (spread)", "by CPU (spread)", "", "")


@dataclass
class Table:
    """The rows of a run, in the order in which they are shown."""

    rows: list[Row] = field(default_factory=list)

    def text(self) -> str:
        """Return the table with columns as wide as what stands in them."""
        lines = [HEADINGS, *(_cells(row) for row in self.rows)]
        widths = [max(len(line[n]) for line in lines) for n in range(len(HEADINGS))]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )


def _cells(row: Row) -> tuple[str, ...]:
    sign = "≤ " if row.most else ""
    bounds = ("" if at is None else f"{sign}{at:g}" for at in (row.floor, row.aim))
    cpu = str(row.cpu) if row.cpu else ""
    return (row.what, row.where, *bounds, str(row.measured), cpu, row.verdict, row.remark)
