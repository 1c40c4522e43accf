"""What the writing page says about itself: when it was saved, and who else is there."""

from datetime import datetime

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from articles.editorial.open_forms import is_open_twice, others_at
from articles.models import Article


def clock(at: datetime) -> str:
    """Return a time of the day as it is written here: 14.05."""
    form = "H.i" if (get_language() or "").startswith("id") else "H:i"
    return format_date(timezone.localtime(at), form)


def saved_words(at: datetime, *, now: datetime, left: list[str] | None = None) -> str:
    """Say when the story was saved, and what of it could not be; the day when it is another."""
    values = {"clock": clock(at), "fields": ", ".join(left or [])}
    if left:
        return _("Saved at %(clock)s, except: %(fields)s") % values
    day = timezone.localdate(at)
    if day == timezone.localdate(now):
        return _("Saved at %(clock)s") % values
    values["day"] = format_date(day, "j F Y")
    return _("Saved on %(day)s at %(clock)s") % values


def presence_words(article: Article, *, by: User, now: datetime, key: str = "") -> str:
    """Say who else has the story open; empty when nobody has.

    A page that gives its key is told whether its own person has a second one.
    """
    sentences = []
    others = others_at(article, by=by, now=now)
    if others:
        told = [
            _("%(name)s (since %(clock)s)") % {"name": one.name, "clock": clock(one.since)}
            for one in others
        ]
        sentences.append(_("Also open at: %(names)s.") % {"names": ", ".join(told)})
    if key and is_open_twice(article, by=by, key=key, now=now):
        sentences.append(_("You have this story open on another page as well."))
    return " ".join(sentences)
