"""A story as another system wrote it down, read with patience.

PURE. Numbers may be strings, tags one string with commas, dates of many forms; what cannot be
understood is left out and told in `notes`.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from html import unescape

from django.utils.translation import gettext as _

from articles.importing.dates import read_date
from articles.markup.tokens import without_controls

KEYS = frozenset(
    {
        "source", "id", "title", "slug", "summary", "body", "body_format", "category", "tags",
        "date", "status", "dateline", "byline", "posted_by", "views", "photo",
    }
)  # fmt: skip
MOST_VIEWS = 10**12

PUBLISHED, DRAFT, WITHDRAWN, TRASH = "published", "draft", "withdrawn", "trash"
_STATUSES = {
    PUBLISHED: {"", "published", "publish", "scheduled", "future", "terbit", "terjadwal", "tayang"},
    DRAFT: {"draft", "draf", "in_review", "review", "pending", "private", "returned"},
    WITHDRAWN: {"withdrawn", "ditarik", "dicabut"},
    TRASH: {"trash", "trashed", "deleted", "sampah"},
}
_ROLES = {
    "reporter": {"reporter", "peliput", "pewarta", "author"},
    "writer": {"writer", "penulis"},
    "editor": {"editor", "redaktur"},
    "photographer": {"photographer", "fotografer", "foto"},
    "contributor": {"contributor", "kontributor"},
}


@dataclass(frozen=True)
class PhotoRecord:
    """A photo beside the records: a file relative to their folder, and its words."""

    file: str
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True)
class ArticleRecord:
    """One story. `key` is its id at the source; `byline` is (role, name) in order."""

    source: str
    key: str
    title: str
    slug: str
    summary: str
    body: str
    is_text: bool
    category: str
    tags: tuple[str, ...]
    date: datetime | None
    status: str
    dateline: str
    byline: tuple[tuple[str, str], ...]
    posted_by: str
    views: int
    photo: PhotoRecord | None
    original: str
    digest: str
    unknown_keys: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_record(data: dict, *, source: str, zone: tzinfo) -> ArticleRecord:
    """Return the story in a JSON object; `source` is for one that names none."""
    notes: list[str] = []
    original = json.dumps(data, sort_keys=True)
    title = _line(data.get("title"))
    source = _line(data.get("source")) or source
    status = _status(_line(data.get("status")), notes)
    date = read_date(_line(data.get("date")), zone=zone)
    if date is None and status not in {DRAFT, TRASH}:
        notes.append(_("It has no date, so it is a draft."))
        status = DRAFT
    return ArticleRecord(
        source=_short(source),
        key=_key(data, source=source, title=title),
        title=title,
        slug=_line(data.get("slug")),
        summary=without_controls(unescape(_text(data.get("summary")))),
        body=_text(data.get("body")),
        is_text=_line(data.get("body_format")).lower() == "text",
        category=_line(data.get("category")),
        tags=_tags(data.get("tags")),
        date=date,
        status=status,
        dateline=_line(data.get("dateline")),
        byline=_byline(data.get("byline")),
        posted_by=_line(data.get("posted_by")),
        views=_views(data.get("views"), notes),
        photo=read_photo(data.get("photo")),
        original=original,
        digest=hashlib.sha256(original.encode()).hexdigest(),
        unknown_keys=tuple(sorted(set(data) - KEYS)),
        notes=tuple(notes),
    )


def _text(value: object) -> str:
    """Return text; a number as it is written, nothing for what is no text at all."""
    if isinstance(value, str):
        return without_controls(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _line(value: object) -> str:
    return " ".join(without_controls(unescape(_text(value))).split())


def _short(text: str, most: int = 300) -> str:
    """Return text as it is, or one that is too long by its first words and its digest."""
    if len(text) <= most:
        return text
    return f"{text[: most - 65]} {hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()}"


def _key(data: dict, *, source: str, title: str) -> str:
    if given := _line(data.get("id")):
        return _short(given)
    parts = json.dumps([source, title, _line(data.get("date"))])
    return f"sha256:{hashlib.sha256(parts.encode()).hexdigest()}"


def _status(word: str, notes: list[str]) -> str:
    for status, words in _STATUSES.items():
        if word.lower() in words:
            return status
    notes.append(_("Its status “%(word)s” is unknown, so it is a draft.") % {"word": word[:40]})
    return DRAFT


def _tags(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else _text(value).split(",")
    return tuple(dict.fromkeys(name for name in map(_line, names) if name))


def _byline(value: object) -> tuple[tuple[str, str], ...]:
    """Return (role, name) pairs of {"reporter": name or names, …}; bare names are reporters."""
    if not isinstance(value, dict):
        value = {"reporter": value}
    found = []
    for word, names in value.items():
        role = next((r for r, words in _ROLES.items() if str(word).lower() in words), None)
        for name in map(_line, names if isinstance(names, list) else [names]):
            if role and name:
                found.append((role, name))
    return tuple(dict.fromkeys(found))


def _views(value: object, notes: list[str]) -> int:
    """Return a count; "2.485" and "2,485" are grouped thousands."""
    text = _line(value)
    digits = re.sub(r"[.,\s](?=\d{3}(?!\d))", "", text.removesuffix(".0"))
    if re.fullmatch(r"[0-9]{1,13}", digits) and int(digits) <= MOST_VIEWS:
        return int(digits)
    if text:
        notes.append(_("Its views “%(views)s” are no number.") % {"views": text[:40]})
    return 0


def read_photo(value: object) -> PhotoRecord | None:
    """Return the photo a record names: a file with its words, or only the file's name."""
    if isinstance(value, str):
        value = {"file": value}
    if not isinstance(value, dict) or not _line(value.get("file")):
        return None
    words = {key: _line(value.get(key)) for key in ("caption", "credit", "alt")}
    return PhotoRecord(file=_text(value.get("file")).strip(), **words)
