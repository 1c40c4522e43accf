"""Urgent information in the desk: what stands on the pages, what will, and a form to write one."""

from datetime import datetime

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.models import User
from articles.admin.moment_field import MomentField
from articles.admin.version_pages import whole_number
from articles.editorial import banners
from articles.editorial.refusals import record_refusal
from articles.editorial.rules import Refused
from articles.models import Banner
from articles.models.banner import Level

audit.name_actions(
    {
        banners.ADD: gettext_lazy("urgent information put up"),
        banners.CHANGE: gettext_lazy("urgent information changed"),
        banners.END: gettext_lazy("urgent information ended"),
    }
)

_LISTED = 20  # that have ended, newest first
_FIELDS = ("text", "link", "level", "starts_at", "ends_at")


class BannerForm(forms.Form):
    """A message as typed; what may be is the verb's to judge."""

    text = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    link = forms.CharField(required=False)
    level = forms.ChoiceField(choices=Level.choices, required=False, widget=forms.RadioSelect)
    starts_at = MomentField(help_text=gettext_lazy("Left empty, it is shown at once."))
    ends_at = MomentField(help_text=gettext_lazy("It goes by itself at this minute."))

    def __init__(self, data=None, *, banner: Banner | None = None):
        initial = {name: getattr(banner, name) for name in _FIELDS} if banner else {}
        super().__init__(data, initial=initial or {"level": Level.INFORMATION}, label_suffix="")
        self.banner = banner
        for name in _FIELDS:
            field = Banner._meta.get_field(name)
            self.fields[name].label = field.verbose_name
            self.fields[name].help_text = self.fields[name].help_text or field.help_text

    def save(self, *, by: User) -> Banner:
        """Put the message up or change it. Raises Refused or BadField."""
        fields = {name: self.cleaned_data[name] for name in _FIELDS}
        if self.banner is None:
            return banners.add(by=by, fields=fields)
        if not fields["starts_at"]:
            del fields["starts_at"]  # it began when it began
        return banners.change(self.banner, by=by, fields=fields)


@admin.register(Banner)
class BannerAdmin(admin.ModelAdmin):
    """One page for all: a list with buttons, and the form below it."""

    def get_urls(self) -> list:
        page = self.admin_site.admin_view(self.page)
        return [path("", page, name="articles_banner_changelist")]

    def page(self, request: HttpRequest) -> HttpResponse:
        """Show what stands and what will, or do what was asked; `?pesan=` names one to change."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        number = request.GET.get("pesan")
        if number is None:
            return _answer(request, None)
        return _answer(request, get_object_or_404(Banner, pk=whole_number(number)))


def _answer(request: HttpRequest, banner: Banner | None) -> HttpResponse:
    is_sent = request.method == "POST"
    is_end = is_sent and banner is not None and "_end" in request.POST
    form = BannerForm(request.POST if is_sent and not is_end else None, banner=banner)
    if not is_sent or not (is_end or form.is_valid()):
        return _show(request, form)
    try:
        with transaction.atomic():
            done = banners.end(banner, by=request.user) if is_end else form.save(by=request.user)
    except Refused as refusal:
        return _refused(request, form, refusal)
    except OperationalError:
        sentence = _("The database is busy. Nothing is saved yet; save it again.")
        return _show(request, form, sentence, status=503)
    messages.success(request, _said_of(done, timezone.now()))
    return HttpResponseRedirect(reverse("admin:articles_banner_changelist"))


def _said_of(banner: Banner, now: datetime) -> str:
    if banner.ends_at <= now:
        return _("The message has ended.")
    if banner.starts_at > now:
        return _("The message is ready and appears by itself.")
    return _("The message stands on every page.")


def _refused(request: HttpRequest, form: BannerForm, refusal: Refused) -> HttpResponse:
    record_refusal(refusal, by=request.user, article=None)
    name = getattr(refusal, "field", "")
    if form.is_bound and name in form.fields:
        form.add_error(name, refusal.sentence)
        return _show(request, form)
    return _show(request, form, refusal.sentence, status=409)


def _show(
    request: HttpRequest, form: BannerForm, sentence: str = "", *, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    lasting = Banner.objects.filter(ends_at__gt=now).order_by("starts_at", "id")
    context = {
        **admin.site.each_context(request),
        "title": _("Change the message") if form.banner else _("Urgent information"),
        "form": form,
        "sentence": sentence,
        "zone": timezone.localtime(now).tzname(),
        "lasting": [(banner, banner.starts_at <= now) for banner in lasting],
        "ended": Banner.objects.filter(ends_at__lte=now).order_by("-ends_at", "-id")[:_LISTED],
        "opts": Banner._meta,
    }
    template = "admin/articles/banner/banners.html"
    return TemplateResponse(request, template, context, status=status)
