"""The half of `ArticleAdmin` that looks at a story or takes it as a beginning, and leaves it alone.

Each page is found through `_article`, like every other: what a person may not open is no story.
"""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from articles.admin.attachments_page import attachments_page
from articles.admin.copy_page import copy_page
from articles.admin.ledger_page import ledger_page
from articles.admin.preview_links import links_page, revoke_link
from articles.admin.preview_page import preview_page
from articles.admin.reads_page import reads_page

_READ_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])
_SEND = require_http_methods(["POST"])
_READ = require_http_methods(["GET", "HEAD"])


class ArticleTools:
    """Preview, preview links and duplicating."""

    def tool_urls(self, guard: Callable) -> list[URLPattern]:
        """Return the addresses of these pages; `guard` is the desk's."""
        story = "<path:object_id>/"
        pages = (
            ("preview/", _READ_AND_SEND(self.new_preview_view), "new_preview"),
            (f"{story}preview/", _READ_AND_SEND(self.preview_view), "preview"),
            (f"{story}links/", _READ_AND_SEND(self.links_view), "links"),
            (f"{story}links/<int:number>/revoke/", _SEND(self.revoke_view), "revoke_link"),
            (f"{story}attachments/", _READ_AND_SEND(self.attachments_view), "attachments"),
            (f"{story}ledger/", _READ_AND_SEND(self.ledger_view), "ledger"),
            (f"{story}reads/", _READ(self.reads_view), "reads"),
            (f"{story}duplicate/", _READ_AND_SEND(self.copy_view), "duplicate"),
        )
        return [
            path(route, guard(view), name=f"articles_article_{name}") for route, view, name in pages
        ]

    def new_preview_view(self, request: HttpRequest) -> HttpResponse:
        """Preview a story that is not stored yet; there is nothing to GET."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:articles_article_add"))
        return preview_page(request, None)

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return preview_page(request, self._article(request, object_id))

    def links_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return links_page(request, self._article(request, object_id))

    def revoke_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        return revoke_link(request, self._article(request, object_id), number)

    def attachments_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return attachments_page(request, self._article(request, object_id))

    def copy_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return copy_page(request, self._article(request, object_id))

    def ledger_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return ledger_page(request, self._article(request, object_id))

    def reads_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return reads_page(request, self._article(request, object_id))
