"""The report of a month, for editors: a page, a page to print, and a table to take along.

It says how long the desk took and how often somebody had to be corrected: what those who answer for
the paper look at, and nobody's list of his colleagues.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts import audit
from accounts.roles import EDITOR
from articles.editorial import site_settings
from articles.overview.numbers import frame
from articles.overview.period_form import FIRST_DAY, LAST_DAY
from articles.readership.days import day_of
from articles.reports.monthly import report
from articles.reports.periods import Period, month_of
from articles.reports.workbook import workbook_of

EXPORTED = "report_exported"  # as the log calls it
SHOWN, PRINTED = 100, 2_000  # stories; the table has all of them
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

audit.name_actions({EXPORTED: gettext_lazy("monthly report taken along")})


class MonthForm(forms.Form):
    """Which month."""

    month = forms.TypedChoiceField(
        label=gettext_lazy("Month"),
        coerce=int,
        choices=list(MONTHS.items()),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the twelve months.")},
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=FIRST_DAY.year,
        max_value=LAST_DAY.year,
        error_messages={
            "min_value": gettext_lazy("Choose a year between 1900 and 9998."),
            "max_value": gettext_lazy("Choose a year between 1900 and 9998."),
            "invalid": gettext_lazy("Write the year in four digits."),
        },
    )

    def __init__(self, data, *, today: date):
        super().__init__(data, label_suffix="", auto_id="report-%s")
        self.today = today

    def clean(self) -> dict:
        given = self.cleaned_data
        is_read = {"month", "year"} <= given.keys()
        if is_read and date(given["year"], given["month"], 1) > self.today:
            self.add_error("month", _("This month has not come yet."))
        return given


@dataclass(frozen=True)
class Asked:
    """Which month was asked for; `month` is None when it could not be read."""

    form: MonthForm
    month: Period | None
    now: datetime


@require_safe
def monthly_report(request: HttpRequest) -> HttpResponse:
    """Show the report of a month; without one, of the month that ended last."""
    asked = _asked(request, request.GET)
    context = {
        **frame(request, "monthly"),
        "title": _("Monthly report"),
        "form": asked.form,
    }
    if asked.month is None:
        return TemplateResponse(request, "admin/numbers/monthly.html", context, status=400)
    context |= {
        "report": report(asked.month, now=asked.now, most=SHOWN),
        "most": SHOWN,
        "before": _neighbour(asked.month.since - timedelta(days=1), asked.form.today),
        "after": _neighbour(asked.month.until + timedelta(days=1), asked.form.today),
    }
    return TemplateResponse(request, "admin/numbers/monthly.html", context)


@require_safe
def printed_report(request: HttpRequest) -> HttpResponse:
    """Show the report of a month as it is put on paper."""
    asked = _asked(request, request.GET)
    if asked.month is None:
        return _back(request, asked)
    context = {
        "report": report(asked.month, now=asked.now, most=PRINTED),
        "paper_name": _paper(),
        "most": PRINTED,
        "now": asked.now,
    }
    return TemplateResponse(request, "admin/numbers/printed.html", context)


@require_POST
def report_table(request: HttpRequest) -> HttpResponse:
    """Send the report of a month as a workbook; the log notes it."""
    asked = _asked(request, request.POST)
    if asked.month is None:
        return _back(request, asked)
    name = f"laporan-{asked.month.since:%Y-%m}.xlsx"
    found = report(asked.month, now=asked.now)
    book = workbook_of(found, paper=_paper(), now=asked.now)
    audit.record(EXPORTED, by=request.user, detail=f"{asked.month.since:%Y-%m}")
    response = FileResponse(book, as_attachment=True, filename=name, content_type=_XLSX)
    response["Cache-Control"] = "private, no-store"
    return response


def _asked(request: HttpRequest, data) -> Asked:
    if not request.user.is_at_least(EDITOR):
        raise PermissionDenied
    now = timezone.now()
    today = day_of(now)
    if not ({"month", "year"} & data.keys()):
        last = today.replace(day=1) - timedelta(days=1)
        data = {"month": str(last.month), "year": str(last.year)}
    form = MonthForm(data, today=today)
    if not form.is_valid():
        return Asked(form, None, now)
    first = date(form.cleaned_data["year"], form.cleaned_data["month"], 1)
    return Asked(form, month_of(first), now)


def _back(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Say on the report's page what is wrong with the month."""
    for sentences in asked.form.errors.values():
        messages.warning(request, sentences[0])
    return HttpResponseRedirect(reverse("admin:monthly_report"))


def _paper() -> str:
    """Return what the site is called."""
    return site_settings.current().name or settings.SITE_NAME


def _neighbour(day: date, today: date) -> dict | None:
    """Return the name and the address of the month of a day, or None where there is no report."""
    if not FIRST_DAY <= day <= today:
        return None
    query = f"month={day.month}&year={day.year}"
    return {
        "name": format_date(day, "F Y"),
        "address": f"{reverse('admin:monthly_report')}?{query}",
    }
