"""One picture in a form that is about something else: a logo, a portrait.

It passes the one door for pictures as soon as it arrives, and comes back as a signed number: it is
not lost when another field is wrong.
"""

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.admin.widgets import PICTURES
from articles.editorial.refusals import record_refused_upload
from articles.models import Photo
from articles.pictures import intake


class _Unlabelled(forms.HiddenInput):
    """A hidden input to which no label points: Django's own pages write one for every field."""

    def id_for_label(self, id_: str) -> str:
        return ""


class KeepsPhoto(forms.Form):
    """What becomes of a form's picture before a new one is looked at.

    `current_photo` is what the form holds now. Set `person` before reading. `photo_salt` keeps the
    pictures of one kind of form from being carried into another.
    """

    person: User
    current_photo: Photo | None = None
    photo_salt: str

    def clean_photo_kept(self) -> str:
        """Take up the picture of an earlier attempt, if this person uploaded it."""
        token = self.cleaned_data["photo_kept"]
        try:
            number = signing.loads(token, salt=self.photo_salt) if token else None
        except signing.BadSignature:
            number = None
        mine = Photo.objects.filter(pk=number, uploaded_by=self.person) if number else None
        self.current_photo = (mine and mine.first()) or self.current_photo
        return token

    def clean_photo_remove(self) -> bool:
        if self.cleaned_data["photo_remove"]:
            self.current_photo = None
        return self.cleaned_data["photo_remove"]

    def signed_photo(self) -> str:
        """Return the number of the picture it holds as its next attempt brings it back."""
        return signing.dumps(self.current_photo.pk, salt=self.photo_salt)


class PhotoFields(KeepsPhoto):
    """The picture of a form, taken in as soon as it arrives."""

    photo_salt = "articles.admin.photo_fields"

    photo = forms.FileField(
        label=_("picture"),
        required=False,
        allow_empty_file=True,  # the picture intake names the file in its sentence
        max_length=None,
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        help_text=_("JPEG, PNG or WebP."),
    )
    photo_kept = forms.CharField(required=False, label="", widget=_Unlabelled)
    photo_remove = forms.BooleanField(label=_("Remove the picture"), required=False)

    def clean(self) -> dict:
        upload = self.files.get("photo")
        if upload:
            self._accept(upload)
        return super().clean() or self.cleaned_data

    def _accept(self, upload) -> None:
        try:
            self.current_photo = intake.accept(upload, by=self.person, now=timezone.now())
        except intake.PictureRefused as refused:
            record_refused_upload(str(refused), by=self.person)
            self.add_error("photo", str(refused))
        else:
            self.data = self.data.copy()
            self.data["photo_kept"] = self.signed_photo()
