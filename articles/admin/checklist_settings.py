"""What a managing editor sets for the checklist: what is required, and who holds which office."""

from datetime import date

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.dateformat import format as format_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts import audit
from articles.admin.plain_list import PlainList
from articles.editorial.checklist_points import KINDS
from articles.editorial.plain_text import is_blank, one_line
from articles.models import ChecklistPoint, Official
from articles.models.checklist_point import STRUCTURAL

audit.name_actions(
    {
        "point_required": _lazy("point of the checklist made required"),
        "point_advised": _lazy("point of the checklist made advice"),
        "official_added": _lazy("official added to the list"),
        "official_changed": _lazy("official changed on the list"),
        "official_deleted": _lazy("official taken off the list"),
    }
)


class PointForm(forms.ModelForm):
    """Whether one point is required; the database's own points show their answer, unchangeable."""

    class Meta:
        model = ChecklistPoint
        fields = ("required",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.key in STRUCTURAL:
            self.fields["required"].disabled = True
            self.fields["required"].help_text = _(
                "The newspaper cannot do without it, so it stays required."
            )


class PointRow(PointForm):
    """The same in a row of the list, where the box has no label of its own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        label = _("%(point)s is required") % {"point": self.instance}
        self.fields["required"].widget.attrs["aria-label"] = label


@admin.register(ChecklistPoint)
class ChecklistPointAdmin(PlainList):
    """The points come with the program; what is changed here is only whether they are required."""

    form = PointForm
    list_display = ("name", "what", "required")
    list_editable = ("required",)
    ordering = ("position", "key")
    actions = None
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).filter(key__in=KINDS)

    def get_changelist_form(self, request: HttpRequest, **kwargs) -> type[PointForm]:
        return PointRow

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ChecklistPoint, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "required" in form.changed_data:
            action = "point_required" if obj.required else "point_advised"
            audit.record(action, by=request.user, target=obj)

    def message_user(self, request: HttpRequest, message: str, *args, **kwargs) -> None:
        super().message_user(request, _("The checklist is changed."), *args, **kwargs)

    @admin.display(description=_lazy("point"))
    def name(self, point: ChecklistPoint) -> str:
        return str(point)

    @admin.display(description=_lazy("what it asks for"))
    def what(self, point: ChecklistPoint) -> str:
        return str(KINDS[point.key].sentence)


def _day_field(name: str) -> forms.DateField:
    field = Official._meta.get_field(name)
    return forms.DateField(
        label=capfirst(field.verbose_name),
        required=not field.blank,
        help_text=field.help_text,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class OfficialForm(forms.ModelForm):
    """One line of the list. Days are written as browsers' own inputs send them."""

    from_day = _day_field("from_day")
    until_day = _day_field("until_day")

    class Meta:
        model = Official
        fields = ("name", "title", "from_day", "until_day")

    def clean_name(self) -> str:
        return self._line("name", _("Write a name."))

    def clean_title(self) -> str:
        return self._line("title", _("Write the title of office."))

    def _line(self, field: str, sentence: str) -> str:
        text = one_line(self.cleaned_data[field])
        if is_blank(text):
            raise forms.ValidationError(sentence)
        return text

    def clean(self) -> dict:
        given = super().clean()
        first, last = given.get("from_day"), given.get("until_day")
        if first and last and last < first:
            self.add_error("until_day", _("The last day is before the first."))
        return given


def _day(day: date) -> str:
    return format_date(day, "j M Y")


@admin.register(Official)
class OfficialAdmin(PlainList):
    form = OfficialForm
    list_display = ("name", "office", "term")
    sortable_by = ("name",)
    search_fields = ("name", "title")
    search_help_text = _lazy("Words of the name or the title")
    ordering = ("name", "from_day", "id")

    @admin.display(description=_lazy("title of office"), ordering="title")
    def office(self, official: Official) -> str:
        return official.title

    @admin.display(description=_lazy("term of office"))
    def term(self, official: Official) -> str:
        until = _day(official.until_day) if official.until_day else _("today")
        return f"{_day(official.from_day)} – {until}"

    def log_addition(self, request: HttpRequest, obj: models.Model, message: object):
        audit.record("official_added", by=request.user, target=obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: object):
        if message:
            audit.record("official_changed", by=request.user, target=obj)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset):
        for obj in queryset:
            audit.record("official_deleted", by=request.user, target=obj)
        return super().log_deletions(request, queryset)
