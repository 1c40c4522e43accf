"""Going back to an older version: what it said is written again, as a version of its own.

Nothing is undone and nothing leaves the history. The old values pass the same door as typed ones,
so the sanitiser of today, the rule of who may, and the version the person saw hold as for any edit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import EDITOR
from articles.editorial.changes import EDITORS_ONLY
from articles.editorial.credits import BylineEntry
from articles.editorial.past import content_of
from articles.editorial.rules import Refused
from articles.editorial.writing import WRITABLE, edit
from articles.models import Article, Byline, Category, Photo, Reporter

_ABOUT_THE_PHOTO = ("photo_caption", "photo_credit", "photo_alt")
# Who works on a story and whose name it is posted under are no part of what it says.
_NOT_SAID = EDITORS_ONLY
_BY_THEMSELVES = ("category", "photo", *_ABOUT_THE_PHOTO)
_PLAIN = tuple(name for name in WRITABLE if name not in _NOT_SAID + _BY_THEMSELVES)


@dataclass
class OldValues:
    """What of a version can be written again, and in sentences what has to stay as it is now."""

    fields: dict[str, object]
    bylines: list[BylineEntry] | None = None
    tags: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def old_values(article: Article, number: int, *, by: User) -> OldValues | None:
    """Return what this person could write again from a version; None if there is no such version.

    A category, photo or reporter that was deleted since cannot come back, and a reporter cannot
    take a photo that somebody else uploaded: these stay as they are, the words under a photo with
    their photo.
    """
    row = content_of(article, number)
    if row is None:
        return None
    old = OldValues({name: getattr(row, name) for name in _PLAIN}, tags=list(row.tag_names))
    _take_category(old, row)
    _take_photo(old, row, article, by)
    _take_bylines(old, row.bylines)
    return old


def restore_version(
    article: Article, *, by: User, number: int, seen: int, now: datetime | None = None
) -> tuple[Article, list[str]]:
    """Write an older version again, and return the story with what had to stay as it is.

    It is an edit, open to whom and while an edit is; `seen` is the version the person had open.
    What is published changes by an update alone. A version that says the same as the story does
    makes no new one. Raises Refused, or Outdated.
    """
    old = old_values(article, number, by=by)
    if old is None:
        raise Refused(_("This story has no such version."), verb="edit")
    story = edit(
        article,
        by=by,
        fields=old.fields,
        bylines=old.bylines,
        tags=old.tags,
        seen=seen,
        reason=_("Version %(number)s brought back.") % {"number": number},
        now=now,
    )
    return story, old.left


def _take_category(old: OldValues, row: Article) -> None:
    category = Category.objects.filter(pk=row.category_id).first()
    if category is None and row.category_id is not None:
        old.left.append(_("The category of that version was deleted; the category stays as it is."))
    else:
        old.fields["category"] = category


def _take_photo(old: OldValues, row: Article, article: Article, by: User) -> None:
    photo = Photo.objects.filter(pk=row.photo_id).first()
    if photo is None and row.photo_id is not None:
        old.left.append(_("The photo of that version was deleted; the photo stays as it is."))
    elif photo is not None and _is_anothers(photo, article, by):
        old.left.append(
            _("The photo of that version was uploaded by somebody else; the photo stays as it is.")
        )
    else:
        old.fields["photo"] = photo
        old.fields |= {name: getattr(row, name) for name in _ABOUT_THE_PHOTO}


def _is_anothers(photo: Photo, article: Article, by: User) -> bool:
    """Whether the rule about foreign photos stands in the way (`check_editors_fields`)."""
    if by.is_at_least(EDITOR) or photo.pk == article.photo_id:
        return False
    return photo.uploaded_by_id != by.pk


def _take_bylines(old: OldValues, facts: Sequence[dict]) -> None:
    """Take the names under a version, all of them or none: half a list would be a new one."""
    there = Reporter.objects.in_bulk([fact["reporter"] for fact in facts])
    gone = [fact["name"] for fact in facts if fact["reporter"] not in there]
    if gone:
        sentence = _("%(names)s was deleted; the names under the story stay as they are.")
        old.left.append(sentence % {"names": ", ".join(gone)})
        return
    old.bylines = [
        BylineEntry(there[fact["reporter"]], Byline.Role(fact["role"])) for fact in facts
    ]
