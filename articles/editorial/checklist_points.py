"""What each point of the checklist asks for, and when it is met.

Whether a point is required is no matter of this file: a managing editor decides (`ChecklistPoint`);
`required` says what holds until he does. A test answers None where a point does not concern the
story. Tests read what they are given, so a point can be told of a text that is not saved yet.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import richtext
from articles.editorial import people_checks
from articles.editorial.blanks import blanks
from articles.editorial.plain_text import is_blank
from articles.editorial.sentences import Finding
from articles.models import Article
from articles.models.checklist_point import POINT_NAMES

TITLE_LENGTH = range(20, 101)  # characters; 101 and more are cut by search engines and phones
FEWEST_WORDS = 100  # of a body; the shortest stories of the papers we know have about 120
_MOST_READ = 200_000  # characters of a body that are looked through; three times the longest known


@dataclass
class Copy:
    """A story as it lies before an editor, stored or only typed, with its names and tags."""

    article: Article
    bylines: Sequence
    tags: Sequence

    @cached_property
    def texts(self) -> dict[str, str]:
        """The texts that readers see, as plain text, by the names of their fields."""
        article = self.article
        return {
            "title": article.title,
            "summary": article.summary,
            "body": richtext.plain(article.body)[:_MOST_READ],
            "photo_caption": article.photo_caption if article.photo_id else "",
        }

    @cached_property
    def identity_numbers(self) -> list[Finding]:
        return people_checks.identity_numbers(self.texts)

    @cached_property
    def phone_numbers(self) -> list[Finding]:
        return people_checks.phone_numbers(self.texts)

    @cached_property
    def children_and_victims(self) -> list[Finding]:
        return people_checks.children_and_victims(self.texts)

    @cached_property
    def blanks(self) -> list[Finding]:
        return blanks(self.texts)

    @cached_property
    def fingerprint(self) -> str:
        """What a confirmation of today's sentences about people is tied to; empty without any."""
        return people_checks.fingerprint(self.children_and_victims + self.phone_numbers)

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody has looked at exactly these sentences and let them stand."""
        return bool(self.fingerprint) and self.article.people_confirmed == self.fingerprint


@dataclass(frozen=True)
class Kind:
    """One kind of point."""

    key: str
    sentence: Promise
    test: Callable[[Copy], bool | None]
    required: bool = False
    findings: Callable[[Copy], list[Finding]] = lambda copy: []

    @property
    def name(self) -> Promise:
        return POINT_NAMES[self.key]


def _says(field: str) -> Callable[[Copy], bool]:
    return lambda copy: not is_blank(getattr(copy.article, field))


def _says_with_photo(field: str) -> Callable[[Copy], bool | None]:
    return lambda copy: _says(field)(copy) if copy.article.photo_id else None


def _has_body(copy: Copy) -> bool:
    return not richtext.is_empty(copy.article.body)


def _is_long_enough(copy: Copy) -> bool:
    return len(copy.texts["body"].split()) >= FEWEST_WORDS


_ALL = (
    Kind("title", _("Give the story a title."), _says("title"), required=True),
    Kind(
        "category",
        _("Choose a category."),
        lambda copy: copy.article.category_id is not None,
        required=True,
    ),
    Kind(
        "byline",
        _("Name at least one person in the bylines."),
        lambda copy: bool(copy.bylines),
        required=True,
    ),
    Kind("body", _("Write the story: its body is empty."), _has_body, required=True),
    Kind(
        "photo_alt",
        _("Say what the photo shows, in the alternative text."),
        _says_with_photo("photo_alt"),
        required=True,
    ),
    Kind(
        "photo_caption",
        _("Write a caption for the photo."),
        _says_with_photo("photo_caption"),
        required=True,
    ),
    Kind(
        "photo_credit",
        _("Name the photographer, or write “Ist.”, as photo credit."),
        _says_with_photo("photo_credit"),
        required=True,
    ),
    Kind(
        "source",
        _("Name the source of the reprint."),
        lambda copy: _says("source")(copy) if copy.article.is_reprint else None,
        required=True,
    ),
    Kind(
        "title_length",
        _("A title of 20 to 100 letters is read whole everywhere."),
        lambda copy: len(copy.article.title) in TITLE_LENGTH,
    ),
    Kind("dateline", _("Say where it happened, in the dateline."), _says("dateline")),
    Kind(
        "body_length",
        _("A story has at least 100 words; what is missing?"),
        _is_long_enough,
    ),
    Kind("summary", _("Write a summary of one or two sentences for the lists."), _says("summary")),
    Kind(
        "photo", _("Give the story a lead photo."), lambda copy: copy.article.photo_id is not None
    ),
    Kind(
        "tags", _("Add a tag, so that readers find related stories."), lambda copy: bool(copy.tags)
    ),
    Kind(
        "named_source",
        _("Let somebody with a name say something: nobody is quoted yet."),
        lambda copy: people_checks.names_a_source({"body": copy.texts["body"]}),
    ),
    Kind(
        "identity_number",
        _("Take out numbers of sixteen digits: they look like identity cards."),
        lambda copy: not copy.identity_numbers,
        findings=lambda copy: copy.identity_numbers,
    ),
    Kind(
        "phone",
        _("Take out the telephone number, or confirm that it may be published."),
        lambda copy: not copy.phone_numbers or copy.is_confirmed,
        findings=lambda copy: copy.phone_numbers,
    ),
    Kind(
        "child_or_victim",
        _("Confirm that no child or victim is made known who must not be."),
        lambda copy: not copy.children_and_victims or copy.is_confirmed,
        findings=lambda copy: copy.children_and_victims,
    ),
    Kind(
        "blanks",
        _("Fill in what stands in square brackets."),
        lambda copy: not copy.blanks,
        findings=lambda copy: copy.blanks,
    ),
)

KINDS: dict[str, Kind] = {kind.key: kind for kind in _ALL}
