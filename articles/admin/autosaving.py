"""Saves a draft that is being written, when its page asks for it; nobody has pressed anything.

Whatever can be stored is stored: a field that cannot be (too long, not ready) is named, and waits
for a press of “Save”, which says why. Files wait for it too, and so does whom the story is assigned
to, for he is told of it.
"""

from django.db import OperationalError, transaction
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.checklist_panel import panel_for
from articles.admin.page_requests import answer
from articles.admin.sheet import Sheet
from articles.admin.writing_words import saved_words
from articles.editorial import open_forms, workflow
from articles.editorial.changes import BadField
from articles.editorial.refusals import record_refusal
from articles.editorial.rules import Refused, check
from articles.editorial.writing import Outdated
from articles.models import Article

WAITS_FOR_A_PRESS = ("assigned_to", "due_date")
_CHECKED = 200_000  # letters of a body that is checked anew each time


class CameLate(Exception):
    """A request that was held up: its page has sent a newer one, which is done already."""

    def __init__(self, turn: int):
        super().__init__(turn)
        self.turn = turn


def autosave_answer(request: HttpRequest, article: Article | None) -> JsonResponse:
    """Save what the page holds, and say so; a new story is begun as soon as it has a title."""
    sheet = Sheet.of(request, article, timezone.now())
    sheet.files = None
    if sheet.has_too_many_fields():
        return answer("invalid", " ".join(sheet.sentences), status=422)
    sheet.form.is_valid()
    if "title" in sheet.form.errors and article is None:
        return answer("invalid", _("Not saved yet: give the story a title."), status=422)
    try:
        with transaction.atomic():
            story = _saved(sheet)
    except CameLate as late:
        return answer("late", status=409, turn=late.turn)
    except Outdated as refusal:
        record_refusal(refusal, by=request.user, article=article)
        return answer("outdated", refusal.sentence, status=409)
    except BadField as refusal:
        return answer("invalid", _not_yet(refusal), status=422)
    except Refused as refusal:
        record_refusal(refusal, by=request.user, article=article)
        return answer("closed", refusal.sentence, status=409)
    except OperationalError:
        return answer("busy", _("The database is busy."), status=503)
    return _done(sheet, story)


def _saved(sheet: Sheet) -> Article:
    if sheet.article is not None:
        check("autosave", sheet.article, by=sheet.person, now=sheet.now)
    key = sheet.data.get("page_key", "")
    page = open_forms.held(key, by=sheet.person, article=sheet.article, now=sheet.now)
    if page is not None and 0 < sheet.turn <= page.turn:
        raise CameLate(page.turn)
    story = sheet.article or (page.article if page is not None else None)
    written = _what_can_be_stored(sheet)
    if story is None:
        story = workflow.create(by=sheet.person, **written)
    else:
        sheet.article, sheet.page = story, page
        seen = sheet.seen
        story = workflow.autosave(story, by=sheet.person, seen=seen, **written)
    # The browser keeps its copy until all of it has arrived.
    arrived = 0 if _left(sheet) else sheet.turn
    open_forms.note_saved(page, story, turn=arrived, now=sheet.now)
    return story


def _what_can_be_stored(sheet: Sheet) -> dict:
    form, rows = sheet.form, sheet.rows
    ready = [n for n in form.names if n not in form.errors and n not in WAITS_FOR_A_PRESS]
    return {
        "fields": {name: form.cleaned_data[name] for name in ready},
        "tags": form.cleaned_data.get("tags") if "tags" not in form.errors else None,
        "bylines": rows.entries() if rows.is_bound and rows.is_valid() else None,
    }


def _left(sheet: Sheet) -> list[str]:
    """Return what of the page is not stored, as the form calls it."""
    changed = sheet.form.changes()
    names = [*sheet.form.errors, *(name for name in WAITS_FOR_A_PRESS if name in changed)]
    if sheet.data.get("photo_chosen") or "photo" in changed:
        names.append("photo")
    labels = [_inside(str(sheet.form.fields[name].label)) for name in dict.fromkeys(names)]
    if sheet.rows.is_bound and not sheet.rows.is_valid():
        labels.append(_("names under the story"))
    return labels


def _inside(label: str) -> str:
    """Return the name of a field as it stands inside a sentence."""
    return label[:1].lower() + label[1:]


def _done(sheet: Sheet, story: Article) -> JsonResponse:
    left = _left(sheet)
    checklist = ""
    if len(story.body) <= _CHECKED:
        checklist = render_to_string(
            "admin/articles/article/_checklist.html", {"checklist": panel_for(sheet)}
        )
    return answer(
        "saved",
        saved_words(story.saved_at if not left else sheet.now, now=sheet.now, left=left),
        story=str(story.pk),
        version=story.version,
        title=story.title,
        whole=not left,
        change=reverse("admin:articles_article_change", args=[story.pk]),
        autosave=reverse("admin:articles_article_autosave", args=[story.pk]),
        presence=reverse("admin:articles_article_presence", args=[story.pk]),
        checklist=checklist,
    )


def _not_yet(refusal: BadField) -> str:
    return _("Not saved yet: %(why)s") % {"why": capfirst(refusal.sentence)}
