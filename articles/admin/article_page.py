"""The writing page: shows a story to the person, and answers what was sent from it."""

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import admin, messages
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.action_bar import bar_of
from articles.admin.attempts import note_missing_button
from articles.admin.checklist_panel import panel_for
from articles.admin.keeping import keeping_of
from articles.admin.known_tags import tags_known_to
from articles.admin.old_version_form import take_up_old_version
from articles.admin.sheet import Sheet
from articles.admin.template_form import take_up_template, templates_for
from articles.admin.thread import BUTTON, answer_in_page, keep_unsent, take_unsent, thread_context
from articles.admin.two_texts_page import MERGE, take_up_choice, two_texts_page
from articles.admin.verbs import BUTTONS, Button
from articles.admin.widgets import EDITOR_POLICY
from articles.editorial.moments import in_words
from articles.editorial.notices import mark_seen
from articles.editorial.refusals import record_refusal
from articles.editorial.rules import Refused
from articles.editorial.writing import Outdated
from articles.models import Article
from articles.models.article import STATE_NAMES
from articles.models.editorial_note import EditorialNote
from articles.richtext import clean

_SUGGESTED = 500  # tags the browser offers while typing
TEMPLATE = "admin/articles/article/change_form.html"


def writing_page(request: HttpRequest, article: Article | None) -> HttpResponse:
    """Show the page, or do what was asked and say so; a refusal brings back everything typed."""
    sheet = Sheet.of(request, article, timezone.now())
    if request.method != "POST":
        take_up_old_version(request, sheet)
        take_up_template(request, sheet)
        if article is not None:
            mark_seen(request.user, article_id=article.pk, now=sheet.now)
        return _page(request, sheet)
    if BUTTON in request.POST and article is not None:
        answer_in_page(request, sheet)
        return _page(request, sheet)
    if MERGE in request.POST and article is not None and take_up_choice(request, sheet):
        return _page(request, sheet)
    if sheet.verb and sheet.verb not in BUTTONS:
        note_missing_button(request, sheet.verb, article)
        sheet.sentences.append(_("This page has no such button."))
    try:
        return _answer(request, sheet)
    except OperationalError:
        return _busy(request, sheet)


def text_without_a_story(request: HttpRequest) -> HttpResponse:
    """Give a text back whose story is not open to its sender (any more), or was never there."""
    context = {**admin.site.each_context(request), "title": _("Page not found")}
    return TemplateResponse(request, "admin/articles/article/no_story.html", context, status=404)


def _answer(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    if not sheet.is_valid():
        return _page(request, sheet)
    article = sheet.article
    try:
        with transaction.atomic():
            done = sheet.carry_out()
    except Outdated as refusal:
        record_refusal(refusal, by=request.user, article=article)
        return _two_texts(request, sheet, refusal)
    except Refused as refusal:
        record_refusal(refusal, by=request.user, article=article)
        sheet.place(refusal)
        return _page(request, sheet)
    messages.success(request, _what_was_done(sheet, done))
    keep_unsent(request, done)
    return HttpResponseRedirect(_next_address(sheet, done))


def _two_texts(request: HttpRequest, sheet: Sheet, refusal: Outdated) -> HttpResponse:
    """Let both texts be joined; where nothing can be written, show what was typed to be copied."""
    shown = two_texts_page(request, sheet, refusal)
    if shown is not None:
        return shown
    sheet.face(refusal.current)
    return _page(request, sheet, refusal.sentence, status=409)


def _busy(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Give the text back when the database did not take it: locked by another writer, or slow."""
    sentence = _("The database is busy. Nothing is saved yet; your text is below. Save it again.")
    response = _page(request, sheet, sentence, status=503)
    response["Retry-After"] = "5"
    return response


def _what_was_done(sheet: Sheet, article: Article) -> str:
    if not sheet.verb:
        drafted = article.status == Article._meta.get_field("status").default
        return _("The draft is saved.") if drafted else _("The change is saved.")
    if article.state() == "scheduled" and sheet.verb != "second_look":
        moment = in_words(article.published_at)
        return _("It will be published on %(moment)s.") % {"moment": moment}
    return str(BUTTONS[sheet.verb].done)


def _next_address(sheet: Sheet, article: Article) -> str:
    if sheet.verb == "trash":
        return reverse("admin:articles_article_changelist")
    return reverse("admin:articles_article_change", args=[article.pk])


def _page(
    request: HttpRequest, sheet: Sheet, sentence: str = "", *, status: int = 200
) -> HttpResponse:
    if sentence:
        sheet.sentences.insert(0, sentence)
    typed = take_unsent(request, sheet.article) if sheet.data is None else sheet.data
    thread = thread_context(sheet.article, sheet.person, typed)
    context = {**admin.site.each_context(request), **_context(sheet), "thread": thread}
    show = _with_editor if sheet.can_write and settings.EDITOR_WIDGET == "ckeditor" else _plain
    return show(request, context, status)


def _plain(request: HttpRequest, context: dict, status: int) -> HttpResponse:
    return TemplateResponse(request, TEMPLATE, context, status=status)


_with_editor = csp_update(EDITOR_POLICY)(_plain)


def _context(sheet: Sheet) -> dict:
    article = sheet.article
    state = article.state(sheet.now) if article else ""
    return {
        "title": article.title if article else _("Write a story"),
        "sheet": sheet,
        "article": article,
        "opts": Article._meta,
        "state": state,
        "state_name": STATE_NAMES.get(state, ""),
        "is_public": article is not None and article.is_public(sheet.now),
        "return_note": _return_note(article),
        "checklist": panel_for(sheet),
        "keeping": keeping_of(sheet),
        "safe_body": clean(article.body) if article and not sheet.can_write else "",
        "desk_templates": templates_for(sheet),
        "tag_names": _suggested_tags(sheet),
        "media": sheet.form.media if sheet.can_write else "",
        "panels": [button for button in sheet.buttons if _stands_apart(button)],
        "bar": bar_of(sheet.buttons),
        "has_errors": _has_errors(sheet),
    }


def _suggested_tags(sheet: Sheet) -> list[str]:
    if not sheet.can_write:
        return []
    return list(tags_known_to(sheet.person).values_list("name", flat=True)[:_SUGGESTED])


def _has_errors(sheet: Sheet) -> bool:
    if sheet.data is None:
        return False
    typed = sheet.can_write and sheet.form.errors
    named = sheet.rows.is_bound and sheet.rows.total_error_count()
    return bool(typed or named or (sheet.verb and sheet.verb_form.errors))


def _return_note(article: Article | None) -> EditorialNote | None:
    if article is None or article.returned_at is None:
        return None
    notes = article.notes.filter(kind=EditorialNote.Kind.RETURN, closed_at=None)
    return notes.order_by("-at").first()


def _stands_apart(button: Button) -> bool:
    """Whether a button has a place of its own, off the bar: it asks something, or throws away."""
    return bool(button.inputs) or button.verb == "trash"
