"""What the desk's plain lists have in common: their name at the head, and no way round them."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst


class PlainList(admin.ModelAdmin):
    """A list under the name of what stands in it, never whole on one page.

    No address may ask it about fields that it does not offer to filter by.
    """

    list_max_show_all = 0

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return False
