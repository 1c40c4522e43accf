"""Merging in the desk: which one stays, how many stories that concerns, and only then the step."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts import audit
from articles.editorial.merging import merge, stories_of
from articles.editorial.plain_text import one_line
from articles.editorial.refusals import record_refusal
from articles.editorial.rules import Refused
from articles.models import Reporter, Tag

audit.name_actions({"entries_merged": _lazy("tags or reporters merged")})

_OFFERED = 500  # names the browser offers while typing; any other can be typed too


class MergeForm(forms.Form):
    """The one that stays: a tag by its name, a reporter by his address, which nobody shares."""

    into = forms.CharField(
        label=_lazy("Merge into"),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "names", "autocomplete": "off"}),
        error_messages={"required": _lazy("Choose the one that stays.")},
    )

    def __init__(self, data=None, *, gone: Tag | Reporter):
        super().__init__(data, label_suffix="")
        self.gone = gone
        if isinstance(gone, Reporter):
            self.fields["into"] = forms.ModelChoiceField(
                Reporter.objects.exclude(pk=gone.pk),
                label=_lazy("Merge into"),
                empty_label=_lazy("— choose —"),
                error_messages={
                    "required": _lazy("Choose the one that stays."),
                    "invalid_choice": _lazy("Choose one from the list."),
                },
            )
            self.fields["into"].label_from_instance = lambda one: f"{one.name} ({one.slug})"

    def clean_into(self) -> Tag | Reporter:
        into = self.cleaned_data["into"]
        if isinstance(into, Reporter):
            return into
        found = Tag.objects.filter(key=Tag.key_of(one_line(into))).first()
        if found is None:
            raise forms.ValidationError(_("There is no tag of this name."))
        if found.pk == self.gone.pk:
            raise forms.ValidationError(_("That is this tag itself. Choose another one."))
        return found


class MergePage:
    """The part of the admins of tags and reporters that merges two of them."""

    def get_urls(self) -> list[URLPattern]:
        view: Callable = require_http_methods(["GET", "HEAD", "POST"])(self.merge_view)
        name = f"articles_{self.opts.model_name}_merge"
        page = path("<path:object_id>/merge/", self.admin_site.admin_view(view), name=name)
        return [page, *super().get_urls()]

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask which one stays, show what that means, and do it when it is confirmed."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        gone = self.get_object(request, object_id)
        if gone is None:
            raise Http404
        form = MergeForm(request.POST if request.method == "POST" else None, gone=gone)
        if not form.is_valid():
            return self._merge_page(request, gone, form)
        into = form.cleaned_data["into"]
        if "_confirm" not in request.POST:
            return self._merge_page(request, gone, form, into)
        try:
            count = merge(gone, into=into, by=request.user)
        except Refused as refusal:
            record_refusal(refusal, by=request.user, article=None)
            form.add_error("into", refusal.sentence)
            return self._merge_page(request, gone, form)
        except OperationalError:
            form.add_error("into", _("The database is busy; try again."))
            return self._merge_page(request, gone, form, status=503)
        messages.success(request, _what_was_done(gone, into, count))
        address = reverse(f"admin:articles_{self.opts.model_name}_change", args=[into.pk])
        return HttpResponseRedirect(address)

    def _merge_page(
        self,
        request: HttpRequest,
        gone: Tag | Reporter,
        form: MergeForm,
        into: Tag | Reporter | None = None,
        *,
        status: int = 200,
    ) -> HttpResponse:
        others = type(gone).objects.exclude(pk=gone.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge “%(name)s” into another") % {"name": gone},
            "opts": self.opts,
            "gone": gone,
            "into": into,
            "form": form,
            "count": stories_of(gone).count(),
            "also": stories_of(gone).filter(pk__in=stories_of(into).values("pk")).count()
            if into
            else 0,
            "names": others.values_list("name", flat=True)[:_OFFERED]
            if isinstance(gone, Tag)
            else [],
            "loses_account": _loses_account(gone, into),
        }
        return TemplateResponse(request, "admin/articles/merge.html", context, status=status)


def _loses_account(gone: Tag | Reporter, into: Tag | Reporter | None) -> bool:
    """Whether the account of the name that vanishes is left without a name of its own."""
    both = isinstance(gone, Reporter) and isinstance(into, Reporter)
    return bool(both and gone.user_id and into.user_id)


def _what_was_done(gone: Tag | Reporter, into: Tag | Reporter, count: int) -> str:
    sentence = ngettext(
        "“%(gone)s” is now “%(into)s”; %(count)d story was changed.",
        "“%(gone)s” is now “%(into)s”; %(count)d stories were changed.",
        count,
    )
    return sentence % {"gone": gone, "into": into, "count": count}
