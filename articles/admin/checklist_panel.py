"""The checklist beside the form: what is asked for, what is advised, what the language checks say.

It speaks of the text on the page: what was typed when a form was sent back, else what is stored.
"""

from copy import copy
from dataclasses import dataclass

from django.utils.text import capfirst

from articles.admin.sheet import Sheet
from articles.editorial.checklist import Point, all_points, copy_of, language_findings
from articles.editorial.checklist_points import Copy
from articles.editorial.credits import own_byline
from articles.editorial.sentences import Finding
from articles.models import Article
from articles.richtext import clean


@dataclass(frozen=True)
class Told:
    """A finding and where it stands: the name of the field, as the form calls it."""

    where: str
    finding: Finding


@dataclass(frozen=True)
class Line:
    """A point and the sentences it is about."""

    point: Point
    told: list[Told]


@dataclass(frozen=True)
class Panel:
    """The checklist of one story, ready to be shown."""

    required: list[Line]
    advised: list[Line]
    language: list[Told]
    fingerprint: str  # of what can be confirmed; empty when there is nothing
    is_confirmed: bool

    @property
    def open_required(self) -> int:
        return sum(not line.point.met for line in self.required)

    @property
    def open_advised(self) -> int:
        return sum(not line.point.met for line in self.advised) + len(self.language)


def panel_for(sheet: Sheet) -> Panel | None:
    """Return the checklist of the story on the page; None where it is only read, or still new."""
    on_page = _copy_on(sheet)
    if on_page is None:
        return None
    lines = [Line(point, _told(point.findings)) for point in all_points(on_page)]
    return Panel(
        required=[line for line in lines if line.point.required],
        advised=[line for line in lines if not line.point.required],
        language=_told(language_findings(on_page, now=sheet.now)),
        fingerprint=on_page.fingerprint,
        is_confirmed=on_page.is_confirmed,
    )


def _told(findings) -> list[Told]:
    return [Told(_label(finding.field), finding) for finding in findings]


def _label(field: str) -> str:
    return capfirst(str(Article._meta.get_field(field).verbose_name))


def _copy_on(sheet: Sheet) -> Copy | None:
    if not sheet.can_write:
        return None
    if sheet.data is None or not sheet.form.is_valid():
        return copy_of(sheet.article) if sheet.article else None
    typed = copy(sheet.article) if sheet.article else Article(created_by=sheet.person)
    for name, value in sheet.form.values().items():
        setattr(typed, name, clean(value) if name == "body" else value)
    return copy_of(typed, bylines=_names(sheet), tags=sheet.form.cleaned_data["tags"])


def _names(sheet: Sheet) -> list | None:
    """Return the names as typed; a story without any gets its writer's own when it is made."""
    if sheet.rows.is_bound and sheet.rows.is_valid():
        names = sheet.rows.entries()
    else:
        names = None if sheet.article else []
    return names or own_byline(sheet.person) if sheet.article is None else names
