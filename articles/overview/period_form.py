"""Which days a page of numbers speaks of: a named period, or from one day to another.

What cannot be read is said in a sentence beside its field, and no numbers are shown for a period
nobody asked for.
"""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.reports import periods
from articles.reports.periods import Period

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9998, 12, 31)  # their moments fit every database
_OUTSIDE = gettext_lazy("Choose a year between 1900 and 9998.")
_NAMES = {
    periods.TODAY: gettext_lazy("Today"),
    periods.WEEK: gettext_lazy("The last 7 days"),
    periods.DAYS_30: gettext_lazy("The last 30 days"),
    periods.MONTH: gettext_lazy("This month"),
    periods.LAST_MONTH: gettext_lazy("Last month"),
    periods.YEAR: gettext_lazy("This year"),
    periods.LAST_YEAR: gettext_lazy("Last year"),
}


def _day(label) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        validators=(MinValueValidator(FIRST_DAY, _OUTSIDE), MaxValueValidator(LAST_DAY, _OUTSIDE)),
        error_messages={
            "invalid": gettext_lazy("This day could not be read; write it as 2025-09-02.")
        },
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class PeriodForm(forms.Form):
    """Two days, or none at all."""

    since = _day(gettext_lazy("From"))
    until = _day(gettext_lazy("up to and including"))

    def __init__(self, data, *, today: date):
        super().__init__(data, label_suffix="", auto_id="period-%s")
        self.today = today

    def clean(self) -> dict:
        given = self.cleaned_data
        since, until = given.get("since"), given.get("until")
        for name in ("since", "until"):
            if name in given and not given[name] and (since or until):
                self.add_error(name, _("Choose both days."))
        if since and since > self.today:
            self.add_error("since", _("This day has not come yet."))
        elif since and until and until < since:
            self.add_error("until", _("This day lies before the first one."))
        return given


@dataclass(frozen=True)
class Asked:
    """What was asked for. `period` is None when it could not be read; `name` when it has one."""

    form: PeriodForm
    period: Period | None
    name: str

    @property
    def query(self) -> str:
        """The part of an address that asks for the same days again."""
        if self.name or self.period is None:
            return f"period={self.name or periods.MONTH}"
        return f"since={self.period.since:%Y-%m-%d}&until={self.period.until:%Y-%m-%d}"

    @property
    def choices(self) -> list[dict]:
        """The named periods, and which of them is shown."""
        return [
            {"name": name, "label": label, "here": name == self.name}
            for name, label in _NAMES.items()
        ]

    @property
    def words(self) -> str:
        return in_words(self.period) if self.period else ""


def asked_for(request: HttpRequest, *, today: date) -> Asked:
    """Read the days from an address; without any it is this month."""
    form = PeriodForm(request.GET, today=today)
    if not form.is_valid():
        return Asked(form, None, "")
    if since := form.cleaned_data["since"]:
        return Asked(form, Period(since, min(form.cleaned_data["until"], today)), "")
    name = request.GET.get("period", "")
    name = name if name in _NAMES else periods.MONTH
    period = periods.named(name, today=today)
    # Its days stand in the fields, so that one of them alone can be moved.
    shown = {"since": period.since, "until": period.until}
    return Asked(PeriodForm(shown, today=today), period, name)


def in_words(period: Period) -> str:
    """Write a period as people do: 1–24 November 2026."""
    since, until = period.since, period.until
    if since == until:
        return format_date(until, "j F Y")
    if (since.year, since.month) == (until.year, until.month):
        return f"{since.day}–{format_date(until, 'j F Y')}"
    first = format_date(since, "j F" if since.year == until.year else "j F Y")
    return f"{first} – {format_date(until, 'j F Y')}"
