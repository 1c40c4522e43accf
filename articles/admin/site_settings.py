"""The page on which a managing editor sets up the site: one form over one row."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from articles.admin.site_form import SiteForm
from articles.editorial import site_settings
from articles.editorial.refusals import record_refusal
from articles.editorial.rules import Refused
from articles.models import SiteSettings

audit.name_actions({site_settings.CHANGE: gettext_lazy("site settings changed")})


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin):
    """Nothing of Django's own: there is one row, and one page for it."""

    def get_urls(self) -> list:
        page = self.admin_site.admin_view(self.page)
        return [path("", page, name="articles_sitesettings_changelist")]

    def page(self, request: HttpRequest) -> HttpResponse:
        """Show the form, or save and say so; a refusal brings back everything that was typed."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        stored = site_settings.current()
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = SiteForm(*sent, person=request.user, stored=stored)
        if not form.is_bound or not form.is_valid():
            return _show(request, form)
        return _save(request, form)


def _save(request: HttpRequest, form: SiteForm) -> HttpResponse:
    try:
        with transaction.atomic():
            form.save()
    except site_settings.SettingsOutdated as refusal:
        record_refusal(refusal, by=request.user, article=None)
        form.data = form.data.copy()
        form.data["version"] = str(refusal.current.version)
        return _show(request, form, refusal.sentence, status=409)
    except Refused as refusal:
        record_refusal(refusal, by=request.user, article=None)
        name = getattr(refusal, "field", "")
        if name in form.fields:
            form.add_error(name, refusal.sentence)
            return _show(request, form)
        return _show(request, form, refusal.sentence)
    except OperationalError:
        sentence = _("The database is busy. Nothing is saved yet; save it again.")
        return _show(request, form, sentence, status=503)
    messages.success(request, _("The settings are saved. Readers see them at once."))
    return HttpResponseRedirect(reverse("admin:articles_sitesettings_changelist"))


def _show(
    request: HttpRequest, form: SiteForm, sentence: str = "", *, status: int = 200
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Site settings"),
        "form": form,
        "stored": form.stored,
        "sentence": sentence,
        "opts": SiteSettings._meta,
    }
    template = "admin/articles/sitesettings/settings.html"
    return TemplateResponse(request, template, context, status=status)
