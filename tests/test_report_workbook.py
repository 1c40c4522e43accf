"""The monthly report as a workbook: no cell a formula, noted in the log, kept by nobody."""

import io
import re
import zipfile
from datetime import datetime

import pytest
import time_machine
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import AuditEntry
from articles.editorial.writing import BylineEntry
from articles.models import Reporter
from tests.newsdesk import a_published_story, with_photo

pytestmark = pytest.mark.django_db

TABLE = "/admin/numbers/monthly/table/"
OCTOBER = {"month": "10", "year": "2026"}
ZONE = timezone.get_default_timezone()


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=ZONE), tick=False):
        yield


def test_no_cell_of_the_workbook_is_a_formula(signed_in, rita, edi):
    evil = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK('http://evil.example')", "{=1}")
    for number, text in enumerate(evil):
        name = Reporter.objects.create(name=text, slug=f"nama-{number}")
        photo = with_photo(rita, photo_credit=text)
        bylines = [BylineEntry(name)]
        a_published_story(
            rita,
            edi,
            title=f"{text} judul",
            at=datetime(2026, 10, 3, tzinfo=ZONE),
            bylines=bylines,
            **photo,
        )
    name = Reporter.objects.create(name="=2+2", slug="sama-dengan")
    answer = signed_in(edi).post(TABLE, OCTOBER)
    body = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        for part in parts.namelist():
            assert not re.search(rb"<f[ >]|<hyperlink", parts.read(part)), part
        assert not [part for part in parts.namelist() if "externalLink" in part or "vba" in part]
    book = load_workbook(io.BytesIO(body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert not [text for text in texts if text.lstrip().startswith(("=", "+", "-", "@"))]
    assert {"'=1+1", "'@SUM(A1)", "'=1+1 judul"} <= texts
    assert str(name) not in texts


def test_the_log_notes_who_took_it_along(signed_in, edi):
    assert list(signed_in(edi).post(TABLE, OCTOBER).streaming_content)
    entry = AuditEntry.objects.get(action="report_exported")
    assert (entry.actor, entry.detail) == (edi, "2026-10")


def test_the_file_is_named_after_its_month_and_kept_by_nobody(signed_in, edi):
    answer = signed_in(edi).post(TABLE, OCTOBER)
    assert answer["Content-Disposition"] == 'attachment; filename="laporan-2026-10.xlsx"'
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer["Cache-Control"] == "private, no-store"
    assert list(answer.streaming_content)
