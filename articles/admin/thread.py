"""The notes on a story, on its writing page: written, answered and ticked off without leaving it.

With script a note goes to an address of its own and the page stays as it is. Without, its button
sends the whole form: the note is written, nothing of the story is saved, and all that was typed
comes back. A note that was typed and not sent survives a save, in the session.
"""

from collections.abc import Callable

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.models import User
from articles.admin.sheet import Sheet
from articles.editorial import notes
from articles.editorial.refusals import record_refusal
from articles.editorial.rules import Refused
from articles.models import Article

audit.name_actions(
    {
        "note": gettext_lazy("wrote a note"),
        "note_ticked_off": gettext_lazy("ticked a note off"),
        "note_reopened": gettext_lazy("opened a note again"),
    }
)
BUTTON = "_thread"
_UNSENT = "unsent_notes"
_FRAGMENT = "admin/articles/article/_thread.html"


def thread_context(article: Article | None, person: User, typed: dict | None = None) -> dict | None:
    """Return what the fragment shows: the notes with their answers, and what was typed so far."""
    if article is None:
        return None
    entries = notes.thread_of(article, person)
    typed = typed or {}
    for entry in entries:
        entry["typed"] = typed.get(f"answer_{entry['note'].pk}", "")
    return {
        "open": [entry for entry in entries if _is_open(entry)],
        "done": [entry for entry in entries if not _is_open(entry)],
        "typed": typed.get("note_text", ""),
        "longest": notes.LONGEST,
    }


def thread_view(request: HttpRequest, article: Article) -> HttpResponse:
    """Do what a button of the thread says and answer with the thread alone."""
    typed = _typed(request)
    try:
        sentence, status = _do(request, article, typed), 200
    except Refused as refusal:
        record_refusal(refusal, by=request.user, article=article)
        sentence, status = refusal.sentence, 422
    except OperationalError:
        sentence, status = _("The database is busy; try again."), 503
    context = {
        "article": article,
        "thread": thread_context(article, request.user, typed),
        "thread_said": sentence,
    }
    return render(request, _FRAGMENT, context, status=status)


def answer_in_page(request: HttpRequest, sheet: Sheet) -> None:
    """Do what a button of the thread says for a page that is shown again with all that was typed.

    The story is not saved by it; whoever could save it is told so.
    """
    typed = _typed(request)
    try:
        said = _do(request, sheet.article, typed)
    except Refused as refusal:
        record_refusal(refusal, by=request.user, article=sheet.article)
        messages.error(request, refusal.sentence)
        return
    data = sheet.data.copy()
    for name in [name for name in data if _is_typed_here(name)]:
        data[name] = typed.get(name, "")
    sheet.data = data
    if sheet.can_write:
        said = f"{said} {_('The story itself is not saved yet; what you typed is below.')}"
    messages.success(request, said)


def keep_unsent(request: HttpRequest, article: Article) -> None:
    """Keep notes that were typed and not sent while the story was saved; say that they wait."""
    typed = {name: text for name, text in _typed(request).items() if text.strip()}
    if typed:
        request.session[_UNSENT] = {str(article.pk): typed}
        messages.warning(request, _("Your note is not sent yet; it stands below the story."))


def take_unsent(request: HttpRequest, article: Article | None) -> dict:
    """Return what was kept for this story, once."""
    if article is None or _UNSENT not in request.session:
        return {}
    return request.session.pop(_UNSENT).get(str(article.pk), {})


def _do(request: HttpRequest, article: Article, typed: dict) -> str:
    """Carry out a button; forget what was typed for it; return what is said. Raises Refused."""
    verb, _dash, number = request.POST.get(BUTTON, "").partition("-")
    number = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    if verb not in _BUTTONS:
        raise Refused(_("This page has no such button."), verb="note")
    return _BUTTONS[verb](article, request.user, number, typed)


def _write(article: Article, by: User, number: int, typed: dict) -> str:
    notes.write(article, by=by, text=typed.get("note_text", ""))
    typed.pop("note_text", None)
    return _("The note is sent.")


def _answer(article: Article, by: User, number: int, typed: dict) -> str:
    name = f"answer_{number}"
    notes.write(article, by=by, text=typed.get(name, ""), answers=number)
    typed.pop(name, None)
    return _("The answer is sent.")


def _tick(article: Article, by: User, number: int, typed: dict) -> str:
    notes.tick_off(article, by=by, note=number)
    return _("Ticked off.")


def _reopen(article: Article, by: User, number: int, typed: dict) -> str:
    notes.reopen(article, by=by, note=number)
    return _("Open again.")


_BUTTONS: dict[str, Callable[[Article, User, int, dict], str]] = {
    "note": _write,
    "answer": _answer,
    "tick": _tick,
    "reopen": _reopen,
}


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST[name] for name in request.POST if _is_typed_here(name)}


def _is_typed_here(name: str) -> bool:
    return name == "note_text" or name.startswith("answer_")


def _is_open(entry: dict) -> bool:
    return entry["note"].closed_at is None or any(
        answer["note"].closed_at is None for answer in entry["answers"]
    )
