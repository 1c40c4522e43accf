"""The names under the story, as rows of the writing form."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.models import User
from articles.editorial.writing import BylineEntry
from articles.models import Article, Byline, Reporter

PREFIX = "bylines"
MOST = 20
_SPARE_ROWS = 2


class BylineForm(forms.Form):
    """One name and what he did. A row without a name is no row."""

    reporter = forms.ModelChoiceField(
        Reporter.objects.all(), label=_lazy("name"), required=False, empty_label="—"
    )
    role = forms.ChoiceField(
        label=_lazy("role"), choices=Byline.Role.choices, initial=Byline.Role.REPORTER
    )


class _BylineRows(forms.BaseFormSet):
    default_error_messages = {
        "too_many_forms": _lazy("A story bears at most %(num)d names."),
        "missing_management_form": _lazy("The names under the story could not be read."),
    }

    def add_fields(self, form, index):
        super().add_fields(form, index)
        # One query for all rows, however many names the newsroom has.
        form.fields["reporter"].choices = self.names

    @property
    def names(self) -> list[tuple]:
        if not hasattr(self, "_names"):
            self._names = [("", "—"), *Reporter.objects.values_list("pk", "name")]
        return self._names

    def clean(self):
        seen = set()
        for entry in self.entries():
            key = (entry.reporter.pk, entry.role)
            if key in seen:
                raise forms.ValidationError(
                    _("%(name)s stands under the story twice as the same."),
                    params={"name": entry.reporter},
                )
            seen.add(key)

    def entries(self) -> list[BylineEntry]:
        """Return the names in the order of the rows; one with an error has no part in it."""
        return [
            BylineEntry(reporter=row["reporter"], role=row["role"])
            for row in (getattr(form, "cleaned_data", {}) for form in self.forms)
            if row.get("reporter") and row.get("role") and not row.get("DELETE")
        ]


_Rows = forms.formset_factory(
    BylineForm,
    formset=_BylineRows,
    extra=_SPARE_ROWS,
    max_num=MOST,
    absolute_max=MOST * 2,
    validate_max=True,
    can_delete=True,
)


def byline_rows(data=None, *, article: Article | None, person: User) -> forms.BaseFormSet:
    """Return the rows of a story; those of a new one begin with the writer's own name.

    Data without the formset's own fields is no data: the names stay as they are.
    """
    if data is not None and f"{PREFIX}-TOTAL_FORMS" not in data:
        data = None
    if article is not None:
        initial = [{"reporter": b.reporter_id, "role": b.role} for b in article.bylines.all()]
    else:
        own = Reporter.objects.filter(user=person).first()
        initial = [{"reporter": own.pk, "role": Byline.Role.REPORTER}] if own else []
    return _Rows(data, initial=initial, prefix=PREFIX, form_kwargs={"label_suffix": ""})
