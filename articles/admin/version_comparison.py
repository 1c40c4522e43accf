"""Two versions of a story for the page that compares them: field by field, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from articles.admin.article_history import FACTS, differs, label_of
from articles.editorial.attachments import names_of as names_of_files
from articles.editorial.comparing import (
    ADDED,
    CHANGED,
    REMOVED,
    Passage,
    Piece,
    Run,
    compare_bodies,
    compare_items,
    compare_text,
)
from articles.editorial.writing import WRITABLE
from articles.models import Article, Byline, Category, Photo

_KINDS = {
    "h2": gettext_lazy("Subheading"),
    "h3": gettext_lazy("Small heading"),
    "ul": gettext_lazy("List item"),
    "ol": gettext_lazy("Numbered item"),
    "blockquote": gettext_lazy("Quotation"),
    "pull-quote": gettext_lazy("Pull quote"),
    "tr": gettext_lazy("Row of a table"),
    "caption": gettext_lazy("Heading of a table"),
    "figure": gettext_lazy("Picture"),
    "figcaption": gettext_lazy("Caption of a picture"),
    "p": gettext_lazy("Paragraph"),
}
_CHANGES = {
    REMOVED: gettext_lazy("Removed"),
    ADDED: gettext_lazy("Added"),
    CHANGED: gettext_lazy("Changed"),
}


@dataclass(frozen=True)
class ComparedField:
    """One field that differs: its words as markup, or its passages, or its two photos."""

    name: str
    label: str
    words: SafeString | str = ""
    passages: tuple[dict, ...] = ()
    more: int = 0  # passages that differ and are not shown
    photos: tuple[dict, ...] = ()


def compared_fields(older: Article, newer: Article) -> tuple[list[ComparedField], list[str]]:
    """Return the fields that differ between two rows of history, and the names of the others."""
    found, same = [], []
    for name in (*WRITABLE, *FACTS):
        stored = name if name in FACTS else Article._meta.get_field(name).attname
        if differs(name, getattr(newer, stored), getattr(older, stored)):
            found.append(_compared(name, older, newer))
        else:
            same.append(label_of(name))
    return found, same


def names_of(row: Article) -> list[str]:
    """Return the names under a version as they were then: “Reporter : Fajar CQA”."""
    roles = dict(Byline.Role.choices)
    return [f"{roles.get(fact['role'], fact['role'])} : {fact['name']}" for fact in row.bylines]


def photo_of(row: Article) -> Photo | None:
    """Return the photo of a version, if it is still there."""
    return Photo.objects.filter(pk=row.photo_id).first()


def category_of(row: Article) -> str:
    """Return the name of a version's category as it is called today."""
    return _name_of(Category, row.category_id)


def _compared(name: str, older: Article, newer: Article) -> ComparedField:
    label = label_of(name)
    if name == "body":
        passages, more = compare_bodies(older.body, newer.body)
        return ComparedField(name, label, passages=tuple(map(_shown, passages)), more=more)
    if name == "photo":
        return ComparedField(name, label, photos=tuple(_photos(older, newer)))
    if name in FACTS:
        lists = [names_of(row) if name == "bylines" else row.tag_names for row in (older, newer)]
        return ComparedField(name, label, words=markup_of(compare_items(*lists)))
    texts = [words_of(row, name) for row in (older, newer)]
    return ComparedField(name, label, words=markup_of(compare_text(*texts)))


def words_of(row: Article, name: str) -> str:
    if name == "category":
        return category_of(row)
    if name == "assigned_to":
        return _name_of(User, row.assigned_to_id)
    value = getattr(row, name)
    if name == "attachments":
        return names_of_files(value)
    if name == "due_date":
        return date_format(value, "j F Y") if value else ""
    if name == "people_confirmed":  # a fingerprint; what counts is that somebody looked
        value = bool(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value


def _name_of(model: type, key: int | None) -> str:
    if key is None:
        return ""
    found = model.objects.filter(pk=key).first()
    return str(found) if found is not None else _("(deleted since)")


def _photos(older: Article, newer: Article) -> Iterable[dict]:
    for change, row in ((REMOVED, older), (ADDED, newer)):
        if row.photo_id is not None:
            yield {"label": _CHANGES[change], "photo": photo_of(row), "alt": row.photo_alt}


def _shown(passage: Passage) -> dict:
    kind = _KINDS.get(passage.kind, _KINDS["p"])
    if passage.was_kind:
        was = _KINDS.get(passage.was_kind, _KINDS["p"])
        kind = _("%(before)s, now: %(after)s") % {"before": was, "after": kind}
    elif passage.kind == "p":
        kind = ""
    return {
        "change": passage.change,
        "label": _CHANGES.get(passage.change, ""),
        "kind": kind,
        "words": markup_of(passage.runs),
        "count": passage.count,
    }


# --- words as markup ----------------------------------------------------------------------------


def markup_of(runs: Iterable[Run]) -> SafeString:
    """Return runs of words as markup, every word escaped, told apart without colour as well."""
    return mark_safe("".join(map(_run, runs)))  # noqa: S308 – each part is made by format_html


def _run(run: Run) -> SafeString:
    pieces = format_html_join("", "{}", ((_piece(piece),) for piece in run.pieces))
    if run.change not in {REMOVED, ADDED}:
        return pieces
    return format_html(
        '<{tag}><span class="visually-hidden">[{label}: </span>{pieces}'
        '<span class="visually-hidden">]</span></{tag}>',
        tag="del" if run.change == REMOVED else "ins",
        label=_CHANGES[run.change],
        pieces=pieces,
    )


def _piece(piece: Piece) -> SafeString:
    if piece.shape == "break":
        return format_html("↵<br>")
    if piece.shape == "picture":
        return format_html("[{}: {}{}]", _("Picture"), piece.text, _address(piece.href))
    words = format_html("{}", piece.text)
    for mark in reversed(piece.marks):
        words = format_html("<{0}>{1}</{0}>", mark, words)
    if piece.href and piece.text.strip():
        return format_html('<span class="linked">{}</span>{}', words, _address(piece.href))
    return words


def _address(address: str) -> SafeString:
    return format_html(' <span class="address">({})</span> ', address)
