"""What a search may be narrowed to: a section, days, and in which order; read from its address.

What cannot be understood is left out, and a sentence says so: a search never fails for it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Category
from articles.models.article import ArticleQuerySet
from articles.models.search_text import place_at
from articles.public.search_statements import EARLIEST, LATEST

WEEK, MONTH, YEAR, DAYS = "minggu", "bulan", "tahun", "tanggal"
PERIODS = (
    ("", gettext_lazy("Any time")),
    (WEEK, gettext_lazy("This week")),
    (MONTH, gettext_lazy("This month")),
    (YEAR, gettext_lazy("This year")),
    (DAYS, gettext_lazy("Days of my choice")),
)
NEWEST = "terbaru"
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9998, 12, 31)  # every database can hold them


@dataclass
class Filters:
    """The choices that stand in an address; the empty ones are none."""

    section: Category | None = None
    period: str = ""
    first: date | None = None
    last: date | None = None
    newest: bool = False
    remarks: list[str] = field(default_factory=list)

    @property
    def narrow(self) -> bool:
        """Whether stories are left out that have the words."""
        return bool(self.section or self.first or self.last)

    @property
    def since(self) -> int:
        return place_at(_midnight(self.first)) if self.first else EARLIEST

    @property
    def before(self) -> int:
        return place_at(_midnight(self.last + timedelta(days=1))) if self.last else LATEST

    def among(self, stories: ArticleQuerySet) -> ArticleQuerySet:
        """Return the stories that are not left out."""
        if self.section:
            stories = stories.filter(category=self.section)
        if self.first:
            stories = stories.filter(published_at__gte=_midnight(self.first))
        if self.last:
            stories = stories.filter(published_at__lt=_midnight(self.last + timedelta(days=1)))
        return stories

    def parameters(self) -> dict[str, str]:
        """Return the choices as an address holds them, in one order and without empty ones."""
        days = self.period == DAYS
        asked = {
            "kategori": self.section.slug if self.section else "",
            "periode": self.period,
            "dari": self.first.isoformat() if days and self.first else "",
            "sampai": self.last.isoformat() if days and self.last else "",
            "urut": NEWEST if self.newest else "",
        }
        return {name: value for name, value in asked.items() if value}


def read_filters(asked: QueryDict, sections: list[Category], *, now: datetime) -> Filters:
    """Return what an address asks for, among the sections that have news."""
    filters = Filters(newest=asked.get("urut") == NEWEST)
    slug = asked.get("kategori", "")
    filters.section = next((section for section in sections if section.slug == slug), None)
    if slug and not filters.section:
        filters.remarks.append(_("There is no such section: all sections were searched."))
    _read_period(filters, asked, today=timezone.localdate(now))
    return filters


def _read_period(filters: Filters, asked: QueryDict, *, today: date) -> None:
    period = asked.get("periode", "")
    begins = {
        WEEK: today - timedelta(days=today.weekday()),
        MONTH: today.replace(day=1),
        YEAR: today.replace(month=1, day=1),
    }
    if period in begins:
        filters.period, filters.first = period, begins[period]
        return
    days = [_day(asked.get(name, ""), filters) for name in ("dari", "sampai")]
    if None not in days and days[0] > days[1]:
        days.reverse()  # what was meant is clear
    filters.first, filters.last = days
    filters.period = DAYS if any(days) else ""


def _day(typed: str, filters: Filters) -> date | None:
    if not typed.strip():
        return None
    try:
        day = date.fromisoformat(typed.strip()[:10])
    except ValueError:
        day = None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        filters.remarks.append(_("A date was not understood and was left out."))
        return None
    return day


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone())
