"""What a story needs before it may appear, each point in a sentence that says what to do.

A managing editor says which points are required; those stand in the way of the verbs. The others,
and what the language checks find, are advice: they are shown beside the form and stop nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial.checklist_points import KINDS, Copy, Kind
from articles.editorial.credits import bylines_of
from articles.editorial.language_checks import check
from articles.editorial.office_titles import Office
from articles.editorial.rules import Refused
from articles.editorial.sentences import Finding
from articles.editorial.tagging import tag_names_of
from articles.models import Article, ChecklistPoint, Official


@dataclass(frozen=True)
class Point:
    """One thing to see to, whether it is done, and whether nothing appears without it."""

    key: str
    sentence: str
    met: bool
    required: bool
    name: str = field(default="", compare=False)
    findings: tuple[Finding, ...] = ()  # the sentences it is about


class Incomplete(Refused):
    """Required points are open. `missing` are those points."""

    def __init__(self, sentence: str, *, verb: str, missing: list[Point]):
        super().__init__(sentence, verb=verb)
        self.missing = missing


def copy_of(
    article: Article, *, bylines: Sequence | None = None, tags: Sequence | None = None
) -> Copy:
    """Return the story as the points look at it.

    `bylines` and `tags` are given when they are not stored yet; None reads the stored ones.
    """
    return Copy(
        article,
        bylines_of(article) if bylines is None else bylines,
        tag_names_of(article) if tags is None else tags,
    )


def points(
    article: Article, *, bylines: Sequence | None = None, tags: Sequence | None = None
) -> list[Point]:
    """Return the required points that concern this story, in the order of the form.

    Points about the photo and the source appear only where there is a photo or a reprint.
    """
    return all_points(copy_of(article, bylines=bylines, tags=tags), required_only=True)


def all_points(copy: Copy, *, required_only: bool = False) -> list[Point]:
    """Return the points that concern this copy, required and advised."""
    required = required_keys()
    wanted = [kind for kind in KINDS.values() if kind.key in required or not required_only]
    found = (_point(kind, copy, required=kind.key in required) for kind in wanted)
    return [point for point in found if point is not None]


def required_keys() -> set[str]:
    """Return the keys of the points nothing appears without, as the managing editor set them."""
    chosen = dict(ChecklistPoint.objects.values_list("key", "required"))
    return {key for key, kind in KINDS.items() if chosen.get(key, kind.required)}


def language_findings(copy: Copy, *, now: datetime | None = None) -> list[Finding]:
    """Return what the language checks have to say; it is always advice.

    A date without a year, and who holds which office, are read on the day the story appears.
    """
    moment = copy.article.published_at or now or timezone.now()
    offices = [
        Office(*row)
        for row in Official.objects.values_list("name", "title", "from_day", "until_day")
    ]
    return check(copy.texts, day=timezone.localdate(moment), offices=offices)


def missing(
    article: Article, *, bylines: Sequence | None = None, tags: Sequence | None = None
) -> list[Point]:
    """Return the required points that are still open."""
    return [point for point in points(article, bylines=bylines, tags=tags) if not point.met]


def require(article: Article, *, verb: str) -> None:
    """Raise Incomplete, naming every open point, unless all required points are met."""
    _refuse(missing(article), verb=verb)


def require_no_new_gap(
    article: Article,
    *,
    bylines: Sequence | None,
    tags: Sequence | None = None,
    before: list[Point],
    verb: str,
) -> None:
    """Raise Incomplete when a change opens a point on a story that is or will be public.

    What was open `before` (an imported story without a byline) does not stand in the way of a
    correction; what was met stays met, so that what appears is as complete as what was approved.
    """
    known = {point.key for point in before}
    now_open = missing(article, bylines=bylines, tags=tags)
    _refuse([point for point in now_open if point.key not in known], verb=verb)


def _refuse(open_points: list[Point], *, verb: str) -> None:
    if open_points:
        sentence = _("Not ready yet. %(points)s")
        what = " ".join(point.sentence for point in open_points)
        raise Incomplete(sentence % {"points": what}, verb=verb, missing=open_points)


def _point(kind: Kind, copy: Copy, *, required: bool) -> Point | None:
    met = kind.test(copy)
    if met is None:
        return None
    findings = tuple(kind.findings(copy))
    return Point(kind.key, str(kind.sentence), met, required, str(kind.name), findings)
