"""Categories, tags and reporters that are renamed: the old address is kept, the log says what."""

from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from articles.editorial.former_addresses import Named, leave
from articles.models.edition import advance

_MOST = 120  # letters of one value in the log


class KeepsOldAddresses:
    """The part of their admins that stores them; it runs in the transaction of the form."""

    def save_model(self, request: HttpRequest, obj: Named, form: ModelForm, change: bool) -> None:
        now = timezone.now()
        super().save_model(request, obj, form, change)
        obj.said = said_of(form) if change else ""
        if change and "slug" in form.changed_data:
            leave(obj, form.initial["slug"], now=now)
        advance(now)


def said_of(form: ModelForm) -> str:
    """Return what a form changed, in one line for the log: “name: Cuaca → Cuaca & Iklim”."""
    return "; ".join(
        f"{name}: {_short(form.initial.get(name))} → {_short(form.cleaned_data.get(name))}"
        for name in form.changed_data
    )


def _short(value: object) -> str:
    text = "–" if value in (None, "") else str(value)
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"
