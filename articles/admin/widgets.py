"""The inputs of the writing form that Django does not have as we need them."""

import re

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from articles.richtext import from_text

# What CKEditor 4 needs of the browser beyond the site's policy, found by trying in Chromium: its
# buttons carry handlers in attributes, and it writes styles. No script block, no eval, no frame.
EDITOR_POLICY = {
    "script-src-attr": ["'unsafe-inline'"],
    "style-src": ["'unsafe-inline'"],
}

_LOCAL_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
_MARKUP = re.compile(r"<[a-zA-Z/!]")

PICTURES = "image/jpeg,image/png,image/webp"

_HEADINGS = [("DeskHeading", "h2", _("Subheading")), ("DeskSmallHeading", "h3", _("Small heading"))]
_WORDS = {
    "link": {
        "displayText": _("Text of the link"),
        "type": _("Kind of link"),
        "unlink": _("Remove the link"),
        "emailBody": _("Text of the message"),
        "toAnchor": _("A place in this text"),
        "toPhone": _("Telephone"),
        "phoneNumber": _("Telephone number"),
        "noTel": _("Write the telephone number"),
        "noAnchors": _("(There is no such place in this text)"),
    },
    "table": {"headers": _("Headings of rows and columns"), "heightUnit": _("unit of height")},
}


class BodyEditor(CKEditorWidget):
    """CKEditor as `articles.richtext` allows it, with the desk's own buttons for headings."""

    template_name = "admin/articles/article/editor.html"

    def __init__(self):
        super().__init__(template_name=self.template_name)
        headings = [name for name, _tag, _label in _HEADINGS]
        self.config |= {
            "extraPlugins": "desk",
            "removeDialogTabs": "link:upload",  # it holds a frame, even where it is not shown
            "toolbar": [headings, *self.config["toolbar"]],
            "title": _("Body"),
            "deskHeadings": _HEADINGS,
            "deskWords": _WORDS,
        }
        self.external_plugin_resources = [("desk", static("articles/"), "desk-editor.js")]


def body_widget() -> forms.Widget:
    """Return the editor that `EDITOR_WIDGET` asks for; without script both are a plain textarea."""
    if settings.EDITOR_WIDGET == "ckeditor":
        return BodyEditor()
    return forms.Textarea(attrs={"rows": 20})


def as_rich_text(typed: str) -> str:
    """Return what was typed as rich text, be it from the editor or, without script, plain."""
    return typed if _MARKUP.search(typed) else from_text(typed)


class ExplicitCheckbox(forms.CheckboxInput):
    """A checkbox that also says when it is off; one that was not sent says nothing."""

    template_name = "admin/articles/article/checkbox.html"


class LocalTime(forms.DateTimeInput):
    """A moment in the site's time zone, in the one form that browsers' own inputs accept.

    What was typed in another form stands in a plain input: the other one would drop it.
    """

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not _LOCAL_TIME.fullmatch(shown):
            context["widget"]["type"] = "text"
        return context
