"""The writing form filled with what an older version said, for stories that readers see.

There the desk says what kind of change it is, so nothing is brought back at one press: the form is
opened as if the old words had been typed, and sending it is the update it would be anyway.
"""

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from articles.admin.article_form import CHECKBOXES, fields_of
from articles.admin.byline_forms import MOST, PREFIX
from articles.admin.sheet import Sheet
from articles.admin.version_pages import whole_number
from articles.editorial.restoring import OldValues, old_values
from articles.models import Byline

PARAMETER = "versi"
_SPARE_ROWS = 2


def take_up_old_version(request: HttpRequest, sheet: Sheet) -> None:
    """Put the version that the address names into the form; an unknown one changes nothing."""
    number = whole_number(request.GET.get(PARAMETER, ""))
    if not number or sheet.article is None or not sheet.can_write:
        return
    old = old_values(sheet.article, number, by=sheet.person)
    if old is None:
        return
    _leave_a_photo_that_differs(old, sheet)
    sheet.data = _as_typed(old, sheet)
    sentence = _("The form holds what version %(number)s said. Nothing is saved yet.")
    messages.info(request, sentence % {"number": number})
    for sentence in old.left:
        messages.warning(request, sentence)


def _leave_a_photo_that_differs(old: OldValues, sheet: Sheet) -> None:
    """Keep the present photo with its words: a form carries only a photo just uploaded."""
    if "photo" not in old.fields or old.fields["photo"] == sheet.article.photo:
        return
    for name in ("photo", "photo_caption", "photo_credit", "photo_alt"):
        del old.fields[name]
    old.left.append(_("The photo is another one now; it stays as it is."))


def _as_typed(old: OldValues, sheet: Sheet) -> QueryDict:
    """Return the fields of a form; what is not in it keeps what is stored."""
    data = QueryDict(mutable=True)
    for name in fields_of(sheet.person):
        if name in CHECKBOXES:
            data[name] = "on" if old.fields[name] else ""
        elif name == "category" and name in old.fields:
            data[name] = str(getattr(old.fields[name], "pk", ""))
        elif name in old.fields:
            data[name] = old.fields[name]
    data["tags"] = ", ".join(old.tags)
    data["version"] = str(sheet.article.version)
    if old.bylines is not None:
        _type_the_names(data, old)
    return data


def _type_the_names(data: QueryDict, old: OldValues) -> None:
    names = len(old.bylines)
    rows = max(names, min(names + _SPARE_ROWS, MOST))
    data[f"{PREFIX}-TOTAL_FORMS"] = str(rows)
    data[f"{PREFIX}-INITIAL_FORMS"] = str(names)
    for number in range(rows):  # an empty row sends its role as well
        role = old.bylines[number].role if number < names else Byline.Role.REPORTER
        data[f"{PREFIX}-{number}-role"] = str(role)
    for number, entry in enumerate(old.bylines):
        data[f"{PREFIX}-{number}-reporter"] = str(entry.reporter.pk)
