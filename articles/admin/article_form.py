"""What a person typed about a story: read, checked, and shown again whatever happens."""

from datetime import datetime

from django import forms
from django.db.models import Q
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.models import User
from accounts.roles import ROLES
from articles.admin.assignment_inputs import due_field, keep_newer_assignment, opened_with
from articles.admin.photo_fields import KeepsPhoto
from articles.admin.widgets import PICTURES, ExplicitCheckbox, as_rich_text, body_widget
from articles.editorial.refusals import record_refused_upload
from articles.models import Article, Tag
from articles.pictures import intake
from articles.richtext import clean

MAX_BODY = 4_000_000  # characters; the longest story of the papers we know has 60,000
MAX_TAGS = 30
MAX_FIELDS = 2_500  # a form of ours has under a hundred

WRITERS_FIELDS = (
    "title",
    "summary",
    "dateline",
    "body",
    "category",
    "photo_caption",
    "photo_credit",
    "photo_alt",
    "is_reprint",
    "source",
    "needs_verification",
    "people_confirmed",
)
EDITORS_FIELDS = ("assigned_to", "due_date", "posted_by")
CHECKBOXES = ("is_reprint", "needs_verification")


def _unified(text: str) -> str:
    """Return the text with one kind of line break and without what no database stores."""
    return text.replace("\r\n", "\n").replace("\x00", "")


def fields_of(person: User) -> tuple[str, ...]:
    """Return the names of the story's own fields that this person may write."""
    return WRITERS_FIELDS + (EDITORS_FIELDS if person.is_at_least("editor") else ())


class ArticleForm(KeepsPhoto):
    """The story as typed.

    A field that was not sent keeps what is stored, so nobody empties a field by not naming it.
    An accepted photo is stored at once and comes back as a signed number: it is not lost when
    another field is wrong.
    """

    photo_salt = "articles.admin.photo"

    tags = forms.CharField(
        label=_lazy("tags"),
        required=False,
        max_length=4000,
        help_text=_lazy("Separated by commas."),
        widget=forms.TextInput(attrs={"list": "tag-names", "autocomplete": "off"}),
    )
    photo = forms.FileField(
        label=_lazy("photo"),
        required=False,
        allow_empty_file=True,  # the picture intake names the file in its sentence
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        help_text=_lazy("JPEG, PNG or WebP."),
    )
    photo_kept = forms.CharField(required=False, widget=forms.HiddenInput)
    photo_remove = forms.BooleanField(label=_lazy("Remove the photo"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data=None, files=None, *, person: User, article: Article | None, now: datetime
    ):
        self.person, self.article, self.now = person, article, now
        self.names = fields_of(person)
        stored = article or Article()
        initial = {
            name: getattr(stored, stored._meta.get_field(name).attname) for name in self.names
        }
        initial["tags"] = ", ".join(tag.name for tag in stored.tags.all()) if stored.pk else ""
        initial["version"] = stored.version if stored.pk else 0
        super().__init__(initial=initial, label_suffix="")
        self.fields = self._model_fields() | self.fields
        self.current_photo = stored.photo
        if data is not None:
            self.is_bound, self.data, self.files = True, self._completed(data), files or {}

    def _model_fields(self) -> dict[str, forms.Field]:
        widgets = {
            "body": body_widget(),
            # A long title is seen whole on a phone; it is one line all the same, as it is stored.
            "title": forms.Textarea(attrs={"rows": 2, "data-one-line": ""}),
            "summary": forms.Textarea(attrs={"rows": 3}),
            **{name: ExplicitCheckbox() for name in CHECKBOXES},
        }
        fields = fields_for_model(Article, fields=self.names, widgets=widgets)
        fields["body"].max_length = MAX_BODY
        fields["body"].strip = False
        fields["title"].error_messages["max_length"] = _lazy(
            "The title has %(show_value)d letters; at most %(limit_value)d fit."
        )
        if "due_date" in fields:
            fields["due_date"] = due_field()
        if "assigned_to" in fields:
            staff = Q(is_active=True) & (Q(role__in=ROLES) | Q(is_superuser=True))
            now_assigned = Q(pk=self.initial["assigned_to"])  # stays until somebody changes it
            fields["assigned_to"].queryset = User.objects.filter(staff | now_assigned)
            fields["assigned_to"].empty_label = _lazy("nobody")
        fields["category"].empty_label = _lazy("— choose —")
        return fields

    def _completed(self, data):
        """Return what was sent, and the stored value of what was not sent."""
        data = data.copy()
        for name in data:
            data.setlist(name, [_unified(value) for value in data.getlist(name)])
        for name in (*self.names, "tags"):
            if name in data:
                continue
            value = self.initial[name]
            if isinstance(value, bool):
                value = "on" if value else ""
            data[name] = "" if value is None else str(value)
        keep_newer_assignment(data, self.initial)
        return data

    @property
    def assignment_seen(self) -> list[tuple[str, str]]:
        """Hidden inputs: the assignment this form was opened with."""
        return opened_with(self.initial)

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        if len(body) > MAX_BODY:
            raise forms.ValidationError(
                _(
                    "The body has %(count)d characters; at most %(most)d fit."
                    " Are pictures pasted in?"
                ),
                params={"count": len(body), "most": MAX_BODY},
            )
        body = as_rich_text(body)
        stored = self.initial["body"]
        # An editor that only lays the same text out anew has not written a version of it.
        return stored if clean(body) == clean(stored) else body

    def clean_tags(self) -> list[str]:
        names = {}
        for name in self.cleaned_data["tags"].split(","):
            name = " ".join(name.split())
            if name:
                names.setdefault(Tag.key_of(name), name)
        longest = max(names.values(), key=len, default="")
        if len(longest) > Tag._meta.get_field("name").max_length:
            raise forms.ValidationError(
                _("The tag “%(tag)s…” is too long."), params={"tag": longest[:30]}
            )
        if len(names) > MAX_TAGS:
            raise forms.ValidationError(
                _("%(count)d tags are too many; at most %(most)d."),
                params={"count": len(names), "most": MAX_TAGS},
            )
        return list(names.values())

    def clean(self) -> dict:
        self._accept_upload()
        return self.cleaned_data

    def _accept_upload(self) -> None:
        upload = self.files.get("photo")
        if not upload:
            return
        try:
            self.current_photo = intake.accept(upload, by=self.person, now=self.now)
        except intake.PictureRefused as refused:
            record_refused_upload(str(refused), by=self.person, article=self.article)
            self.add_error("photo", str(refused))

    @property
    def photo_token(self) -> str:
        """The photo this form carries, signed; empty when it is the stored one or there is none."""
        stored = self.article.photo_id if self.article else None
        if self.current_photo is None or self.current_photo.pk == stored:
            return ""
        return self.signed_photo()

    def values(self) -> dict:
        """Return what goes into the verbs as `fields`."""
        values = {name: self.cleaned_data[name] for name in self.names}
        return values | {"photo": self.current_photo}

    def changes(self) -> list[str]:
        """Return the names of what differs from the stored story."""
        changed = [name for name in (*self.names, "tags") if name in self.changed_data]
        if "body" in changed and self.cleaned_data.get("body") == self.initial["body"]:
            changed.remove("body")
        stored = self.article.photo_id if self.article else None
        if (self.current_photo.pk if self.current_photo else None) != stored:
            changed.append("photo")
        return changed
