"""How the desk speaks of time: how long something waits, and how near a day is."""

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from articles.readership.days import day_of
from articles.templatetags.newsroom import full_date, thousands

register = template.Library()

LONG = timedelta(days=1)  # whoever waits longer stands out


@register.filter
def elapsed(since: datetime, now: datetime) -> str:
    """Write how long something lasts, in its largest whole unit: 3 hari, 2 jam, 5 menit."""
    minutes = int((now - since).total_seconds() // 60)
    if minutes < 1:
        return _("less than a minute")
    if minutes < 60:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    if minutes < 24 * 60:
        hours = minutes // 60
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = minutes // (24 * 60)
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": thousands(days)}


@register.filter
def duration(length: timedelta) -> str:
    """Write a measured time in its two largest units, to the minute: 2 jam 5 menit."""
    minutes = round(length.total_seconds() / 60)
    if minutes < 1:
        return _("less than a minute")
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    units = [
        (days, ngettext("%(n)s day", "%(n)s days", days) % {"n": thousands(days)}),
        (hours, ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}),
        (minutes, ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}),
    ]
    first = next(place for place, (number, _words) in enumerate(units) if number)
    return " ".join(words for number, words in units[first : first + 2] if number)


@register.filter
def is_long(since: datetime, now: datetime) -> bool:
    """Say whether something has waited so long that it stands out."""
    return now - since >= LONG


@register.filter
def clock(value: datetime) -> str:
    """Write the time of day: 14.05 in Indonesian, 14:05 in English."""
    return format_date(timezone.localtime(value), "H.i" if _is_indonesian() else "H:i")


@register.filter
def day_and_clock(value: datetime) -> str:
    """Write a moment briefly, for lists: 2 Sep 2025, 14.05."""
    return f"{format_date(timezone.localtime(value), 'j M Y')}, {clock(value)}"


@register.filter
def day_words(day: date, today: date) -> str:
    """Write a day in full, and say when it is near: Besok, Rabu, 3 September 2025."""
    near = {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}.get((day - today).days)
    return f"{near}, {full_date(day)}" if near else full_date(day)


@register.filter
def due_words(day: date, today: date) -> str:
    """Write when something is expected, or by how much it is late."""
    left = (day - today).days
    if left < 0:
        late = ngettext("%(n)s day late", "%(n)s days late", -left) % {"n": thousands(-left)}
        return f"{late} ({full_date(day)})"
    near = {0: _("due today"), 1: _("due tomorrow")}.get(left)
    return near or _("due %(day)s") % {"day": full_date(day)}


@register.filter
def local_day(value: datetime) -> date:
    """Return the site's day of a moment."""
    return day_of(value)


@register.filter
def bounded(count: int, most: int) -> str:
    """Write a count that was broken off: 37, or 1.000+."""
    return f"{thousands(most)}+" if count > most else thousands(count)


def _is_indonesian() -> bool:
    return (get_language() or "").startswith("id")
