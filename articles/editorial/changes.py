"""What somebody wants to change in a story, cleaned and compared with what is stored.

Every field of a story passes here, whoever writes it. Text is made fit to be stored, lengths are
answered with a sentence, and only what differs counts as a change.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import EDITOR
from articles import richtext
from articles.editorial.credits import BylineEntry, bylines_of, without_repeats
from articles.editorial.plain_text import is_blank, one_line, paragraphs
from articles.editorial.rules import TEXT, Refused
from articles.editorial.tagging import clean_tags, tag_names_of
from articles.models import Article, Category, Photo, Tag

_LINES = (
    "title", "dateline", "photo_caption", "photo_credit", "photo_alt", "source", "posted_by",
    "people_confirmed",
)  # fmt: skip
_SWITCHES = ("is_reprint", "needs_verification")
_OBJECTS = {"category": Category, "photo": Photo, "assigned_to": User}

WRITABLE = (
    "title", "summary", "dateline", "body", "category", "photo", "photo_caption", "photo_credit",
    "photo_alt", "is_reprint", "source", "needs_verification", "posted_by", "assigned_to",
    "people_confirmed", "due_date", "attachments",
)  # fmt: skip
# Who works on it and by when says nothing about what would be published: it makes no version, so
# that nobody's open form is out of date because a colleague set him a day.
ASSIGNMENT = ("assigned_to", "due_date")
EDITORS_ONLY = ("posted_by", *ASSIGNMENT)

_SPACING_MARKUP = re.compile(r"</?(?:p|br)\b[^>]*>")


class BadField(Refused):
    """A field that cannot be stored as it is. `field` says which, for the form."""

    def __init__(self, sentence: str, *, verb: str, field: str):
        super().__init__(sentence, verb=verb)
        self.field = field


@dataclass(frozen=True)
class Changes:
    """What differs from what is stored; a part that is None stays as it is."""

    fields: dict[str, object] = field(default_factory=dict)
    bylines: list[BylineEntry] | None = None
    tags: dict[str, str] | None = None  # key → name
    copied: bool = False  # the words are those of another story: nobody has written them here
    only_spacing: bool = False  # the text differs in white space alone: nobody has written anything

    def __bool__(self) -> bool:
        return bool(self.fields) or self.bylines is not None or self.tags is not None

    @property
    def text(self) -> bool:
        """Whether whoever makes this change becomes an author of the text."""
        unwritten = self.copied or self.only_spacing
        return not unwritten and any(name in self.fields for name in TEXT)

    @property
    def content(self) -> bool:
        """Whether what would be published differs: then it is a new version."""
        named = any(name not in ASSIGNMENT for name in self.fields)
        return named or self.bylines is not None or self.tags is not None

    @property
    def only_assign(self) -> bool:
        """Whether nothing changes but who works on the story and by when."""
        return bool(self.fields) and not self.content

    def write_on(self, article: Article) -> None:
        """Set the fields on the story in memory; saving it is `versions.store`'s."""
        for name, value in self.fields.items():
            setattr(article, name, value)


NOTHING = Changes()


def changes_to(
    article: Article,
    *,
    fields: dict[str, object],
    bylines: Iterable[BylineEntry] | None,
    tags: Iterable[str] | None,
    verb: str,
    copied: bool = False,
) -> Changes:
    """Clean what somebody wants written and return what of it differs from the story.

    Raises BadField (a Refused) with a sentence for what cannot be stored, and TypeError for a
    field that does not exist or is not written this way.
    """
    unknown = set(fields) - set(WRITABLE)
    if unknown:
        raise TypeError(f"Not written by the desk: {', '.join(sorted(unknown))}.")
    cleaned = {name: clean_field(name, value, verb=verb) for name, value in fields.items()}
    return Changes(
        fields={name: value for name, value in cleaned.items() if _differs(article, name, value)},
        bylines=None if bylines is None else _new_bylines(article, bylines, verb),
        tags=None if tags is None else _new_tags(article, tags, verb),
        copied=copied,
        only_spacing=not any(_is_reworded(article, name, cleaned) for name in TEXT),
    )


def clean_field(name: str, value: object, *, verb: str) -> object:
    """Return the value as it is stored, or raise BadField with a sentence that says why not."""
    if name in _OBJECTS:
        if value is not None and not isinstance(value, _OBJECTS[name]):
            raise TypeError(f"{name} is a {_OBJECTS[name].__name__} or None, not {value!r}.")
        return value
    if name in _SWITCHES:
        return bool(value)
    if name == "due_date":
        if value is not None and type(value) is not date:
            raise TypeError(f"due_date is a day or None, not {value!r}.")
        return value
    if name == "attachments":
        if not isinstance(value, list):
            raise TypeError(f"attachments are a list, not {value!r}.")
        return value
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{name} is text, not {value!r}.")
    return _clean_text(name, value or "", verb)


def check_editors_fields(changes: Changes, *, by: User, verb: str) -> None:
    """Raise BadField where a reporter changes what editors decide, or takes a foreign photo."""
    if not by.is_at_least(EDITOR):
        for name in EDITORS_ONLY:
            if name in changes.fields:
                sentence = _("Only an editor changes “%(field)s”.") % {"field": _label(name)}
                raise BadField(sentence, verb=verb, field=name)
        photo = changes.fields.get("photo")
        if photo is not None and photo.uploaded_by_id != by.pk:
            sentence = _("Choose a photo that you uploaded yourself.")
            raise BadField(sentence, verb=verb, field="photo")
    person = changes.fields.get("assigned_to")
    if person is not None and not person.is_staff:
        sentence = _("%(name)s cannot enter the desk: assign the story to somebody who can.")
        raise BadField(sentence % {"name": person}, verb=verb, field="assigned_to")


def assignment_of(article: Article) -> str:
    """Return who works on a story and by when, in words of no language: “Sam, 27-11-2026.”"""
    day = f", {article.due_date:%d-%m-%Y}" if article.due_date else ""
    return f"{article.assigned_to or '–'}{day}."


def check_due_day(changes: Changes, *, now: datetime, verb: str) -> None:
    """Raise BadField for a day, newly set, that has passed in the newsroom."""
    due = changes.fields.get("due_date")
    if due is not None and due < timezone.localdate(now, timezone.get_default_timezone()):
        sentence = _("That day has passed: the story is due today or later.")
        raise BadField(sentence, verb=verb, field="due_date")


def _clean_text(name: str, value: str, verb: str) -> str:
    if name == "body":
        return richtext.clean(value)
    text = one_line(value) if name in _LINES else paragraphs(value)
    if is_blank(text):
        text = ""
    if name == "title" and not text:
        raise BadField(_("Give the story a title."), verb=verb, field=name)
    most = Article._meta.get_field(name).max_length
    if len(text) > most:
        sentence = _("“%(field)s” is too long: %(count)s letters, at most %(most)s.")
        values = {"field": _label(name), "count": len(text), "most": most}
        raise BadField(sentence % values, verb=verb, field=name)
    return text


def _label(name: str) -> str:
    return capfirst(str(Article._meta.get_field(name).verbose_name))


def _differs(article: Article, name: str, value: object) -> bool:
    if name in _OBJECTS:
        return getattr(article, f"{name}_id") != (value.pk if value is not None else None)
    return getattr(article, name) != value


def _is_reworded(article: Article, name: str, cleaned: dict[str, object]) -> bool:
    """Whether a part of the text differs in more than white space and where paragraphs end."""
    if name not in cleaned or cleaned[name] == getattr(article, name):
        return False
    before, after = getattr(article, name), cleaned[name]
    return _without_spacing(before) != _without_spacing(after)


def _without_spacing(text: str) -> str:
    shown = unescape(_SPACING_MARKUP.sub("", text))
    return "".join(c for c in shown if not c.isspace() and unicodedata.category(c) != "Cf")


def _new_bylines(
    article: Article, bylines: Iterable[BylineEntry], verb: str
) -> list[BylineEntry] | None:
    wanted = without_repeats(bylines, verb=verb)
    return None if wanted == bylines_of(article) else wanted


def _new_tags(article: Article, tags: Iterable[str], verb: str) -> dict[str, str] | None:
    wanted = clean_tags(tags, verb=verb)
    return None if wanted.keys() == {Tag.key_of(name) for name in tag_names_of(article)} else wanted
