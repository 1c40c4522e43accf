"""What the writing form holds, made into a story to be looked at: nothing of it is saved.

A preview is asked for in the middle of work, so whatever is there is shown. A field that could not
be saved as it is stands in the preview as far as it goes, with the sentence that saving would give.
"""

from base64 import b64encode
from copy import copy
from dataclasses import dataclass
from types import SimpleNamespace

from django.core.files import File
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.sheet import Sheet
from articles.editorial.changes import BadField, clean_field
from articles.editorial.credits import own_byline
from articles.editorial.plain_text import is_blank
from articles.editorial.tagging import LONGEST_TAG, MOST_TAGS
from articles.models import Article, Photo
from articles.pictures import intake
from articles.public.proofs import Proof, proof_of

_OBJECTS = ("category", "assigned_to")
_SHOWN_OF_A_BAD_LINE = 300  # characters


@dataclass(frozen=True)
class TypedProof:
    """The proof, and what its reader has to know about it."""

    proof: Proof
    remarks: list[str]


def typed_proof(sheet: Sheet) -> TypedProof:
    """Return the proof of what was typed; of what is stored where this person cannot write."""
    if sheet.data is None:
        return TypedProof(proof_of(sheet.article), [])
    if not sheet.can_write:
        return TypedProof(proof_of(sheet.article), [_("This is the stored text.")])
    chosen = sheet.files.get("photo") if sheet.files else None
    sheet.files = None  # taking a picture in would store it
    sheet.form.is_valid()
    remarks = _sentences(sheet)
    story = copy(sheet.article) if sheet.article else Article(created_by=sheet.person)
    for name in sheet.form.names:
        setattr(story, name, _value(sheet, name, story))
    story.photo = sheet.form.current_photo
    if chosen:
        remarks.append(_show_chosen_photo(story, chosen))
    return TypedProof(proof_of(story, bylines=_names(sheet), tags=_tags(sheet)), remarks)


def _value(sheet: Sheet, name: str, story: Article) -> object:
    """Return a field as saving would store it, or as much of it as can be shown."""
    if name in sheet.form.cleaned_data:
        typed = sheet.form.cleaned_data[name]
    elif name in _OBJECTS:
        return getattr(story, name)
    else:
        typed = sheet.form.data.get(name, "")
    try:
        return clean_field(name, typed, verb="edit")
    except BadField:
        most = Article._meta.get_field(name).max_length or _SHOWN_OF_A_BAD_LINE
        cut = " ".join(str(typed).split())[: most - 2].strip()
        shown = _("(no title yet)") if is_blank(cut) else f"{cut} …"
        return clean_field(name, shown, verb="edit")


def _show_chosen_photo(story: Article, chosen: File) -> str:
    """Put a photo that is not taken in yet into the story, and say so; or say why it will not be.

    It travels within the page (`data:`), small, so that it needs no file.
    """
    try:
        seen = intake.glimpse(chosen)
    except intake.PictureRefused as refused:
        return str(refused)
    address = f"data:image/jpeg;base64,{b64encode(seen.data).decode()}"
    photo = Photo(width=seen.width, height=seen.height)
    # Whatever size the page asks for, it is given this one.
    everywhere = SimpleNamespace(url=lambda name: address)
    photo.file = SimpleNamespace(name="foto.jpg", storage=everywhere)
    story.photo = photo
    return _("The photo you have just chosen is taken in when you save.")


def _names(sheet: Sheet) -> list | None:
    if sheet.rows.is_bound:
        sheet.rows.is_valid()
        names = sheet.rows.entries()
    else:
        names = None if sheet.article else []
    return names or own_byline(sheet.person) if sheet.article is None else names


def _tags(sheet: Sheet) -> list[str]:
    if "tags" in sheet.form.cleaned_data:
        return sheet.form.cleaned_data["tags"]
    typed = (" ".join(name.split())[:LONGEST_TAG] for name in sheet.form.data["tags"].split(","))
    return [name for name in typed if name][:MOST_TAGS]


def _sentences(sheet: Sheet) -> list[str]:
    """Return what saving would say about the fields."""
    found = []
    for name, errors in sheet.form.errors.items():
        field = sheet.form.fields.get(name)
        label = f"{capfirst(str(field.label))}: " if field is not None else ""
        found += [f"{label}{sentence}" for sentence in errors]
    if sheet.rows.is_bound and not sheet.rows.is_valid():
        found.append(_("Look at the names under the story: some of them cannot be saved so."))
    return found
