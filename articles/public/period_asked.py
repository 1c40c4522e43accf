"""Which days a reader asks for: a named period, or from one day or month to another.

What cannot be read is said in a sentence, and this month is shown instead; nothing asked for can
be longer than a year, so that nobody can make a page expensive.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.reports.periods import Period, month_of

LONGEST = 366  # days
FIRST_DAY = date(1900, 1, 1)  # every database can hold it
THIS_MONTH, DAYS = "bulan-ini", "tanggal"
NAMES: dict[str, Promise] = {
    "hari-ini": gettext_lazy("Today"),
    "7-hari": gettext_lazy("The last 7 days"),
    THIS_MONTH: gettext_lazy("This month"),
    "bulan-lalu": gettext_lazy("Last month"),
    "tahun-ini": gettext_lazy("This year"),
    "tahun-lalu": gettext_lazy("Last year"),
}
PARAMETERS = ("periode", "dari", "sampai")


@dataclass(frozen=True)
class Asked:
    """The period that is shown, its name if it has one, and what was not understood."""

    period: Period
    name: str
    remark: str = ""

    @property
    def choices(self) -> list[dict]:
        """The named periods, and which of them is shown."""
        return [
            {"name": name, "label": label, "is_shown": name == self.name}
            for name, label in NAMES.items()
        ]


def period_asked(asked: QueryDict, *, today: date) -> Asked:
    """Return the days that an address asks for; without any, this month."""
    typed = [asked.get(name, "").strip() for name in ("dari", "sampai")]
    if any(typed):
        return _days_of_choice(*typed, today=today)
    name = asked.get("periode", THIS_MONTH)
    return Asked(_named(today)[name], name) if name in NAMES else _instead(today)


def _named(today: date) -> dict[str, Period]:
    first, year = today.replace(day=1), today.replace(month=1, day=1)
    return {
        "hari-ini": Period(today, today),
        "7-hari": Period(today - timedelta(days=6), today),
        THIS_MONTH: Period(first, today),
        "bulan-lalu": month_of(first - timedelta(days=1)),
        "tahun-ini": Period(year, today),
        "tahun-lalu": Period(year.replace(year=year.year - 1), year - timedelta(days=1)),
    }


def _days_of_choice(since: str, until: str, *, today: date) -> Asked:
    begins, ends = _days(since or until), _days(until) if until else (today, today)
    if begins is None or ends is None:
        return _instead(today, _("A date was not understood. Write it as 2026-11-23 or 2026-11."))
    if until and begins[0] > ends[1]:
        begins, ends = ends, begins  # what was meant is clear
    first, last = begins[0], ends[1]
    if first > today:
        return _instead(today, _("These days have not come yet."))
    last = min(last, today)
    if last - first >= timedelta(days=LONGEST):
        first = last - timedelta(days=LONGEST - 1)
        return Asked(
            Period(first, last), DAYS, _("A year is the longest period; its end is shown.")
        )
    return Asked(Period(first, last), DAYS)


def _days(typed: str) -> tuple[date, date] | None:
    """Return the first and the last day of a day or a month as somebody typed it."""
    year, _dash, rest = typed.partition("-")
    month, _dash, day = rest.partition("-")
    parts = [year, month, *([day] if day else [])]
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    try:
        first = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    if first < FIRST_DAY:
        return None
    return first, first if day else first.replace(day=monthrange(first.year, first.month)[1])


def _instead(today: date, remark: str = "") -> Asked:
    remark = remark or _("There is no such period.")
    remark += " " + _("This month is shown instead.")
    return Asked(_named(today)[THIS_MONTH], THIS_MONTH, remark)
