"""What the report of a month is made of: its stories, and who and what belongs to each.

Each question is one query over the month. Nothing is told of a story that has not appeared.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from articles.editorial.queues import bounds
from articles.models import Article, ArticleEvent, Byline, Correction
from articles.reports.appeared import appeared
from articles.reports.periods import Period
from articles.reports.photo_credits import credited
from articles.reports.rankings import WRITERS

_PUBLISHING = ("publish", "force_publish")
_AT_ONCE = 2_000


@dataclass(frozen=True)
class Facts:
    """A month as the newsroom's tables know it; stories are known by their numbers.

    `sections` and `writers` also know the older stories that were corrected in the month.
    """

    photos: dict[int, list[str] | None]  # of each story: whom its photo names; None without one
    sections: dict[int, int | None]
    writers: dict[int, set[int]]
    photographers: dict[int, set[int]]
    waited: dict[int, timedelta]  # from being handed in to being published
    corrected: Counter[int]  # how many corrections of the month a story has


def facts_of(month: Period, *, now: datetime) -> Facts:
    """Ask for everything; seven queries."""
    rows = Article.objects.filter(appeared(now, within=month)).order_by()
    stories = list(rows.values_list("pk", "category_id", "photo_id", "photo_credit"))
    here = appeared(now, within=month, of="article__")
    begins, ends = bounds(month.since, month.until)
    corrections = Correction.objects.filter(at__gte=begins, at__lt=ends, at__lte=now).order_by()
    corrected = Counter(corrections.values_list("article_id", flat=True))
    older = Article.objects.filter(pk__in=corrections.values("article")).order_by()
    people = list(_people(here)) + list(_people(Q(article__in=corrections.values("article"))))
    return Facts(
        photos={pk: credited(line) if photo else None for pk, _section, photo, line in stories},
        sections={pk: section for pk, section, *_rest in stories}
        | dict(older.values_list("pk", "category_id")),
        writers=_sets((pk, person) for pk, person, role in people if role in WRITERS),
        photographers=_sets((pk, person) for pk, person, role in people if role not in WRITERS),
        waited=_waited(here),
        corrected=corrected,
    )


def _people(which: Q) -> Iterable[tuple[int, int, str]]:
    rows = Byline.objects.filter(which, role__in=(*WRITERS, Byline.Role.PHOTOGRAPHER)).order_by()
    return rows.values_list("article_id", "reporter_id", "role").iterator(chunk_size=_AT_ONCE)


def _sets(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found = defaultdict(set)
    for story, person in pairs:
        found[story].add(person)
    return found


def _waited(which: Q) -> dict[int, timedelta]:
    """Return how long each story took from its first handing in to the decision to publish.

    A story that came back in between was not finished; waiting for a chosen minute afterwards is
    nobody's delay. Who published without handing in was never waited for.
    """
    steps = ArticleEvent.objects.filter(which, verb__in=("submit", *_PUBLISHING))
    first: dict[int, datetime] = {}
    waited: dict[int, timedelta] = {}
    for story, verb, at in steps.order_by("at", "id").values_list("article_id", "verb", "at"):
        if verb == "submit":
            first.setdefault(story, at)
        elif story in first:
            waited[story] = at - first[story]  # the last decision counts: one may be taken back
    return waited
