"""Verbs for many stories at once: row by row through the same door as the buttons."""

from django.contrib import messages
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
_NAMED = 10  # so many skipped stories are named with their reason; the rest is a number


class ArticleActions:
    """The half of `ArticleAdmin` that is the bulk actions; each is called as its verb is."""

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
    done, skipped = 0, []
    for article in queryset:
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
            skipped.append((article.title, refusal.sentence))
        except OperationalError:
            skipped.append((article.title, _("The database is busy; try again.")))
    if done:
        count = ngettext("%(count)d story:", "%(count)d stories:", done) % {"count": done}
        messages.success(request, f"{count} {BUTTONS[verb].done}")
    if skipped:
        messages.warning(request, _report(skipped))


def _seen(request: HttpRequest, article: Article) -> int:
    """Return the version that stood in the list when it was drawn."""
    raw = request.POST.get(f"_seen_{article.pk}", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else article.version


def _report(skipped: list[tuple[str, str]]) -> SafeString:
    rows = format_html_join("", "<li><b>{}</b>: {}</li>", skipped[:_NAMED])
    more = len(skipped) - _NAMED
    if more > 0:
        sentence = ngettext("and %(count)d other", "and %(count)d others", more)
        rows += format_html("<li>{}</li>", sentence % {"count": more})
    return format_html("{}<ul>{}</ul>", _("Left as they are:"), rows)
