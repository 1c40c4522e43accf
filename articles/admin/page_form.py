"""What a managing editor typed about a standing page, and what came of it."""

from django import forms
from django.forms.models import fields_for_model

from accounts.models import User
from articles.admin.widgets import ExplicitCheckbox, as_rich_text, body_widget
from articles.editorial import pages
from articles.models import Page
from articles.richtext import plain


class PageForm(forms.Form):
    """The page as typed. What was not sent stays as it is stored.

    Lengths and what may be empty are the verb's to judge, so that they hold at every door; its
    sentences come back to the fields.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, page: Page | None):
        self.page = page
        stored = page or Page(is_public=True)
        initial = {name: getattr(stored, name) for name in pages.WRITABLE}
        super().__init__(initial={**initial, "version": stored.version}, label_suffix="")
        self.fields = self._model_fields() | self.fields
        if data is not None:
            self.is_bound, self.data = True, data.copy()
            for name in self.data:
                texts = self.data.getlist(name)
                self.data.setlist(name, [_storable(text) for text in texts])

    def _model_fields(self) -> dict[str, forms.Field]:
        names = ("title", *(() if self.page else ("slug",)), *pages.WRITABLE[1:])
        boxes = {name: ExplicitCheckbox() for name in ("is_public", "in_footer")}
        widgets = {"body": body_widget(), **boxes}
        fields = fields_for_model(Page, fields=names, widgets=widgets)
        if "slug" in fields:  # written as an address is written, whatever was typed
            fields["slug"] = forms.CharField(
                label=fields["slug"].label, help_text=fields["slug"].help_text
            )
        fields["body"].strip = False
        for field in fields.values():
            field.required = False
            if isinstance(field, forms.CharField):
                _measured_by_the_verb(field)
        return fields

    def save(self, *, by: User) -> Page:
        """Add the page or change it. Raises Refused, BadField or PageOutdated."""
        fields = self.typed()
        if self.page is None:
            return pages.add(by=by, fields=fields, slug=self.cleaned_data.get("slug", ""))
        return pages.edit(self.page, by=by, fields=fields, seen=self.cleaned_data["version"] or 0)

    def typed(self) -> dict[str, object]:
        """Return what was sent of the page, with its text as rich text."""
        sent = [name for name in pages.WRITABLE if name in self.data]
        fields = {name: self.cleaned_data[name] for name in sent}
        if "body" in fields:
            fields["body"] = as_rich_text(fields["body"])
        if fields.get("position", 0) is None:
            del fields["position"]
        return fields

    def differences(self, stored: Page) -> list[dict]:
        """Return what differs between the stored page and what was typed, as text to be read."""
        found = []
        for name, typed in self.typed().items():
            kept = getattr(stored, name)
            if name == "body":
                typed, kept = plain(typed), plain(kept)
            if typed != kept:
                label = self.fields[name].label
                found.append({"label": label, "stored": _words(kept), "typed": _words(typed)})
        return found


def _measured_by_the_verb(field: forms.CharField) -> None:
    """Let a text of any length in: the verb says how long it is, the browser how long it may be."""
    if field.max_length:
        field.widget.attrs.setdefault("maxlength", field.max_length)
    field.validators, field.max_length = [], None


def _storable(text: str) -> str:
    """Return the text with one kind of line break and without what no database stores."""
    return text.replace("\r\n", "\n").replace("\x00", "")


def _words(value: object) -> object:
    return {True: "✓", False: "–"}.get(value, value) if isinstance(value, bool) else value
