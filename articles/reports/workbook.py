"""The report of a month as a workbook, in which no cell is ever a formula.

Every text is written as a text, and bears an apostrophe where it would begin a formula once
somebody saves the sheet as CSV. Rows are written one by one: memory does not grow with the month.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.utils.dateformat import format as format_date
from django.utils.timezone import make_naive
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from accounts.csv_files import harmless
from articles.reports.monthly import Line, Report

_SAFELY = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LONGEST = 32_767  # letters in a cell
_FIRST_COLUMN, _OTHERS = 34, 16


class _Sheet:
    """A sheet that is written from its first row on."""

    def __init__(self, book: Workbook, name: str, formats: dict[str, Format]):
        self.sheet: Worksheet = book.add_worksheet(name)
        self.sheet.set_column(0, 0, _FIRST_COLUMN)
        self.sheet.set_column(1, 12, _OTHERS)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.formats = formats
        self.row = 0

    def write(self, cells: Sequence[object], style: str | None = None) -> None:
        """Add a row; a number stays a number, and whatever is no number is a text."""
        for column, cell in enumerate(cells):
            self._write_cell(column, cell, self.formats.get(style))
        self.row += 1

    def _write_cell(self, column: int, cell: object, style: Format | None) -> None:
        place = (self.row, column)
        if cell is None or cell == "":
            return
        if isinstance(cell, int):
            self.sheet.write_number(*place, cell, style or self.formats["number"])
        elif isinstance(cell, timedelta):
            self.sheet.write_number(*place, cell / timedelta(days=1), self.formats["hours"])
        elif isinstance(cell, datetime):
            self.sheet.write_datetime(*place, make_naive(cell), self.formats["moment"])
        else:
            self.sheet.write_string(*place, harmless(cell)[:_LONGEST], style)


def workbook_of(report: Report, *, paper: str, now: datetime) -> IO[bytes]:
    """Return the report as a file to be read from its beginning; it is gone when it is closed."""
    file = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with Workbook(file, _SAFELY) as book:
        formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "number": book.add_format({"num_format": "#,##0"}),
            "hours": book.add_format({"num_format": "[h]:mm"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        _summary(_Sheet(book, _("Summary"), formats), report, paper, now)
        _people(_Sheet(book, _("Reporters"), formats), _("Reporter"), report.reporters)
        _people(_Sheet(book, _("Categories"), formats), _("Category"), report.sections)
        _credits(_Sheet(book, _("Photo credits"), formats), report)
        _stories(_Sheet(book, _("Stories"), formats), report)
    file.seek(0)
    return file


def _summary(sheet: _Sheet, report: Report, paper: str, now: datetime) -> None:
    sheet.write([_("Monthly report")], "title")
    sheet.write([_("Site"), paper])
    months = [report.month, *([report.earlier.month] if report.earlier else [])]
    sheet.write([_("Month"), *(format_date(month.since, "F Y") for month in months)])
    sheet.write([_("As it stands"), now])
    total = report.total
    if report.is_empty:
        sheet.write([_("Nothing appeared in this month, and nothing was read.")])
        return
    for name, number in (
        (_("Stories"), "stories"),
        (_("Reads"), "reads"),
        (_("Corrections"), "corrections"),
    ):
        compared = (total, report.earlier) if report.earlier else (total,)
        sheet.write([name, *(getattr(month, number) for month in compared)])
    sheet.write([_("Median time from handing in to publishing"), total.middle])
    sheet.write([_("Stories it was measured on"), total.timed])
    sheet.write([_("Stories with a photo that names somebody"), total.photos])


def _people(sheet: _Sheet, first: str, lines: Iterable[Line]) -> None:
    heading = [
        first,
        _("Stories"),
        _("Reads"),
        _("Corrections"),
        _("Median time from handing in to publishing"),
        _("Stories it was measured on"),
        _("Photo credits"),
    ]
    sheet.write(heading, "heading")
    for line in lines:
        sheet.write(
            [
                line.name,
                line.stories,
                line.reads,
                line.corrections,
                line.middle,
                line.timed,
                line.photos,
            ]
        )


def _credits(sheet: _Sheet, report: Report) -> None:
    sheet.write([_("Credit"), _("Stories")], "heading")
    for name, stories in report.credits:
        sheet.write([name, stories])
    sheet.write([_("a photo that names nobody"), report.uncredited])


def _stories(sheet: _Sheet, report: Report) -> None:
    heading = [
        _("Title"),
        _("Date"),
        _("Reporter"),
        _("Category"),
        _("Reads"),
        _("Corrections"),
        _("Address"),
    ]
    sheet.write(heading, "heading")
    for line in report.stories:
        address = f"{settings.SITE_URL}{line.address}" if line.address else _("withdrawn")
        sheet.write(
            [
                line.title,
                line.published_at,
                line.names,
                line.section,
                line.reads,
                line.corrections,
                address,
            ]
        )
    if report.has_more:
        sheet.write([_("There are more stories; the sums know all of them.")])
