"""Pages under load against the ceiling: warm, counted, not counted, not yet made; and the books.

In every round the ceiling is asked for pages of the very sizes that the newsroom answered with.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from benchmarks._copies import copy_of
from benchmarks._databases import Newsroom, ready
from benchmarks._measuring import Load, Row, cpu_ratio, over, pages_ratio, ratio
from benchmarks._servers import WAYS, Client, Gunicorn, ceiling, serving

PATIENCE = 120  # seconds until everything that was acknowledged must be in the books
QUESTIONS = ("SELECT COALESCE(SUM(reads), 0) FROM articles_sitemonth",
             "SELECT COALESCE(SUM(visitors), 0) FROM articles_sitemonth")  # fmt: skip
PAGES = ("article", "home", "category", "search")


def rows(kind: str, size: int, *, rounds: int, seconds: float) -> Iterator[Row]:
    """Measure both ways of serving, and return the rows of one database."""
    kept = ready(kind, size)
    addresses = json.loads(kept.run("benchmarks._addresses"))
    for way in WAYS:
        with copy_of(kept) as newsroom:
            with Client() as people, ceiling(way) as top, serving(newsroom, way) as site:
                books = Books(newsroom, people)
                run = Rounds(people, site, top, addresses, seconds, books)
                run.round()  # the first one warms everything up
                taken = [run.round() for _ in range(rounds)]
                books.settle()
            newsroom.manage("check_reads")  # ends the benchmark where the books do not agree
            yield from _ratios(taken, f"{kind}, {way}")
            yield from books.rows(f"{kind}, {way}")


@dataclass(frozen=True)
class Rounds:
    """What is asked in each round, in one order."""

    people: Client
    site: Gunicorn
    top: Gunicorn
    addresses: dict
    seconds: float
    books: "Books"

    def round(self) -> dict[str, Load]:
        """Return what each page came to, and the ceiling's page of the same size after it."""
        taken = {}
        for page in PAGES:
            taken[page] = self._site([self.addresses[page]])
            taken[f"C {page}"] = self._ceiling(taken[page].size)
        taken["plain"] = self._site([self.addresses["article"]], encoding="identity")
        taken["C plain"] = self._ceiling(taken["plain"].size)
        taken["robots"] = self._site([self.addresses["article"]], agents="robot")
        taken["cold"] = self._site(self.addresses["stories"], turn="cold")
        taken["C cold"] = self._ceiling(taken["cold"].size)
        return taken

    def _site(self, paths: list[str], **job) -> Load:
        settle = self.books.settle
        return self.people.ask(self.site, paths, seconds=self.seconds, settle=settle, **job)

    def _ceiling(self, size: int) -> Load:
        return self.people.ask(self.top, [f"/{size}/"], seconds=self.seconds, agents="robot")


def _ratios(taken: list[dict[str, Load]], where: str) -> Iterator[Row]:
    def row(what: str, one: str, other: str, floor: float, aim: float) -> Row:
        pairs = [(round_[one], round_[other]) for round_ in taken]
        return Row(what, where, pages_ratio(pairs), floor, aim, cpu=cpu_ratio(pairs),
                   remark=_remark(pairs))  # fmt: skip

    yield row("warm article, counted / C", "article", "C article", 0.80, 0.90)
    yield row("the same without compression / C", "plain", "C plain", 0.80, 0.90)
    yield row("the same page counted / not counted", "article", "robots", 0.93, 0.97)
    for page in PAGES[1:]:
        yield row(f"warm {page} / C", page, f"C {page}", 0.80, 0.90)
    yield row("cold article / C", "cold", "C cold", 0.10, 0.15)
    waits = [(round_["article"], round_["C article"]) for round_ in taken]
    yield Row("p99 of the warm article / of C", where, ratio(waits, lambda load: load.p99),
              1.5, 1.0, most=True,
              remark=f"{_middle(waits, 0, 'p99'):.1f} and {_middle(waits, 1, 'p99'):.1f} ms",
              )  # fmt: skip


def _remark(pairs: list[tuple[Load, Load]]) -> str:
    per_second = " and ".join(f"{_middle(pairs, n, 'per_second'):,.0f}" for n in (0, 1))
    each = " and ".join(f"{_middle(pairs, n, 'cpu_each'):.3f}" for n in (0, 1))
    return f"{per_second} a second, {each} ms CPU each, {pairs[0][0].size:,} bytes"


def _middle(pairs: list[tuple[Load, Load]], side: int, number: str) -> float:
    return over([getattr(pair[side], number) for pair in pairs]).median


class Books:
    """What the newsroom's tables say about reads and visitors, looked at past the site."""

    def __init__(self, newsroom: Newsroom, people: Client):
        self._newsroom, self._people = newsroom, people
        self._reads, self._visitors = self._asked()

    def settle(self) -> None:
        """Wait until everything that was acknowledged stands in the books."""
        deadline = time.monotonic() + PATIENCE
        while max(self._missing()) > 0 and time.monotonic() < deadline:
            time.sleep(0.05)

    def rows(self, where: str) -> Iterator[Row]:
        """Return what is lost and what is twice."""
        for what, missing in zip(("reads", "visitors"), self._missing(), strict=True):
            asked = f"of {getattr(self._people, what):,}"
            lost, twice = over([max(missing, 0.0)]), over([max(-missing, 0.0)])
            yield Row(f"{what} lost while running", where, lost, 0, 0, most=True, remark=asked)
            yield Row(f"{what} counted twice", where, twice, 0, 0, most=True, remark=asked)

    def _missing(self) -> tuple[int, int]:
        """Return the reads and the visitors that are lost; below zero they are twice."""
        reads, visitors = self._asked()
        return (
            self._reads + self._people.reads - reads,
            self._visitors + self._people.visitors - visitors,
        )

    def _asked(self) -> tuple[int, int]:
        """Ask for the sums of all months: few rows, moved with each read."""
        if self._newsroom.kind == "sqlite":
            with closing(sqlite3.connect(self._newsroom.home / "newsroom.sqlite3")) as database:
                return tuple(database.execute(asked).fetchone()[0] for asked in QUESTIONS)
        import psycopg2  # only the benchmarks on PostgreSQL need it

        with closing(psycopg2.connect(self._newsroom.url)) as database, database.cursor() as cursor:
            found = []
            for asked in QUESTIONS:
                cursor.execute(asked)
                found.append(int(cursor.fetchone()[0]))
            return tuple(found)
