"""Reads the dates that other systems write: ISO, MySQL's, PHP's English, and Indonesian ones."""

import re
from datetime import datetime, tzinfo

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januari",
            "feb february februari pebruari",
            "mar march maret",
            "apr april",
            "may mei",
            "jun june juni",
            "jul july juli",
            "aug august agu agustus",
            "sep sept september",
            "oct october okt oktober",
            "nov november nopember",
            "dec december des desember",
        ),
        start=1,
    )
    for name in names.split()
}
_TIME = r"(?:[\s,T|-]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:\s*WIB)?)?"
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})[-/](?P<month>\d{1,2})[-/](?P<year>\d{4})",
        r"(?:[a-z]+,\s*)?(?P<day>\d{1,2})\s+(?P<month>[a-z]+)\.?\s+(?P<year>\d{4})",
        r"(?P<month>[a-z]+)\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})",
    )
)


def read_date(text: str, *, zone: tzinfo) -> datetime | None:
    """Return the moment a text names, in `zone` when it names none; None when it names no moment.

    A zero date (0000-00-00), the zero of computers (1970-01-01) and their never (9999-12-31) are
    no moments.
    """
    text = text.strip()
    try:
        moment = _iso(text) or _other(text)
    except ValueError:
        return None
    if moment is None or not 1970 < moment.year < 2100:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _other(text: str) -> datetime | None:
    for form in _FORMS:
        if match := form.fullmatch(text):
            found = match.groupdict()
            month = found.pop("month")
            number = int(month) if month.isdecimal() else _MONTHS.get(month.lower(), 0)
            return datetime(month=number, **{key: int(value or 0) for key, value in found.items()})
    return None
