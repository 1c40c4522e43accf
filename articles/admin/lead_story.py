"""Berita Utama in the desk: what leads the front page, until when, and choosing another."""

from datetime import datetime, timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from articles.admin.moment_field import MomentField
from articles.admin.version_pages import whole_number
from articles.editorial import lead
from articles.editorial.refusals import record_refusal
from articles.editorial.rules import Refused
from articles.models import Article, LeadStory

audit.name_actions(
    {
        lead.CHOOSE: gettext_lazy("lead story chosen"),
        lead.END: gettext_lazy("lead story taken off the front page"),
    }
)

USUAL = timedelta(hours=24)
_OFFERED = 30  # stories to choose from, newest first
_LISTED = 20  # earlier choices


class LeadForm(forms.Form):
    """Which story, and until when; what may be is the verb's to judge."""

    article = forms.CharField(label=gettext_lazy("story"), required=False, max_length=20)
    until = MomentField(
        label=gettext_lazy("leads until"),
        help_text=gettext_lazy("From this minute on, the newest story leads again."),
    )

    def __init__(self, data=None, *, article: Article | None, now: datetime):
        offered = Article.objects.published(now).newest().only("title")[:_OFFERED]
        choices = {story.pk: story.title for story in offered}
        if article is not None:
            choices = {article.pk: article.title} | choices
        initial = {"article": article and article.pk, "until": now + USUAL}
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["article"].widget = forms.Select(choices=list(choices.items()))


@admin.register(LeadStory)
class LeadStoryAdmin(admin.ModelAdmin):
    """One page: what leads, the form, and what led before."""

    def get_urls(self) -> list:
        page = self.admin_site.admin_view(self.page)
        return [path("", page, name="articles_leadstory_changelist")]

    def page(self, request: HttpRequest) -> HttpResponse:
        """Show what leads, or do what was asked; `?berita=` names the story to be offered first."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        now = timezone.now()
        if request.method != "POST":
            wanted = _article(request.GET.get("berita", ""))
            return _show(request, LeadForm(article=wanted, now=now), now)
        wanted = _article(request.POST.get("article", ""))
        form = LeadForm(request.POST, article=wanted, now=now)
        if "_end" not in request.POST and not form.is_valid():
            return _show(request, form, now)
        return _carry_out(request, form, wanted, now)


def _carry_out(
    request: HttpRequest, form: LeadForm, wanted: Article | None, now: datetime
) -> HttpResponse:
    is_end = "_end" in request.POST
    if wanted is None and not is_end:
        form.add_error("article", _("Choose a story from the list."))
        return _show(request, form, now)
    try:
        with transaction.atomic():
            if is_end:
                lead.end(by=request.user)
            else:
                lead.choose(wanted, by=request.user, until=form.cleaned_data["until"])
    except Refused as refusal:
        record_refusal(refusal, by=request.user, article=wanted)
        if getattr(refusal, "field", ""):
            form.add_error(refusal.field, refusal.sentence)
            return _show(request, form, now)
        return _show(request, form, now, refusal.sentence, status=409)
    except OperationalError:
        sentence = _("The database is busy. Nothing is saved yet; save it again.")
        return _show(request, form, now, sentence, status=503)
    done = _("The newest story leads again.") if is_end else _("It leads the front page.")
    messages.success(request, done)
    return HttpResponseRedirect(reverse("admin:articles_leadstory_changelist"))


def _article(number: str) -> Article | None:
    """Return the story of this number; editors, who alone get here, may open every one."""
    pk = whole_number(number)
    return Article.objects.filter(pk=pk, trashed_at=None).first() if pk else None


def _show(
    request: HttpRequest, form: LeadForm, now: datetime, sentence: str = "", *, status: int = 200
) -> HttpResponse:
    choices = LeadStory.objects.select_related("article")
    current = choices.chosen(now).first()
    context = {
        **admin.site.each_context(request),
        "title": _("Lead story"),
        "form": form,
        "sentence": sentence,
        "current": current,
        "leads": current is not None and current.article.is_public(now),
        "earlier": choices.filter(ends_at__lte=now).order_by("-ends_at", "-id")[:_LISTED],
        "zone": timezone.localtime(now).tzname(),
        "opts": LeadStory._meta,
    }
    template = "admin/articles/leadstory/lead.html"
    return TemplateResponse(request, template, context, status=status)
