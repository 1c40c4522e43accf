"""Finds a weekday that is not that of the date beside it: “Minggu (3/10/2024)” was a Thursday.

Days are written day, month, year, as the desk writes them. A date without a year is that of the
year nearest to the story; where a neighbouring year would be right as well, nothing is said. Ranges
(“Senin–Rabu, 2–4 September”) and lists of days are left alone: a false alarm costs more than a
slip that an editor sees himself. PURE.
"""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from articles.editorial.sentences import Finding, around

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip

_WEEKDAY_OF = {name.lower(): number for number, name in enumerate(WEEKDAYS)} | {"ahad": 6}
_MONTH_OF = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_MONTH_OF |= {"agt": 8, "nop": 11, "peb": 2}
_FAR = 300  # days; a year nobody means is further from the story than this

_SPELLED = (
    r"Jan(?:uari)?|[FP]eb(?:ruari)?|Mar(?:et)?|Apr(?:il)?|Mei|Juni?|Juli?|Ag(?:us)?t(?:us)?|Agu"
    r"|Sept?(?:ember)?|Okt(?:ober)?|No[vp](?:ember)?|Des(?:ember)?"
)
_PAIR = re.compile(
    r"(?<![\w'’/–-])(?P<weekday>Senin|Selasa|Rabu|Kamis|Jum['’‘`´]?at|Sabtu|Minggu|Ahad)"
    r"(?:\s+(?:pagi|siang|sore|malam|petang|dini\s+hari))?"
    r"(?:\s*,)?\s*(?P<bracket>\()?\s*(?:(?:tanggal|tgl\.?)\s+)?"
    r"(?P<day>\d{1,2})"
    r"(?:\s+(?P<spelled>" + _SPELLED + r")\b\.?(?:,?\s+(?P<year>\d{4})\b)?"
    r"|\s*(?P<sign>[/.-])\s*(?P<month>\d{1,2})(?:\s*(?P=sign)\s*(?P<digits>\d{4}|\d{2}))?)"
    r"(?!\s*[/.–-]?\d)(?!\s*(?:–|-|s\.?/?d\.?|hingga|sampai|dan)\s+\d)",
    re.IGNORECASE,
)
_OTHER_DAY_BEFORE = re.compile(
    r"(?:" + "|".join(WEEKDAYS) + r"|Jum['’]at)\s*(?:,|–|-|/|&|dan|hingga|sampai|s\.?/?d\.?)\s*$",
    re.IGNORECASE,
)


def wrong_weekdays(sentence: str, field: str, story_day: date) -> Iterator[Finding]:
    """Yield the weekdays of a sentence that their dates contradict, and dates that do not exist."""
    for pair in _PAIR.finditer(sentence):
        if _is_no_day(sentence, pair):
            continue
        explanation = _objection(pair, story_day)
        if explanation:
            words = pair[0].rstrip(".") + (")" if pair["bracket"] else "")
            shown = around(sentence, *pair.span())
            yield Finding("weekday", field, shown, words, explanation)


def _is_no_day(sentence: str, pair: re.Match) -> bool:
    """Say whether this is a week (“dua minggu”), a time (“Jumat 14.05”), or one of many days."""
    if pair["weekday"] == "minggu":
        return True
    if pair["sign"] in {".", "-"} and not pair["digits"]:
        return True
    return bool(_OTHER_DAY_BEFORE.search(sentence, max(0, pair.start() - 20), pair.start()))


def _objection(pair: re.Match, story_day: date) -> str:
    """Return what is wrong with the pair, in a sentence; nothing when it can be right."""
    weekday = _WEEKDAY_OF[re.sub(r"['’‘`´]", "", pair["weekday"].lower())]
    day, month = int(pair["day"]), _month(pair)
    dates = list(_dates(day, month, pair["year"] or pair["digits"], story_day))
    if not dates:
        return _("There is no such date. Check day, month and year.")
    if any(found.weekday() == weekday for found in dates):
        return ""
    found = min(dates, key=lambda d: abs(d - story_day))
    facts = {
        "date": f"{found.day} {MONTHS[found.month - 1]} {found.year}",
        "weekday": WEEKDAYS[found.weekday()],
        "written": WEEKDAYS[weekday],
    }
    return _("%(date)s is a %(weekday)s, not a %(written)s. Check the day and the date.") % facts


def _month(pair: re.Match) -> int:
    return _MONTH_OF[pair["spelled"][:3].lower()] if pair["spelled"] else int(pair["month"])


def _dates(day: int, month: int, year: str | None, story_day: date) -> Iterator[date]:
    """Yield the dates that are meant: one with a year, without one those near the story."""
    if year:
        years = [int(year) if len(year) == 4 else 2000 + int(year)]
    else:
        years = [story_day.year - 1, story_day.year, story_day.year + 1]
    found = [made for number in years if (made := _date(number, month, day))]
    near = [made for made in found if abs((made - story_day).days) <= _FAR]
    yield from found if year else (near or found)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
