"""The desk templates: kept by managing editors, begun with by everybody."""

from typing import ClassVar

from csp.decorators import csp_update
from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts import audit
from articles.admin.plain_list import PlainList
from articles.admin.widgets import EDITOR_POLICY, as_rich_text, body_widget
from articles.editorial.plain_text import is_blank, one_line, paragraphs
from articles.editorial.rules import Refused
from articles.editorial.tagging import clean_tags
from articles.models import Category, DeskTemplate
from articles.richtext import clean

ADDED, CHANGED, DELETED = "desk_template_added", "desk_template_changed", "desk_template_deleted"

audit.name_actions(
    {
        ADDED: _lazy("desk template added"),
        CHANGED: _lazy("desk template changed"),
        DELETED: _lazy("desk template deleted"),
    }
)


class DeskTemplateForm(forms.ModelForm):
    """A template as typed; its texts are cleaned as those of a story are."""

    # Written out, so that Django does not put its links to the category's own pages beside it.
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label=_lazy("category"),
        required=False,
        empty_label=_lazy("— choose —"),
    )

    class Meta:
        model = DeskTemplate
        fields = ("name", "title", "summary", "body", "category", "tags", "position", "is_active")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].widget = body_widget()
        self.fields["body"].strip = False
        self.fields["summary"].widget = forms.Textarea(attrs={"rows": 3})

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if is_blank(name):
            raise forms.ValidationError(_("Give the template a name."))
        return name

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])

    def clean_summary(self) -> str:
        return paragraphs(self.cleaned_data["summary"])

    def clean_body(self) -> str:
        return clean(as_rich_text(self.cleaned_data["body"]))

    def clean_tags(self) -> str:
        try:
            wanted = clean_tags(self.cleaned_data["tags"].split(","), verb=CHANGED)
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
        return ", ".join(wanted.values())


@admin.register(DeskTemplate)
class DeskTemplateAdmin(PlainList):
    class Media:
        css: ClassVar = {"all": ("articles/previews.css",)}

    form = DeskTemplateForm
    list_display = ("name", "is_active", "position")
    sortable_by = ()
    ordering = ("position", "name", "id")
    actions = None

    def changeform_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the form with the policy that its editor needs."""
        show = super().changeform_view
        if settings.EDITOR_WIDGET == "ckeditor":
            show = csp_update(EDITOR_POLICY)(show)
        return show(request, *args, **kwargs)

    def log_addition(self, request: HttpRequest, obj: models.Model, message: object):
        audit.record(ADDED, by=request.user, target=obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: object):
        if message:
            audit.record(CHANGED, by=request.user, target=obj)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset):
        for obj in queryset:
            audit.record(DELETED, by=request.user, target=obj)
        return super().log_deletions(request, queryset)
