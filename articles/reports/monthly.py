"""The report of a month: who wrote how much, how it was read, and how long the desk took.

Every form of it, page, print and table, is made from the one `Report` that `report` returns, so the
numbers cannot differ.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Model, Q, Sum
from django.utils.translation import gettext as _

from articles.editorial.queues import bounds
from articles.models import Article, Category, Correction, Reporter, SiteMonth
from articles.reports.appeared import appeared
from articles.reports.figures import middle
from articles.reports.month_facts import Facts, facts_of
from articles.reports.month_stories import MOST_STORIES, StoryLine, stories_of
from articles.reports.periods import Period, month_of
from articles.reports.photo_credits import key_of
from articles.reports.rankings import REPORTERS, reads_by, reads_of_sections


@dataclass(frozen=True)
class Line:
    """What one reporter or section did in the month, or all together.

    `middle` is the median time from handing in to publishing, over the `timed` stories that were
    handed in at all. `photos` are stories with a photo by this person, or, of a section, with a
    photo that names somebody.
    """

    name: str
    address: str  # of its page for readers; empty for what has none
    stories: int
    reads: int
    corrections: int
    middle: timedelta | None
    timed: int
    photos: int


@dataclass(frozen=True)
class Earlier:
    """What the whole month before came to, to compare with."""

    month: Period
    stories: int
    reads: int
    corrections: int


@dataclass(frozen=True)
class Report:
    """A month; reporters and sections with the most stories come first."""

    month: Period
    is_over: bool
    total: Line
    earlier: Earlier | None  # None where nothing appeared and nothing was read
    reporters: list[Line]
    sections: list[Line]
    credits: list[tuple[str, int]]  # whom photos name, and in how many stories
    uncredited: int  # stories with a photo that names nobody
    stories: list[StoryLine]  # in the order of their appearance
    has_more: bool  # not every story is listed

    @property
    def is_empty(self) -> bool:
        total = self.total
        return not (total.stories or total.reads or total.corrections)


def report(month: Period, *, now: datetime, most: int = MOST_STORIES) -> Report:
    """Return the report of a calendar month as it stands now, with at most so many stories listed.

    A fixed number of queries, whatever the month holds.
    """
    facts = facts_of(month, now=now)
    stories = stories_of(month, now=now, facts=facts, most=most + 1)
    return Report(
        month=month,
        is_over=now >= bounds(month.since, month.until)[1],
        total=_total(facts, month),
        earlier=_earlier(month, now),
        reporters=_reporters(facts, month),
        sections=_sections(facts, month),
        credits=_credits(facts),
        uncredited=sum(1 for names in facts.photos.values() if names == []),
        stories=stories[:most],
        has_more=len(stories) > most,
    )


def _total(facts: Facts, month: Period) -> Line:
    credited = sum(1 for names in facts.photos.values() if names)
    return Line(
        name="",
        address="",
        stories=len(facts.photos),
        reads=_reads_in(month),
        corrections=facts.corrected.total(),
        middle=middle(facts.waited.values()),
        timed=len(facts.waited),
        photos=credited,
    )


def _reads_in(month: Period) -> int:
    sums = SiteMonth.objects.filter(month=month.since)
    return sums.aggregate(n=Sum("reads", default=0))["n"]


def _earlier(month: Period, now: datetime) -> Earlier | None:
    """Return the sums of the month before; three queries."""
    before = month_of(month.since - timedelta(days=1))
    begins, ends = bounds(before.since, before.until)
    found = Earlier(
        month=before,
        stories=Article.objects.filter(appeared(now, within=before)).order_by().count(),
        reads=_reads_in(before),
        corrections=Correction.objects.filter(at__gte=begins, at__lt=ends).order_by().count(),
    )
    return found if found.stories or found.reads or found.corrections else None


def _reporters(facts: Facts, month: Period) -> list[Line]:
    names = dict(Reporter.objects.order_by().values_list("pk", "name"))
    numbers: dict[str, list[int]] = {}
    for number, name in names.items():
        numbers.setdefault(key_of(name), []).append(number)
    photos: Counter[int] = Counter()
    for story, credited in facts.photos.items():
        named = {pk for name in credited or () for pk in numbers.get(key_of(name), ())}
        taken = facts.photographers.get(story, set()) if credited is not None else set()
        photos.update(named | taken)
    reads = reads_by(REPORTERS, Q(), month)
    return _lines(Reporter, facts, lambda story: facts.writers.get(story, ()), reads, photos)


def _sections(facts: Facts, month: Period) -> list[Line]:
    photos = Counter(facts.sections[story] for story, names in facts.photos.items() if names)
    reads = reads_of_sections(month)
    lines = _lines(Category, facts, lambda story: (facts.sections[story],), reads, photos)
    gone = reads.total() - sum(line.reads for line in lines)
    return [*lines, Line(_("no longer there"), "", 0, gone, 0, None, 0, 0)] if gone else lines


def _lines(
    model: type[Model],
    facts: Facts,
    keys_of: Callable[[int], Iterable[int | None]],
    reads: Counter,
    photos: Counter,
) -> list[Line]:
    """Return one line for everybody with any number in the month."""
    stories = Counter(key for story in facts.photos for key in keys_of(story))
    corrections: Counter = Counter()
    for story, times in facts.corrected.items():
        corrections.update(dict.fromkeys(keys_of(story), times))
    waited: dict = {}
    for story, time in facts.waited.items():
        for key in keys_of(story):
            waited.setdefault(key, []).append(time)
    found = model.objects.in_bulk({*stories, *reads, *corrections, *photos} - {None})
    lines = [
        Line(
            name=str(row),
            address=row.get_absolute_url(),
            stories=stories[pk],
            reads=reads[pk],
            corrections=corrections[pk],
            middle=middle(waited.get(pk, ())),
            timed=len(waited.get(pk, ())),
            photos=photos[pk],
        )
        for pk, row in found.items()
    ]
    return sorted(lines, key=lambda line: (-line.stories, -line.reads, line.name))


def _credits(facts: Facts) -> list[tuple[str, int]]:
    """Return whom the photos of the month name, as first written, the most often named first."""
    times: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for names in facts.photos.values():
        for name in names or ():
            times[key_of(name)] += 1
            spelled.setdefault(key_of(name), name)
    return sorted(
        ((spelled[key], n) for key, n in times.items()), key=lambda row: (-row[1], row[0])
    )
