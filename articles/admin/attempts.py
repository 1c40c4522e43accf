"""Attempts that reach no verb: they change nothing, and are in the log like every refusal.

A page that was not drawn for somebody offers him no button, so whoever sends its form all the same
has made it himself. He is told nothing of it; a managing editor finds it in the log.
"""

from collections.abc import Container

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial.refusals import record_refusal
from articles.editorial.rules import VERBS, Refused, check
from articles.models import Article

_DIGITS = 18  # a longer number is none that a row has


def note_hidden_story(request: HttpRequest, object_id: str) -> None:
    """Log that a form was sent to a story which its sender may not know of."""
    if not (object_id.isascii() and object_id.isdigit() and len(object_id) <= _DIGITS):
        return
    article = Article.objects.filter(pk=int(object_id)).first()
    asked = request.POST.get("_verb", "")
    if article is None:
        return
    try:
        check(asked if asked in VERBS else "edit", article, by=request.user, now=timezone.now())
    except Refused as refusal:
        record_refusal(refusal, by=request.user, article=article)


def note_missing_button(request: HttpRequest, verb: str, article: Article | None) -> None:
    """Log a verb for which the writing page has no button."""
    if verb in VERBS:
        refusal = Refused(_("This page has no such button."), verb=verb)
        record_refusal(refusal, by=request.user, article=article)


def note_list_action(request: HttpRequest, offered: Container[str]) -> None:
    """Log an action that this person's list does not offer, or on stories it does not show."""
    verb = request.POST.get("action", "")
    if verb not in VERBS:
        return
    if verb not in offered:
        refusal = Refused(_("This list has no such action."), verb=verb)
        record_refusal(refusal, by=request.user, article=None)
        return
    chosen = Article.objects.filter(pk__in=request.POST.getlist("_selected_action"))
    hidden = chosen.exclude(pk__in=Article.objects.open_to(request.user)).first()
    if hidden is not None:
        _note_first_of(hidden, verb, request)


def _note_first_of(hidden: Article, verb: str, request: HttpRequest) -> None:
    """Log one hidden story for all of them: who sends a thousand numbers tries once."""
    try:
        check(verb, hidden, by=request.user, now=timezone.now())
    except Refused as refusal:
        record_refusal(refusal, by=request.user, article=hidden)
