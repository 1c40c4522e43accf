"""The inputs of the writing form that Django does not have as we need them."""

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.conf import settings

# What CKEditor 4 needs of the browser beyond the site's policy, found by trying in Chromium:
# its buttons carry handlers in attributes, and it writes styles. No inline script block, no eval.
EDITOR_POLICY = {
    "script-src-attr": ["'unsafe-inline'"],
    "style-src": ["'unsafe-inline'"],
}

PICTURES = "image/jpeg,image/png,image/webp"


def body_widget() -> forms.Widget:
    """Return the editor that `EDITOR_WIDGET` asks for; without script both are a plain textarea."""
    if settings.EDITOR_WIDGET == "ckeditor":
        return CKEditorWidget(template_name="admin/articles/article/editor.html")
    return forms.Textarea(attrs={"rows": 20})


class ExplicitCheckbox(forms.CheckboxInput):
    """A checkbox that also says when it is off; one that was not sent says nothing."""

    template_name = "admin/articles/article/checkbox.html"


class LocalTime(forms.DateTimeInput):
    """A moment in the site's time zone, in the one form that browsers' own inputs accept."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
