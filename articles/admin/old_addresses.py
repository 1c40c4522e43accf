"""Old addresses in the desk: which lead to a story, and which are asked for and lead nowhere."""

import re
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts import audit
from articles.admin.plain_list import PlainList
from articles.editorial import legacy
from articles.editorial.changes import BadField
from articles.models import Article, LegacyUrl, MissingAddress
from articles.models.article import STATE_NAMES
from articles.old_addresses import MOST_CHARACTERS
from articles.templatetags.newsroom import short_date, thousands

audit.name_actions(
    {
        legacy.ADD: _lazy("old address given to a story"),
        legacy.DELETE: _lazy("old address taken from a story"),
        "missing_address_dropped": _lazy("missing address taken off the list"),
    }
)

_STORY = re.compile(r"(?:.*/(?:berita|admin/articles/article)/)?([1-9][0-9]{0,17})(?:/.*)?\Z")


class StoryField(forms.CharField):
    """A story, told by the address it has here: nobody should have to know its number."""

    def __init__(self, **kwargs):
        super().__init__(max_length=MOST_CHARACTERS, **kwargs)

    def clean(self, value: str) -> Article | None:
        typed = super().clean(value)
        found = _STORY.match(typed)
        story = Article.objects.filter(pk=int(found[1]), trashed_at=None).first() if found else None
        if story is None:
            raise forms.ValidationError(
                _("No story of this newsroom has that address. Copy it from the story's page.")
            )
        return story


class LegacyUrlForm(forms.ModelForm):
    """One old address, and where it leads."""

    address = forms.CharField(
        label=_lazy("old address"),
        max_length=4 * MOST_CHARACTERS,  # as it is typed; how long it may be the rule says
        help_text=_lazy("As it stood in the browser: /2019/05/title or /index.php?id=12."),
    )
    story = StoryField(
        label=_lazy("address of the story here"),
        help_text=_lazy("Copy it from the story's page, such as /berita/12/title/."),
    )
    field_order = ("address", "story")

    class Meta:
        model = LegacyUrl
        fields = ()

    def clean(self) -> dict:
        """Give the address to the story, so that a refusal comes back with what was typed."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        try:
            self.instance = legacy.lead(cleaned["address"], to=cleaned["story"], by=self.person)
        except BadField as refusal:
            self.add_error("address", refusal.sentence)
        return cleaned


class ReadAndDrop(PlainList):
    """A list to look at and to take lines off; nothing in it is changed by hand."""

    show_full_result_count = False
    search_fields = ("address",)
    list_per_page = 50

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for obj in queryset:
            self.delete_model(request, obj)


@admin.register(LegacyUrl)
class LegacyUrlAdmin(ReadAndDrop):
    """Old addresses are given and deleted, never rewritten: the log says who led which where."""

    form = LegacyUrlForm
    list_display = ("address", "leads_to", "added", "added_by_name")
    list_select_related = ("article",)
    ordering = ("-id",)

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        made = super().get_form(request, obj, change, **kwargs)
        return type(made.__name__, (made,), {"person": request.user})

    def get_fieldsets(self, request: HttpRequest, obj=None):
        shown = ("address", "leads_to", "added", "added_by_name") if obj else ("address", "story")
        return [(None, {"fields": shown})]

    def get_readonly_fields(self, request: HttpRequest, obj=None):
        return ("address", "leads_to", "added", "added_by_name") if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict:
        return {"address": request.GET.get("address", "")[:MOST_CHARACTERS]}

    def save_model(self, request: HttpRequest, obj: LegacyUrl, form, change: bool) -> None:
        """The form has given the address already, through the one door there is."""

    def delete_model(self, request: HttpRequest, obj: LegacyUrl) -> None:
        legacy.forget(obj, by=request.user)

    @admin.display(description=_lazy("leads to"))
    def leads_to(self, held: LegacyUrl) -> str:
        story = held.article
        address = reverse("admin:articles_article_change", args=[story.pk])
        state = STATE_NAMES[story.state()]
        return format_html('<a href="{}">{}</a> ({})', address, story.title, state)

    @admin.display(description=_lazy("added"), ordering="id")
    def added(self, held: LegacyUrl) -> str:
        return short_date(held.added_at)


@admin.register(MissingAddress)
class MissingAddressAdmin(ReadAndDrop):
    """What readers ask for in vain, the most wanted first."""

    list_display = ("address", "asked_for", "first_asked", "last_asked", "lead")
    list_display_links = None
    ordering = ("-times", "-last_asked_at", "id")
    sortable_by = ("asked_for", "last_asked")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: MissingAddress) -> None:
        audit.record("missing_address_dropped", by=request.user, detail=obj.address)
        super().delete_model(request, obj)

    @admin.display(description=_lazy("asked for"), ordering="times")
    def asked_for(self, missing: MissingAddress) -> str:
        return thousands(missing.times)

    @admin.display(description=_lazy("first asked for"))
    def first_asked(self, missing: MissingAddress) -> str:
        return short_date(missing.first_asked_at)

    @admin.display(description=_lazy("last asked for"), ordering="last_asked_at")
    def last_asked(self, missing: MissingAddress) -> str:
        return short_date(missing.last_asked_at)

    @admin.display(description=_lazy("story"))
    def lead(self, missing: MissingAddress) -> str:
        query = urlencode({"address": missing.address})
        address = reverse("admin:articles_legacyurl_add")
        return format_html('<a href="{}?{}">{}</a>', address, query, _("Lead it to a story"))
