"""The questions that can be asked of the log, as a form."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit import actions
from accounts.log_search import Question
from accounts.models import User

_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
_EARLIEST, _LATEST = date(1900, 1, 1), date(9998, 12, 31)


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=_FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": gettext_lazy("The day could not be read; write it as 2025-09-02.")
        },
    )


def _asked(data: QueryDict, name: str) -> str:
    """Return what was asked under this name; a name without any value asks nothing."""
    value = data.get(name)
    return value.replace("\x00", "") if isinstance(value, str) else ""


class LogForm(forms.Form):
    """Every part may stay empty. `kind` and `number` come with a link, from the page of a thing."""

    q = forms.CharField(
        label=gettext_lazy("Word"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    who = forms.CharField(
        label=gettext_lazy("Who"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"list": "log-people", "autocomplete": "off"}),
    )  # fmt: skip
    action = forms.ChoiceField(
        label=gettext_lazy("Action"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose an action from the list.")},
    )
    dari = _day(gettext_lazy("From"))
    sampai = _day(gettext_lazy("Until"))
    refused = forms.BooleanField(label=gettext_lazy("Only what was refused"), required=False)
    kind = forms.SlugField(required=False, max_length=60, widget=forms.HiddenInput)
    number = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict):
        super().__init__({name: _asked(data, name) for name in self.base_fields}, label_suffix="")
        self.fields["action"].choices = [("", _("every action")), *actions()]

    def clean(self) -> dict:
        since, until = self.cleaned_data.get("dari"), self.cleaned_data.get("sampai")
        for name, day in (("dari", since), ("sampai", until)):
            if day and not _EARLIEST <= day <= _LATEST:
                self.add_error(name, _("The day could not be read; write it as 2025-09-02."))
        if since and until and since > until:
            self.add_error("sampai", _("The last day lies before the first."))
        return self.cleaned_data

    def question(self) -> Question:
        """Return what is asked; call it when the form is valid."""
        given = self.cleaned_data
        return Question(
            text=given["q"].strip(),
            who=given["who"].strip(),
            action=given["action"],
            kind=given["kind"],
            number=given["number"],
            only_refused=given["refused"],
            since=given["dari"],
            until=given["sampai"],
        )

    @staticmethod
    def people() -> list[str]:
        """Return the names the browser offers while typing."""
        return list(User.objects.values_list("display_name", flat=True)[:500])
