"""The log in the desk: to be read, searched and taken along, never written."""

from collections.abc import Iterator
from datetime import UTC
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts import audit
from accounts.audit import name_of_action
from accounts.csv_files import csv_answer
from accounts.log_form import LogForm
from accounts.log_search import MOST_EXPORTED, Question, all_of, page_of
from accounts.models import AuditEntry

_LARGEST_ID = 2**63 - 1


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    fields = ["when", "who", "what", "target_type", "target_name", "detail"]
    readonly_fields = fields
    empty_value_display = ""

    class Media:
        css = {"all": ["accounts/account-pages.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        export = self.admin_site.admin_view(require_http_methods(["POST"])(self.export_view))
        return [
            path("export/", export, name="accounts_auditentry_export"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Show the newest entries that answer the question, and the way to older ones."""
        self._check(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        form = LogForm(request.GET)
        page = page_of(form.question(), after=_after(request)) if form.is_valid() else None
        asked = {name: value for name, value in form.data.items() if value}
        context = {
            **self.admin_site.each_context(request),
            "title": capfirst(self.opts.verbose_name_plural),
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "page": page,
            "rows": [_row(entry) for entry in page.entries] if page else [],
            "asked": asked,
            "older": urlencode(asked | {"after": page.older}) if page and page.older else "",
            "most": MOST_EXPORTED,
        }
        return TemplateResponse(request, "accounts/log.html", context)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """Send the answer to the question as a table; that it was taken along is an entry too."""
        self._check(request)
        form = LogForm(request.POST)
        if not form.is_valid():
            back = reverse("admin:accounts_auditentry_changelist")
            asked = {name: value for name, value in form.data.items() if value}
            return HttpResponseRedirect(f"{back}?{urlencode(asked)}")
        question = form.question()
        audit.record("log_exported", by=request.user, detail=question.in_words())
        day = date_format(localtime(), "Y-m-d")
        # Named now: while it is sent, nobody's language is set any more.
        return csv_answer(f"log-{day}", _HEADING, _cells(question, dict(audit.actions())))

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    @admin.display(description=_("time"))
    def when(self, entry: AuditEntry) -> str:
        return date_format(localtime(entry.at), "j M Y, H.i.s")

    @admin.display(description=_("who"))
    def who(self, entry: AuditEntry) -> str:
        return entry.actor_name or "–"

    @admin.display(description=_("action"))
    def what(self, entry: AuditEntry) -> str:
        return what_of(entry)


_HEADING = (
    "at_utc", "at_local", "who", "account", "action", "action_name", "refused", "kind", "number",
    "object", "detail",
)  # fmt: skip


def _cells(question: Question, names: dict[str, str]) -> Iterator[tuple]:
    for entry in all_of(question):
        yield (
            entry.at.astimezone(UTC).isoformat(timespec="seconds"),
            localtime(entry.at).isoformat(timespec="seconds"),
            entry.actor_name,
            entry.actor_id,
            entry.action,
            names.get(entry.action, entry.action),
            "1" if entry.refused else "0",
            entry.target_type,
            entry.target_id,
            entry.target_name,
            entry.detail,
        )


def _row(entry: AuditEntry) -> dict:
    return {
        "entry": entry,
        "when": date_format(localtime(entry.at), "j M Y, H.i.s"),
        "what": what_of(entry),
    }


def what_of(entry: AuditEntry) -> str:
    """Return the action of an entry in words, and whether it was refused."""
    name = name_of_action(entry.action)
    return gettext("%(action)s (refused)") % {"action": name} if entry.refused else name


def _after(request: HttpRequest) -> int | None:
    """Return the entry to go on after; what is no number of an entry is no page."""
    raw = request.GET.get("after", "")
    if not raw:
        return None
    if not (raw.isascii() and raw.isdigit() and len(raw) < 20) or int(raw) > _LARGEST_ID:
        raise Http404
    return int(raw)
