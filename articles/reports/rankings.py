"""Reporters, sections and tags over a period: what appeared, and how often they were read.

Reads of the period count whenever their story was published. A story with two names counts for each
of them, so a column may add up to more than the whole. A section has the reads of the stories that
stood in it when they were read, as readers are told too.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import EDITOR
from articles.models import Article, Byline, Category, Reporter, SectionDay, SiteMonth, Tag
from articles.readership.days import day_of
from articles.reports.appeared import appeared, hidden_from
from articles.reports.periods import Period, parts_of

REPORTERS, SECTIONS, TAGS = "reporters", "sections", "tags"
WRITERS = (Byline.Role.REPORTER, Byline.Role.WRITER, Byline.Role.CONTRIBUTOR)


@dataclass(frozen=True)
class Line:
    """One reporter, section or tag."""

    number: int
    name: str
    address: str  # of its page for readers
    stories: int
    reads: int


@dataclass(frozen=True)
class Totals:
    """All stories of a period, each once."""

    stories: int
    reads: int


@dataclass(frozen=True)
class Group:
    """How to get from stories to what they are counted for: rows with a `key` and a story."""

    model: type[Model]
    rows: Callable[[], QuerySet]
    key: str
    of: str  # from a row to its story


def _authorships() -> QuerySet[Byline]:
    """Return who wrote which story; once, also when he stands under it in two roles."""
    rows = Byline.objects.filter(role__in=WRITERS).order_by()
    twin = rows.filter(
        article=OuterRef("article"), reporter=OuterRef("reporter"), pk__lt=OuterRef("pk")
    )
    return rows.exclude(Exists(twin))


GROUPS = {
    REPORTERS: Group(Reporter, _authorships, "reporter", "article__"),
    SECTIONS: Group(
        Category, lambda: Article.objects.filter(category__isnull=False).order_by(), "category", ""
    ),
    TAGS: Group(Tag, lambda: Article.tags.through.objects.order_by(), "tag", "article__"),
}


def ranking(
    by: str, *, period: Period, person: User, now: datetime, sort: str = "reads"
) -> list[tuple[int, int, int]]:
    """Return (number, stories, reads) of whatever had either in the period, the most first.

    `sort` is "reads" or "stories". At most a dozen queries, however many stories there are.
    """
    within = appeared(now, within=period, of=GROUPS[by].of)
    stories = stories_by(by, within)
    read_in = _as_far_as_read(period, now)
    reads = reads_of_sections(period) if by == SECTIONS else reads_by(by, Q(), read_in)
    if not person.is_at_least(EDITOR):
        # The few hidden ones are taken off: asking each story of years for its state takes longer.
        hidden = hidden_from(person, of=GROUPS[by].of)
        stories -= stories_by(by, within & hidden)
        reads -= Counter() if by == SECTIONS else reads_by(by, hidden, read_in)
    rows = [(pk, stories[pk], reads[pk]) for pk in {*stories, *reads}]
    column, other = (1, 2) if sort == "stories" else (2, 1)
    return sorted(rows, key=lambda row: (-row[column], -row[other], row[0]))


def _as_far_as_read(period: Period, now: datetime) -> Period:
    """Return a period with the same reads that ends with a year, if it lasts until today.

    Nothing is read after today, so the sums of a month and a year that still run serve as well.
    """
    today = day_of(now)
    return period if period.until < today else Period(period.since, date(today.year, 12, 31))


def lines(by: str, rows: list[tuple[int, int, int]]) -> list[Line]:
    """Return the rows of one page with their names; one query. What is gone keeps its numbers."""
    found = GROUPS[by].model.objects.in_bulk([pk for pk, _stories, _reads in rows])
    return [_line(pk, found.get(pk), stories, reads) for pk, stories, reads in rows]


def _line(pk: int, row: Model | None, stories: int, reads: int) -> Line:
    if row is None:
        return Line(pk, _("no longer there"), "", stories, reads)
    return Line(pk, str(row), row.get_absolute_url(), stories, reads)


def totals(*, period: Period, person: User, now: datetime) -> Totals:
    """Return how many stories appeared and how often all were read; at most five queries."""
    within = appeared(now, within=period)
    stories = Article.objects.filter(within).order_by().count()
    if not person.is_at_least(EDITOR):
        stories -= Article.objects.filter(within & hidden_from(person)).order_by().count()
    parts = parts_of(period)
    reads = sum(reads_of_sections(part).total() for part in parts.days)
    if parts.whole:
        months = SiteMonth.objects.filter(month__range=(parts.whole.since, parts.whole.until))
        reads += months.aggregate(n=Sum("reads", default=0))["n"]
    return Totals(stories, reads)


def stories_by(by: str, which: Q) -> Counter[int]:
    """Return how many stories each reporter, section or tag has; one query."""
    group = GROUPS[by]
    rows = group.rows().filter(which).values_list(group.key)
    return Counter(dict(rows.annotate(n=Count(f"{group.of}pk", distinct=True))))


def reads_of_sections(period: Period) -> Counter[int]:
    """Return how often each section was read in a period; one query."""
    days = SectionDay.objects.filter(day__range=(period.since, period.until)).order_by()
    return Counter(dict(days.values_list("category_id").annotate(n=Sum("reads"))))


def reads_by(by: str, which: Q, period: Period) -> Counter[int]:
    """Return how often the stories of each reporter or tag were read in a period.

    Whole years and months come from their sums, the rest from its days: at most five queries.
    """
    group = GROUPS[by]
    found: Counter[int] = Counter()
    for relation, within in sources(period, of=group.of):
        rows = group.rows().filter(which & within).values_list(group.key)
        found.update(dict(rows.annotate(n=Sum(f"{relation}__reads"))))
    return found


def sources(period: Period, *, of: str = "") -> list[tuple[str, Q]]:
    """Return where the reads of a period stand: the way from a row to them, and which of them."""
    return [
        (f"{of}{relation}", Q(**{f"{of}{relation}__{day}__range": (part.since, part.until)}))
        for relation, day, part in _stretches(period)
    ]


def _stretches(period: Period) -> Iterator[tuple[str, str, Period]]:
    parts = parts_of(period)
    if parts.years:
        yield "read_years", "year", parts.years
    for part in parts.months:
        yield "read_months", "month", part
    for part in parts.days:
        yield "read_days", "day", part
