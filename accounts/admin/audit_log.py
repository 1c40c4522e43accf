"""The log in the desk: to be read and searched, never written."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit import name_of_action
from accounts.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    list_display = ["when", "who", "what", "target_name", "detail"]
    list_display_links = ["when"]
    show_facets = admin.ShowFacets.NEVER
    list_filter = ["refused", "at"]
    search_fields = ["actor_name", "action", "target_name", "detail"]
    fields = ["when", "who", "what", "target_type", "target_name", "detail"]
    readonly_fields = fields
    actions = None
    empty_value_display = ""
    list_per_page = 100
    show_full_result_count = False

    class Media:
        css = {"all": ["accounts/account-pages.css"]}

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
        name = name_of_action(entry.action)
        return gettext("%(action)s (refused)") % {"action": name} if entry.refused else name
