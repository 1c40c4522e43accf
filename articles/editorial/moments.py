"""Moments of publication: how they are written, and how what somebody typed is read.

A moment is typed on the newsroom's own clock. What that clock never shows, shows twice, or what
was typed on another one is asked back; it is never guessed.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

FAR = timedelta(days=366)  # beyond that the year is probably a slip of the finger

_DAY = (
    r"(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})[-/](?P<m2>\d{1,2})[-/](?P<y2>\d{4}))"
)
_CLOCK = r"(?P<h>\d{1,2})[:.](?P<min>\d{2})(?:[:.](?P<s>\d{2})(?:\.\d+)?)?"
_ZONE = r"(?P<zone>Z|(?:UTC|GMT)?\s*[+-]\d{1,2}(?::?\d{2})?|[A-Za-z]{2,5}|[A-Za-z]+/[A-Za-z_/]+)"
_MOMENT = re.compile(
    rf"\s*{_DAY}(?:T|,?\s+(?:pukul\s+)?){_CLOCK}\s*{_ZONE}?\s*", re.IGNORECASE | re.ASCII
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE | re.ASCII)
_NAMED_HOURS = {"WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0, "GMT": 0, "Z": 0}


class UnclearMoment(Exception):
    """A moment that has to be asked for again. `sentence` says why."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


def in_words(moment: datetime) -> str:
    """Write a moment as it is spoken: Selasa, 2 September 2025 pukul 07.00 WIB."""
    local = timezone.localtime(moment)
    clock = "H.i" if (get_language() or "").startswith("id") else "H:i"
    values = {"day": format_date(local, "l, j F Y"), "time": format_date(local, f"{clock} T")}
    return _("%(day)s at %(time)s") % values


def read(typed: str, *, zone: tzinfo | None = None) -> datetime:
    """Return the moment somebody typed on the newsroom's clock, or raise UnclearMoment."""
    zone = zone or timezone.get_current_timezone()
    found = _MOMENT.fullmatch(typed.strip())
    wall = _wall_clock(found) if found else None
    if wall is None:
        sentence = _("The time of publication could not be read; write it as 2025-09-02 14:05.")
        raise UnclearMoment(sentence)
    meant = _moments_of(wall, zone)
    named = found["zone"]
    if named:
        return _in_the_zone_named(wall, meant, named, zone)
    if not meant:
        sentence = _(
            "There is no %(time)s on that day: the clock is put forward. Choose another time."
        )
        raise UnclearMoment(sentence % {"time": f"{wall:%H:%M}"})
    if len(meant) > 1:
        raise UnclearMoment(_twice(wall, meant))
    return meant[0]


def check_ahead(moment: datetime, now: datetime) -> None:
    """Raise UnclearMoment for a moment that has passed."""
    if moment < now:
        sentence = _("That time has passed (%(moment)s). Choose one that lies ahead.")
        raise UnclearMoment(sentence % {"moment": in_words(moment)})


def is_far(moment: datetime, now: datetime) -> bool:
    """Say whether a moment lies so far ahead that somebody should look at its year again."""
    return moment > now + FAR


def _wall_clock(found: re.Match) -> datetime | None:
    parts = [found[a] or found[b] for a, b in (("y", "y2"), ("m", "m2"), ("d", "d2"))]
    clock = (found["h"], found["min"], found["s"] or 0)
    try:
        wall = datetime(*map(int, parts), *map(int, clock))
    except ValueError:
        return None
    return wall if 1900 < wall.year < 9000 else None


def _moments_of(wall: datetime, zone: tzinfo) -> list[datetime]:
    """Return the moments at which a clock in the zone shows this: none, one or two."""
    found = []
    for fold in (0, 1):
        moment = wall.replace(tzinfo=zone, fold=fold)
        there = moment.astimezone(UTC).astimezone(zone)
        known = [other.astimezone(UTC) for other in found]
        if there.replace(tzinfo=None, fold=0) == wall and moment.astimezone(UTC) not in known:
            found.append(moment)
    return found


def _in_the_zone_named(wall: datetime, meant: list[datetime], named: str, zone: tzinfo) -> datetime:
    """Return the moment when the zone that was written is the newsroom's own; ask otherwise."""
    offset = _offset_of(named)
    if named.casefold() == str(zone).casefold() and len(meant) > 1:
        raise UnclearMoment(_twice(wall, meant))
    for moment in meant:
        if named.casefold() in {str(zone).casefold(), (moment.tzname() or "").casefold()}:
            return moment
        if offset is not None and moment.utcoffset() == offset:
            return moment
    if offset is None:
        sentence = _("“%(zone)s” is no time zone the desk knows. Leave it out.")
        raise UnclearMoment(sentence % {"zone": named[:40]})
    there = (wall - offset).replace(tzinfo=UTC).astimezone(zone)
    sentence = _(
        "That time is on another clock than the newsroom's. If you mean %(moment)s, write it so."
    )
    raise UnclearMoment(sentence % {"moment": in_words(there)})


def _offset_of(named: str) -> timedelta | None:
    hours = _NAMED_HOURS.get(named.upper())
    if hours is not None:
        return timedelta(hours=hours)
    found = _OFFSET.fullmatch(named)
    if found is None:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return offset if found[1] == "+" else -offset


def _twice(wall: datetime, meant: list[datetime]) -> str:
    written = [f"{moment:%Y-%m-%d %H:%M}{moment.isoformat()[-6:]}" for moment in meant]
    sentence = _(
        "The clock shows %(time)s twice on that day: it is put back. Write %(first)s for the first"
        " time, %(second)s for the second, or choose another time."
    )
    values = {"time": f"{wall:%H:%M}", "first": written[0], "second": written[1]}
    return sentence % values
