"""What a story needs before it may appear, each point in a sentence that says what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles import richtext
from articles.editorial.credits import bylines_of
from articles.editorial.plain_text import is_blank
from articles.editorial.rules import Refused
from articles.models import Article


@dataclass(frozen=True)
class Point:
    """One thing to see to, whether it is done, and whether nothing appears without it."""

    key: str
    sentence: str
    met: bool
    required: bool


class Incomplete(Refused):
    """Required points are open. `missing` are those points."""

    def __init__(self, sentence: str, *, verb: str, missing: list[Point]):
        super().__init__(sentence, verb=verb)
        self.missing = missing


def points(article: Article, *, bylines: Sequence | None = None) -> list[Point]:
    """Return the points that concern this story, in the order of the form.

    `bylines` are the names under it when they are not stored yet; None reads the stored ones.
    Points about the photo and the source appear only where there is a photo or a reprint.
    """
    if bylines is None:
        bylines = bylines_of(article)
    found = [
        _point("title", _("Give the story a title."), not is_blank(article.title)),
        _point("category", _("Choose a category."), article.category_id is not None),
        _point("byline", _("Name at least one person in the bylines."), bool(bylines)),
        _point("body", _("Write the story: its body is empty."), _has_body(article)),
    ]
    if article.photo_id is not None:
        found += [
            _point("photo_alt", _("Say what the photo shows, in the alternative text."),
                   not is_blank(article.photo_alt)),
            _point("photo_caption", _("Write a caption for the photo."),
                   not is_blank(article.photo_caption)),
            _point("photo_credit", _("Name the photographer, or write “Ist.”, as photo credit."),
                   not is_blank(article.photo_credit)),
        ]  # fmt: skip
    if article.is_reprint:
        found.append(
            _point("source", _("Name the source of the reprint."), not is_blank(article.source))
        )
    return found


def missing(article: Article, *, bylines: Sequence | None = None) -> list[Point]:
    """Return the required points that are still open."""
    return [p for p in points(article, bylines=bylines) if p.required and not p.met]


def require(article: Article, *, verb: str) -> None:
    """Raise Incomplete, naming every open point, unless all required points are met."""
    _refuse(missing(article), verb=verb)


def require_no_new_gap(
    article: Article, *, bylines: Sequence | None, before: list[Point], verb: str
) -> None:
    """Raise Incomplete when a change opens a point on a story that is or will be public.

    What was open `before` (an imported story without a byline) does not stand in the way of a
    correction; what was met stays met, so that what appears is as complete as what was approved.
    """
    known = {point.key for point in before}
    now_open = missing(article, bylines=bylines)
    _refuse([point for point in now_open if point.key not in known], verb=verb)


def _refuse(open_points: list[Point], *, verb: str) -> None:
    if open_points:
        sentence = _("Not ready yet. %(points)s")
        what = " ".join(point.sentence for point in open_points)
        raise Incomplete(sentence % {"points": what}, verb=verb, missing=open_points)


def _point(key: str, sentence: str, met: bool) -> Point:
    return Point(key, sentence, met, required=True)


def _has_body(article: Article) -> bool:
    return not richtext.is_empty(article.body)
