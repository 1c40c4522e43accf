"""The moment of publication in the desk: its input, and the words its buttons say it in."""

from datetime import datetime

from django import forms
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.widgets import LocalTime
from articles.editorial import moments, workflow

LONGEST = 60  # letters of a typed moment


class TimeOfPublication(forms.Field):
    """A moment as it is written here, on the newsroom's clock; an unclear one is asked again."""

    widget = LocalTime

    def prepare_value(self, value: object) -> object:
        return timezone.make_naive(value) if isinstance(value, datetime) else value

    def to_python(self, value: object) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value
        try:
            return moments.read(str(value)[:LONGEST])
        except moments.UnclearMoment as unclear:
            raise forms.ValidationError(unclear.sentence) from None


def check_ahead(moment: datetime) -> None:
    """Raise ValidationError for a moment that has passed."""
    try:
        moments.check_ahead(moment, timezone.now() - workflow.TOLERANCE)
    except moments.UnclearMoment as unclear:
        raise forms.ValidationError(unclear.sentence) from None


def label_for(moment: datetime, *, moved: bool) -> str:
    """Return what a button says that publishes at this moment."""
    sentence = _("Move to %(moment)s") if moved else _("Schedule for %(moment)s")
    return sentence % {"moment": moments.in_words(moment)}


def warning_for(moment: datetime) -> str:
    """Return what somebody should look at again, if anything."""
    if moments.is_far(moment, timezone.now()):
        return _("That is more than a year ahead. Look at the year again.")
    return ""


def moment_view(request: HttpRequest) -> JsonResponse:
    """Say how a typed moment is understood: the words for the buttons, or what is wrong with it."""
    field = TimeOfPublication(required=False)
    try:
        moment = field.clean(request.GET.get("at", ""))
        if moment is None:
            return JsonResponse({})
        check_ahead(moment)
    except forms.ValidationError as unclear:
        return JsonResponse({"problem": " ".join(unclear.messages)})
    return JsonResponse(
        {
            "said": moment.isoformat(),
            "schedule": label_for(moment, moved=False),
            "reschedule": label_for(moment, moved=True),
            "warning": warning_for(moment),
        }
    )
