"""The ledger of a story's reads: of what its number is made, and, for managing editors, a pen."""

import re

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from articles.editorial.refusals import record_refusal
from articles.editorial.rules import Refused
from articles.models import Article, ReadBaseline
from articles.readership import adjustments
from articles.readership.adjustments import ADJUST, LONGEST_REASON, AdjustmentRefused
from articles.readership.totals import reads_of

audit.name_actions({ADJUST: gettext_lazy("number of reads adjusted")})

# −120, -120, 1.200: a sign and digits, with or without the points of thousands.
_NUMBER = re.compile(r"([+-]?)((?:[0-9]{1,3}(?:\.[0-9]{3}){1,4})|[0-9]{1,15})")


class AdjustmentForm(forms.Form):
    """How many reads, with their sign, and why."""

    reads = forms.CharField(
        label=gettext_lazy("change"),
        max_length=30,
        help_text=gettext_lazy("Such as −120; +120 gives back what was taken away before."),
        error_messages={"required": gettext_lazy("Write how many reads.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 12}),
    )
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        required=False,  # the ledger itself asks for it
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON}),
        help_text=gettext_lazy("The whole newsroom reads it here, for ever."),
    )

    def clean_reads(self) -> int:
        typed = "".join(self.cleaned_data["reads"].split()).replace("−", "-")
        found = _NUMBER.fullmatch(typed)
        if found is None:
            raise forms.ValidationError(_("Write a whole number, such as −120."))
        number = int(found[2].replace(".", ""))
        return -number if found[1] == "-" else number

    def clean(self) -> dict:
        """Ask for a missing reason along with whatever else is wrong, not after it."""
        given = self.cleaned_data
        if self.errors and not given.get("reason", "").strip():
            self.add_error("reason", _("Write down why."))
        return given


def ledger_page(request: HttpRequest, article: Article) -> HttpResponse:
    """Show the ledger of a story, or write a line into it and say so."""
    if request.method != "POST":
        return _page(request, article, AdjustmentForm(label_suffix=""))
    form = AdjustmentForm(request.POST, label_suffix="")
    if not adjustments.may_adjust(request.user):
        sentence = _("Only a managing editor adjusts the number of reads.")
        record_refusal(Refused(sentence, verb=ADJUST), by=request.user, article=article)
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, article, form, status=422)
    try:
        adjustments.adjust(article, by=request.user, **form.cleaned_data)
    except AdjustmentRefused as refused:
        record_refusal(Refused(refused.sentence, verb=ADJUST), by=request.user, article=article)
        return _page(request, article, form, refused.sentence, status=422)
    except OperationalError:
        sentence = _("The database is busy. Nothing is saved yet; save it again.")
        return _page(request, article, form, sentence, status=503)
    messages.success(request, _("It stands in the ledger now."))
    return HttpResponseRedirect(reverse("admin:articles_article_ledger", args=[article.pk]))


def ledger_of(article: Article) -> dict:
    """Return what `_ledger.html` shows: what was brought along, counted and adjusted, and when."""
    brought = ReadBaseline.objects.filter(article=article).first()
    lines = list(article.read_adjustments.order_by("at", "id"))
    shown = reads_of([article.pk])[article.pk]
    counted = shown - (brought.reads if brought else 0) - sum(line.reads for line in lines)
    return {"brought": brought, "counted": counted, "lines": lines, "shown": shown}


def _page(
    request: HttpRequest,
    article: Article,
    form: AdjustmentForm,
    sentence: str = "",
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Ledger of reads"),
        "subtitle": article.title,
        "article": article,
        "opts": Article._meta,
        "ledger": ledger_of(article),
        "form": form,
        "sentence": sentence,
        "may_adjust": adjustments.may_adjust(request.user),
    }
    return TemplateResponse(request, "admin/articles/article/ledger.html", context, status=status)
