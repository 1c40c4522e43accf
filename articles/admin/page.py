"""Standing pages in the desk: kept by managing editors, written through one door, never lost."""

from itertools import pairwise

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts import audit
from articles.admin.page_form import PageForm
from articles.admin.plain_list import PlainList
from articles.admin.widgets import EDITOR_POLICY
from articles.editorial import pages
from articles.editorial.rules import Refused
from articles.models import Page
from articles.richtext import plain
from articles.templatetags.newsroom import moment

audit.name_actions(
    {
        pages.ADD: _lazy("standing page added"),
        pages.CHANGE: _lazy("standing page changed"),
        pages.DELETE: _lazy("standing page deleted"),
    }
)

_MOST = 50  # versions on one page, newest first
_COMPARED = ("title", "summary", "body", "position", "is_public", "in_footer")


@admin.register(Page)
class PageAdmin(PlainList):
    """The list is Django's; writing, deleting and the history go through `editorial.pages`."""

    list_display = ("title", "address", "position", "is_public", "to_fill_in", "changed")
    search_fields = ("title",)
    ordering = ("position", "title", "id")
    actions = None

    @admin.display(description=_lazy("address"), ordering="slug")
    def address(self, page: Page) -> str:
        return page.get_absolute_url()

    @admin.display(description=_lazy("still to fill in"))
    def to_fill_in(self, page: Page) -> str:
        return str(page.blanks() or "–")

    @admin.display(description=_lazy("last changed"), ordering="updated_at")
    def changed(self, page: Page) -> str:
        return moment(page.updated_at)

    def add_view(self, request: HttpRequest, form_url="", extra_context=None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return _writing_page(request, None)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url="", extra_context=None
    ) -> HttpResponse:
        return _writing_page(request, self._page(request, object_id))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        page = self._page(request, object_id)
        try:
            pages.check_deletable(page, by=request.user)
        except Refused as refusal:
            if request.method == "POST":
                _record(refusal, request, page)
            messages.error(request, refusal.sentence)
            return HttpResponseRedirect(reverse("admin:articles_page_change", args=[page.pk]))
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: Page) -> None:
        pages.delete(obj, by=request.user)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context=None
    ) -> HttpResponse:
        page = self._page(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "subtitle": page.title,
            "page": page,
            "opts": self.opts,
            "steps": _steps_of(page),
        }
        return TemplateResponse(request, "admin/articles/page/history.html", context)

    def _page(self, request: HttpRequest, object_id: str) -> Page:
        if not self.has_change_permission(request):
            raise PermissionDenied
        page = self.get_object(request, object_id)
        if page is None:
            raise Http404
        return page


def _writing_page(request: HttpRequest, page: Page | None) -> HttpResponse:
    """Show the form, or save and say so; a refusal brings back everything that was typed."""
    form = PageForm(request.POST if request.method == "POST" else None, page=page)
    if not form.is_bound or not form.is_valid():
        return _show(request, form)
    try:
        with transaction.atomic():
            done = form.save(by=request.user)
    except pages.PageOutdated as refusal:
        _record(refusal, request, page)
        differences = form.differences(refusal.current)
        form.data["version"] = str(refusal.current.version)
        form.page = refusal.current
        return _show(request, form, refusal.sentence, differences=differences, status=409)
    except Refused as refusal:
        _record(refusal, request, page)
        name = getattr(refusal, "field", "")
        if name in form.fields:
            form.add_error(name, refusal.sentence)
            return _show(request, form)
        return _show(request, form, refusal.sentence)
    except OperationalError:
        sentence = _("The database is busy. Nothing is saved yet; your text is below.")
        return _show(request, form, sentence, status=503)
    messages.success(request, _("The page is saved."))
    return HttpResponseRedirect(reverse("admin:articles_page_change", args=[done.pk]))


def _show(
    request: HttpRequest,
    form: PageForm,
    sentence: str = "",
    *,
    differences: list[dict] = (),
    status: int = 200,
) -> HttpResponse:
    page = form.page
    context = {
        **admin.site.each_context(request),
        "title": page.title if page else _("Write a standing page"),
        "page": page,
        "form": form,
        "opts": Page._meta,
        "sentence": sentence,
        "differences": differences,
        "media": form.media,
    }
    show = _with_editor if settings.EDITOR_WIDGET == "ckeditor" else _plain
    return show(request, context, status)


def _plain(request: HttpRequest, context: dict, status: int) -> HttpResponse:
    template = "admin/articles/page/change_form.html"
    return TemplateResponse(request, template, context, status=status)


_with_editor = csp_update(EDITOR_POLICY)(_plain)


def _record(refusal: Refused, request: HttpRequest, page: Page | None) -> None:
    """Write a refusal to the log; the refused transaction has ended by now."""
    audit.record(refusal.verb, by=request.user, target=page, detail=refusal.sentence, refused=True)


def _steps_of(page: Page) -> list[dict]:
    """Return the newest versions of a page: who wrote each, when, what it changed, its text."""
    rows = list(page.history.order_by("-history_id")[: _MOST + 1])
    changed = [
        [
            capfirst(str(Page._meta.get_field(name).verbose_name))
            for name in _COMPARED
            if getattr(newer, name) != getattr(older, name)
        ]
        for newer, older in pairwise(rows)
    ]
    return [
        {
            "at": row.history_date,
            "who": row.updated_by_name,
            "what": audit.name_of_action(row.history_change_reason or pages.CHANGE),
            "version": row.version,
            "changed": names,
            "text": plain(row.body),
        }
        for row, names in zip(rows[:_MOST], [*changed, []], strict=False)
    ]
