"""The rule of counting, applied to visits in the order in which they were written down.

Nothing here touches the database: what the tables know about a batch of visits is passed in, and
what the tables should say afterwards comes back.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from articles.readership.records import LIST, Record

WINDOW = 30 * 60 * 1_000_000  # microseconds from the last counted read of a visitor and story
MINUTE = 60 * 1_000_000
HOUR = 3600 * 1_000_000
FIRST_HOURS = 24

Seen = tuple[date, bytes, int]  # day, visitor, story
Visitor = tuple[date, bytes]
Source = tuple[date, bytes, int]  # day, address, story
Minute = tuple[date, bytes, int]  # day, address, minute since 1970


@dataclass
class Known:
    """What the tables say about the visitors, addresses and stories of a batch."""

    seen: dict[Seen, int]  # when the visitor was last counted for the story
    visitors: set[Visitor]  # who was shown anything
    brought: dict[Source, int]  # how many new visitors the address brought to the story
    stories: dict[int, int]  # story → when it was first public; who is missing never was
    reported: dict[Minute, int] = field(default_factory=dict)  # reads the address's scripts sent


@dataclass
class Outcome:
    """What a batch changes; the first three are new values, the others are to be added."""

    seen: dict[Seen, int] = field(default_factory=dict)
    brought: dict[Source, int] = field(default_factory=dict)
    reported: dict[Minute, int] = field(default_factory=dict)
    reads: Counter[tuple[int, date]] = field(default_factory=Counter)
    newcomers: Counter[date] = field(default_factory=Counter)
    hours: Counter[tuple[int, int]] = field(default_factory=Counter)
    turned_away: Counter[tuple[date, str]] = field(default_factory=Counter)


@dataclass(frozen=True)
class Limits:
    """What one address may bring, and what nobody can judge any more."""

    cap: int  # new visitors of a story on a day
    per_minute: int  # reads that scripts of pages report in a minute
    oldest: date  # of days before, nobody knows whether they were counted
    page_counts: bool  # so that a repeat from its script is no news


def judge(records: Iterable[Record], known: Known, limits: Limits) -> Outcome:
    """Return what these visits change, and change `known` with them.

    A visit counts unless its story is unknown, its visitor was counted for the story within half
    an hour, its address is at one of the limits, or it is older than they allow. What does not
    count is noted as turned away, unless it is the very record that was counted, written down
    twice, or what the script reports beside a page that counts as well.
    """
    outcome = Outcome()
    for record in records:
        reason = _count(record, known, outcome, limits)
        if reason and not record.is_copy:
            outcome.turned_away[record.day, reason] += 1
    return outcome


def _count(record: Record, known: Known, outcome: Outcome, limits: Limits) -> str:
    """Count a visit and return an empty string, or say why not."""
    story, visitor, address, day, at, is_beacon, _ = record
    if day < limits.oldest:
        return "not_kept"
    is_newcomer = (day, visitor) not in known.visitors
    if story == LIST:
        if not is_newcomer:
            return ""
        last = None
    else:
        if story not in known.stories:
            return "unknown"
        last = known.seen.get((day, visitor, story))
        if last is not None and at < last + WINDOW:
            return "" if at == last or (is_beacon and limits.page_counts) else "repeat"
    if is_beacon:
        minute = (day, address, at // MINUTE)
        reported = known.reported.get(minute, 0)
        if reported >= limits.per_minute:
            return "too_fast"
    if last is None:
        source = (day, address, story)
        brought = known.brought.get(source, 0)
        if brought >= limits.cap:
            return "over_cap"
        known.brought[source] = outcome.brought[source] = brought + 1
    if is_beacon:
        known.reported[minute] = outcome.reported[minute] = reported + 1
    known.seen[day, visitor, story] = outcome.seen[day, visitor, story] = at
    if story != LIST:
        outcome.reads[story, day] += 1
        hour = (at - known.stories[story]) // HOUR
        if 0 <= hour < FIRST_HOURS:
            outcome.hours[story, hour] += 1
    if is_newcomer:
        known.visitors.add((day, visitor))
        outcome.newcomers[day] += 1
    return ""
