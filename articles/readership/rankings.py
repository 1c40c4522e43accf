"""Which stories were read most in a period, without looking at all of them.

A day, a month and a year each have a list in the order of reads, kept by an index. The first of
each list are the candidates. What a candidate is not seen with in a list is at most what the last
one seen there has; so the most promising are added up, and once the last of the ranking has more
reads than any other story can have, the ranking is certain. Until then more are looked at. This is
the threshold algorithm of Fagin, Lotem and Naor.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from articles.readership.days import day_of
from articles.readership.statements import rankings as statements
from articles.readership.stretches import Stretch, beyond, stretches

CANDIDATES = 40  # so many of each list are looked at first
_MORE = 5  # times as many the next time
_IN_ONE_STATEMENT = 5000


@dataclass(frozen=True)
class _Candidates:
    """Stories with what they have in the period, and how much others have at most."""

    reads: dict[int, int]
    others: int


def ranking(
    now: datetime,
    *,
    since: date,
    until: date | None = None,
    size: int,
    at_least: int = 1,
    without: Collection[int] = (),
) -> list[tuple[int, int]]:
    """Return (story, reads) of the public stories read most from one day to another.

    Both days are included; without `until` it is today. Of stories read equally often the newer
    is first, then the one with the higher number. Two queries for a day, a running month or a
    running year, three for other periods; more only while a ranking is not certain.
    """
    today = day_of(now)
    lists = stretches(since, until or today, today=today)
    if not lists or size < 1:
        return []
    looked_at = max(CANDIDATES, 2 * size)
    while True:
        found = _candidates(lists, looked_at, today)
        ranked = _ranked(found.reads, now, at_least=at_least, without=without)[:size]
        least = ranked[-1][1] if len(ranked) == size else at_least - 1
        if least > found.others or found.others < at_least:
            return ranked
        looked_at *= _MORE


def _candidates(lists: list[Stretch], looked_at: int, today: date) -> _Candidates:
    named = [(stretch.kind, _stored(stretch.first)) for stretch in lists]
    to_come = beyond(lists, today=today)
    without = (_stored(to_come[0]), _stored(to_come[1])) if to_come else None
    with connection.cursor() as cursor:
        heads = statements.heads(cursor, named, looked_at, without)
        most = _most_possible([row for row in heads if row[0] >= 0], looked_at)
        wanted = sorted(most.stories, key=most.stories.__getitem__, reverse=True)
        chosen, rest = wanted[:looked_at], wanted[looked_at:]
        if len(lists) == 1:
            reads = {story: most.stories[story] for story in chosen}
        else:
            reads = {}
            for stories in _batches(sorted(chosen)):
                reads |= dict(statements.reads_of_stories(cursor, named, stories))
    for number, story, below_zero in heads:
        if number < 0 and story in reads:
            reads[story] += below_zero
    return _Candidates(reads, max([most.of_others, *(most.stories[story] for story in rest[:1])]))


@dataclass(frozen=True)
class _MostPossible:
    """How often each story that was seen can have been read at most, and one that was not."""

    stories: dict[int, int]
    of_others: int


def _most_possible(heads: list[tuple[int, int, int]], looked_at: int) -> _MostPossible:
    """Return the bounds that the beginnings of lists set.

    Whoever is not in the beginning of a list has at most what its last one has; nothing, when the
    list is no longer than that.
    """
    numbers: dict[int, list[int]] = {}
    for number, _story, reads in heads:
        numbers.setdefault(number, []).append(reads)
    last = {number: min(of) for number, of in numbers.items() if len(of) == looked_at}
    of_others = sum(last.values())
    stories: dict[int, int] = {}
    for number, story, reads in heads:
        stories[story] = stories.get(story, of_others) + reads - last.get(number, 0)
    return _MostPossible(stories, of_others)


def _ranked(
    reads: dict[int, int], now: datetime, *, at_least: int, without: Collection[int]
) -> list[tuple[int, int]]:
    wanted = [pk for pk, number in reads.items() if number >= at_least and pk not in without]
    moment = connection.ops.adapt_datetimefield_value(now)
    times = {}
    with connection.cursor() as cursor:
        for stories in _batches(wanted):
            times |= dict(statements.public(cursor, stories, moment))
    order = sorted(times, key=lambda pk: (reads[pk], times[pk], pk), reverse=True)
    return [(pk, reads[pk]) for pk in order]


def _stored(day: date) -> date | str:
    return connection.ops.adapt_datefield_value(day)


def _batches(rows: list[int]) -> Iterable[list[int]]:
    for start in range(0, len(rows), _IN_ONE_STATEMENT):
        yield rows[start : start + _IN_ONE_STATEMENT]
