"""What a colleague has been told: a page of his own notices, and the button that clears them."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.editorial import notices
from articles.models import Notice

_SHOWN = 100  # the newest; older ones are forgotten after a while anyway


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin):
    """Two addresses: to read and to clear. Nobody writes, changes or deletes a notice here."""

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        look = require_http_methods(["GET", "HEAD"])(self.changelist_view)
        post = require_http_methods(["POST"])(self.seen_view)
        return [
            path("", guard(look), name="articles_notice_changelist"),
            path("seen/", guard(post), name="articles_notice_seen"),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notice]:
        return notices.all_for(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False  # it has its place at the top of every page, not among the tables

    def has_view_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        return request.user.is_staff

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        told = [notices.told_of(notice) for notice in self.get_queryset(request)[:_SHOWN]]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Notices"),
            "told": told,
            "has_unseen": any(not notice.is_seen for notice in told),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/notices.html", context)

    def seen_view(self, request: HttpRequest) -> HttpResponse:
        if notices.mark_seen(request.user, now=timezone.now()):
            messages.success(request, _("All notices are marked as seen."))
        return HttpResponseRedirect(reverse("admin:articles_notice_changelist"))
