"""The page that shows two texts of one story, and takes up what was chosen from them."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.sheet import Sheet
from articles.admin.two_texts import PREFIX, TwoTexts
from articles.admin.verbs import BUTTONS
from articles.admin.version_pages import whole_number
from articles.editorial.rules import verbs_open_to
from articles.editorial.writing import Outdated
from articles.models import Article

MERGE = "_merge"  # the buttons of the page; their values are SAVE and anything else
SAVE = "save"
BASE = "merge_base"
_NOT_SENT_BACK = {
    *("csrfmiddlewaretoken", "version", "photo", "photo_kept"),
    *("_verb", "_save", MERGE, BASE),
}


def two_texts_page(request: HttpRequest, sheet: Sheet, refusal: Outdated) -> HttpResponse | None:
    """Show what was typed and what is stored; None where there is no form to go on with."""
    if not sheet.can_write or sheet.form.errors:
        return None
    base, stored = sheet.seen, refusal.current
    texts = TwoTexts(sheet, stored=stored.version, base=base)
    if texts.stored is None:
        return None
    fields, places = texts.fields(), texts.places()
    context = {
        **admin.site.each_context(request),
        "title": _("Two texts of one story"),
        "subtitle": stored.title,
        "article": stored,
        "opts": Article._meta,
        "sentence": refusal.sentence,
        "not_done": _not_done(sheet),
        "sent": [*_sent_back(sheet.data), ("photo_kept", sheet.form.photo_token)],
        "version": stored.version,
        "base": base if texts.base is not None else 0,
        "address": reverse("admin:articles_article_change", args=[stored.pk]),
        "fields": fields,
        "places": places,
        "photos": texts.photos(),
        "can_save": "edit" in verbs_open_to(sheet.person, stored, now=sheet.now),
    }
    template = "admin/articles/article/two_texts.html"
    return TemplateResponse(request, template, context, status=409)


def take_up_choice(request: HttpRequest, sheet: Sheet) -> bool:
    """Put the one text into the form; say whether it is only to be shown there, not saved yet."""
    sheet.verb = ""
    data = sheet.data
    stored, base = (whole_number(data.get(name, "")) for name in ("version", BASE))
    texts = TwoTexts(sheet, stored=stored, base=base) if sheet.can_write else None
    if texts is None or texts.stored is None or sheet.form.errors:
        return False  # the form itself says what is wrong, with the text as it was typed
    sheet.take(texts.data(data))
    if data[MERGE] == SAVE:
        return False
    messages.info(request, _("The form holds the joined text. Nothing is saved yet."))
    return True


def _sent_back(data: QueryDict) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in data.lists()
        if name not in _NOT_SENT_BACK and not name.startswith(PREFIX)
        for value in values
    ]


def _not_done(sheet: Sheet) -> str:
    if sheet.verb not in BUTTONS:
        return ""
    return _("“%(button)s” was not done. Join the texts first, then press it in the form.") % {
        "button": BUTTONS[sheet.verb].label
    }
