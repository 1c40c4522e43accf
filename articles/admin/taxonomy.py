"""Categories, tags and reporters: addresses that are never empty, and no deletion that orphans."""

from collections.abc import Iterable

from django import forms
from django.contrib import admin, messages
from django.db import models, transaction
from django.db.models import Count, QuerySet
from django.db.models.deletion import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from accounts import audit
from articles.admin.known_tags import tags_known_to
from articles.admin.merge_page import MergePage
from articles.admin.photo_fields import PhotoFields
from articles.admin.plain_list import PlainList
from articles.admin.renaming import KeepsOldAddresses
from articles.editorial.plain_text import is_blank, one_line
from articles.editorial.site_settings import PHONE
from articles.models import Category, Reporter, Tag
from articles.slugs import MAX_LENGTH, slugify
from articles.templatetags.pictures import portrait

audit.name_actions(
    {
        "entry_added": _lazy("category, tag or reporter added"),
        "entry_changed": _lazy("category, tag or reporter changed"),
        "entry_deleted": _lazy("category, tag or reporter deleted"),
    }
)


class NamedForm(forms.ModelForm):
    """A name and its address; an empty address is made of the name, and never a second time."""

    fallback = "nama"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _lazy("Left empty, it is made of the name.")

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if is_blank(name):
            raise forms.ValidationError(_("Write a name."))
        return name

    def clean(self) -> dict:
        if "slug" not in self.errors and not self.cleaned_data.get("slug"):
            name = self.cleaned_data.get("name", "")
            self.cleaned_data["slug"] = self._free(slugify(name, fallback=self.fallback))
        return super().clean()

    def _free(self, slug: str) -> str:
        """Return this slug, or with the lowest number behind it that nobody has."""
        others = self._meta.model.objects.exclude(pk=self.instance.pk)
        taken = set(others.filter(slug__startswith=slug[:100]).values_list("slug", flat=True))
        if slug not in taken:
            return slug
        numbered = (f"{slug[: MAX_LENGTH - 6]}-{n}" for n in range(2, len(taken) + 3))
        return next(candidate for candidate in numbered if candidate not in taken)


class CategoryForm(NamedForm):
    fallback = "kategori"

    class Meta:
        model = Category
        fields = ("name", "slug", "description", "position", "in_menu")


class TagForm(NamedForm):
    fallback = "tag"

    class Meta:
        model = Tag
        fields = ("name", "slug")

    def clean_name(self) -> str:
        name = super().clean_name()
        if Tag.objects.exclude(pk=self.instance.pk).filter(key=Tag.key_of(name)).exists():
            raise forms.ValidationError(_("There is already a tag of this name."))
        return name


class ReporterForm(PhotoFields, NamedForm):
    """A person whose name stands under stories, with the portrait that stands on his page."""

    fallback = "reporter"

    class Meta:
        model = Reporter
        fields = (
            *("name", "slug", "user", "title", "about"),
            *("email", "phone", "contact_is_public"),
        )
        labels = {"title": _lazy("job title")}
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.current_photo = self.instance.portrait
        self.fields["photo"].label = capfirst(_("portrait"))
        if self.current_photo:
            self.fields["photo"].help_text = portrait(self.current_photo, self.instance.name)

    def clean_phone(self) -> str:
        phone = one_line(self.cleaned_data["phone"])
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(
                _("Write a telephone number, such as 021 8997 0000 or +62 812 3456 7890.")
            )
        return phone

    def clean(self) -> dict:
        given = super().clean()
        if given.get("contact_is_public") and not (given.get("email") or given.get("phone")):
            self.add_error("contact_is_public", _("Write how this person is reached, or unmark."))
        return given

    def save(self, commit: bool = True) -> Reporter:
        self.instance.portrait = self.current_photo
        return super().save(commit)


class NamedAdmin(KeepsOldAddresses, PlainList):
    """What categories, tags and reporters have in common."""

    search_fields = ("name",)
    ordering = ("name",)
    story_path: str  # from the model to its stories

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        # distinct: a reporter may stand under one story in two roles
        return (
            super()
            .get_queryset(request)
            .annotate(story_count=Count(self.story_path, distinct=True))
        )

    def view_on_site(self, obj: models.Model) -> str:
        return obj.get_absolute_url()

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Leave the number of stories to editors: it counts drafts that others may not know of."""
        if request.user.is_at_least("editor"):
            return self.list_display
        return tuple(name for name in self.list_display if name != "stories")

    def log_addition(self, request: HttpRequest, obj: models.Model, message: object):
        audit.record("entry_added", by=request.user, target=obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: object):
        if message:
            audit.record("entry_changed", by=request.user, target=obj, detail=obj.said)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Iterable[models.Model]):
        for obj in queryset:
            audit.record("entry_deleted", by=request.user, target=obj)
        return super().log_deletions(request, queryset)

    @admin.display(description=_lazy("stories"), ordering="story_count")
    def stories(self, obj: models.Model) -> int:
        return obj.story_count

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        obj = self.get_object(request, object_id)
        if obj is None or not self.has_delete_permission(request, obj):
            return super().delete_view(request, object_id, extra_context)
        if obj.story_count:
            messages.error(request, kept_because(request, obj, obj.story_count))
            address = reverse(f"admin:articles_{self.opts.model_name}_change", args=[obj.pk])
            return HttpResponseRedirect(address)
        return super().delete_view(request, object_id, extra_context)

    def get_actions(self, request: HttpRequest) -> dict[str, tuple]:
        if not self.has_delete_permission(request):
            return {}
        return {"delete_selected": (_delete_unused, "delete_selected", _("Delete what is unused"))}


def _delete_unused(modeladmin, request: HttpRequest, queryset: QuerySet) -> None:
    """Delete what no story uses; say of everything else why it stays."""
    deleted = 0
    for obj in queryset:
        if obj.story_count:
            messages.warning(request, kept_because(request, obj, obj.story_count))
            continue
        try:
            with transaction.atomic():
                modeladmin.log_deletions(request, [obj])
                obj.delete()
        except ProtectedError:  # a story took it up in this moment
            messages.warning(request, kept_because(request, obj, 1))
            continue
        deleted += 1
    if deleted:
        sentence = ngettext("%(count)d deleted.", "%(count)d deleted.", deleted)
        messages.success(request, sentence % {"count": deleted})


def kept_because(request: HttpRequest, obj: models.Model, count: int) -> str:
    """Log that something in use was to be deleted, and return the sentence that says why not."""
    sentence = in_use_sentence(obj, count)
    audit.record("entry_deleted", by=request.user, target=obj, detail=sentence, refused=True)
    return sentence


def in_use_sentence(obj: models.Model, count: int) -> str:
    """Return why something that stories use cannot be deleted, and what to do instead."""
    sentence = ngettext(
        "“%(name)s” is used by %(count)d story and stays. Give that story another one first.",
        "“%(name)s” is used by %(count)d stories and stays. Give those stories another one first.",
        count,
    )
    return sentence % {"name": obj, "count": count}


@admin.register(Category)
class CategoryAdmin(NamedAdmin):
    form = CategoryForm
    list_display = ("name", "slug", "position", "stories")
    ordering = ("position", "name")
    story_path = "articles"


@admin.register(Tag)
class TagAdmin(MergePage, NamedAdmin):
    form = TagForm
    list_display = ("name", "slug", "stories")
    story_path = "articles"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        known = tags_known_to(request.user).values("pk")
        return super().get_queryset(request).filter(pk__in=known)


@admin.register(Reporter)
class ReporterAdmin(MergePage, NamedAdmin):
    form = ReporterForm
    list_display = ("name", "job_title", "user", "stories")
    list_select_related = ("user",)
    story_path = "bylines__article"

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.person = request.user
        return form

    @admin.display(description=_lazy("job title"))
    def job_title(self, reporter: Reporter) -> str:
        return reporter.title
