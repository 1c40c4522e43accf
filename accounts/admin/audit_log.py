"""The log in the desk: to be read and searched, never written."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.audit import name_of_action
from accounts.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    list_display = ["when", "who", "what", "target_name", "was_refused", "detail"]
    list_display_links = ["when"]
    list_filter = ["refused", "at"]
    search_fields = ["actor_name", "action", "target_name", "detail"]
    search_help_text = _("Search for a name, a story or an action.")
    fields = ["when", "who", "what", "was_refused", "target_type", "target_name", "detail"]
    readonly_fields = fields
    actions = None
    list_per_page = 100
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    @admin.display(description=_("time"), ordering="at")
    def when(self, entry: AuditEntry) -> str:
        return date_format(localtime(entry.at), "j M Y, H.i.s")

    @admin.display(description=_("who"), ordering="actor_name")
    def who(self, entry: AuditEntry) -> str:
        return entry.actor_name or "–"

    @admin.display(description=_("action"), ordering="action")
    def what(self, entry: AuditEntry) -> str:
        return name_of_action(entry.action)

    @admin.display(description=_("refused"), boolean=True, ordering="refused")
    def was_refused(self, entry: AuditEntry) -> bool:
        return entry.refused
