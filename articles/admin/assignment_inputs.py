"""The inputs that say who works on a story and by when.

An assignment makes no version, so a form that was opened before one is not out of date. It must not
undo it either: the form says what it was opened with, and what its person left alone stays as it is
stored now.
"""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.editorial.changes import ASSIGNMENT
from articles.models import Article

_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]


def due_field() -> forms.DateField:
    """Return the day a story is expected on, as an input of the browser's own."""
    stored = Article._meta.get_field("due_date")
    return forms.DateField(
        label=stored.verbose_name,
        help_text=stored.help_text,
        required=False,
        input_formats=_FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("The day could not be read; write it as 2025-09-02.")},
    )


def opened_with(initial: dict) -> list[tuple[str, str]]:
    """Return the hidden inputs that remember the assignment the form was opened with."""
    return [(f"{name}_was", text) for name, text in _stored(initial).items()]


def keep_newer_assignment(data: QueryDict, initial: dict) -> None:
    """Put what is stored now in the place of what the person did not touch."""
    for name, text in _stored(initial).items():
        if name in data and data[name] == data.get(f"{name}_was"):
            data[name] = text


def _stored(initial: dict) -> dict[str, str]:
    """Return the assignment as the inputs write it; nothing for whoever may not assign."""
    shown = {name: initial[name] for name in ASSIGNMENT if name in initial}
    return {name: "" if value is None else str(value) for name, value in shown.items()}
