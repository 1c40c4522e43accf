"""Verbs for many stories at once: row by row through the same door as the buttons."""

from collections import defaultdict

from django.contrib import messages
from django.contrib.admin.helpers import ActionForm
from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.attempts import note_list_action
from articles.admin.verbs import BUTTONS, perform
from articles.editorial.refusals import record_refusal
from articles.editorial.rules import Refused
from articles.models import Article

_REPORTERS = ("submit", "take_back", "trash", "restore")
_EDITORS = ("submit", "publish", "unschedule", "take_back", "trash", "restore")
_AT_ONCE = 100  # stories of one request; a page of the list has half as many
_NAMED = 5  # so many skipped stories are named with each reason; the rest is a number
_REASONS = 8  # so many reasons are told


class TickedOnly(ActionForm):
    """Never everything at once: what a person did not see on the page he did not choose."""

    def clean_select_across(self) -> bool:
        return False


class ArticleActions:
    """The half of `ArticleAdmin` that is the bulk actions; each is called as its verb is.

    Verbs that ask for words or a moment are not among them: those belong to one story.
    """

    action_form = TickedOnly

    def get_actions(self, request: HttpRequest) -> dict[str, tuple]:
        if not self.has_change_permission(request):
            return {}
        verbs = _EDITORS if request.user.is_at_least("editor") else _REPORTERS
        return {verb: (_action(verb), verb, BUTTONS[verb].label) for verb in verbs}

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        if request.method == "POST":
            note_list_action(request, self.get_actions(request))
        return super().changelist_view(request, extra_context)


def _action(verb: str):
    def act(modeladmin, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        _act(verb, request, queryset)

    return act


def _act(verb: str, request: HttpRequest, queryset: QuerySet[Article]) -> None:
    """Do it to each story that allows it, and say which were skipped and why."""
    done, skipped = 0, defaultdict(list)
    chosen = list(queryset[: _AT_ONCE + 1])
    for article in chosen[:_AT_ONCE]:
        try:
            with transaction.atomic():
                perform(
                    verb,
                    article,
                    by=request.user,
                    seen=_seen(request, article),
                    given={},
                )
            done += 1
        except Refused as refusal:
            record_refusal(refusal, by=request.user, article=article)
            skipped[refusal.sentence].append(article.title)
        except OperationalError:
            skipped[_("The database is busy; try again.")].append(article.title)
    if done:
        count = ngettext("%(count)d story:", "%(count)d stories:", done) % {"count": done}
        messages.success(request, f"{count} {BUTTONS[verb].done}")
    if skipped:
        messages.warning(request, _report(skipped))
    if len(chosen) > _AT_ONCE:
        sentence = _("Only the first %(count)d were looked at; choose the others again.")
        messages.warning(request, sentence % {"count": _AT_ONCE})


def _seen(request: HttpRequest, article: Article) -> int:
    """Return the version that stood in the list when it was drawn; what is no number is none."""
    raw = request.POST.get(f"_seen_{article.pk}")
    if raw is None:
        return article.version
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 0


def _report(skipped: dict[str, list[str]]) -> SafeString:
    """Say of each reason which stories were left alone for it, the most frequent first."""
    reasons = sorted(skipped.items(), key=lambda reason: -len(reason[1]))
    rows = [(reason, _names(titles)) for reason, titles in reasons[:_REASONS]]
    told = format_html_join("", "<li>{} <b>{}</b></li>", rows)
    if len(reasons) > _REASONS:
        rest = sum(len(titles) for _reason, titles in reasons[_REASONS:])
        sentence = ngettext(
            "and %(count)d other for another reason", "and %(count)d others for other reasons", rest
        )
        told += format_html("<li>{}</li>", sentence % {"count": rest})
    count = sum(map(len, skipped.values()))
    head = ngettext(
        "Left as it is: %(count)d story.", "Left as they are: %(count)d stories.", count
    )
    return format_html("{}<ul>{}</ul>", head % {"count": count}, told)


def _names(titles: list[str]) -> str:
    names = "; ".join(f"“{title}”" for title in titles[:_NAMED])
    more = len(titles) - _NAMED
    if more <= 0:
        return names
    others = ngettext("and %(count)d other", "and %(count)d others", more) % {"count": more}
    return f"{names} {others}"
