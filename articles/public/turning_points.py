"""When the clock alone changed what readers see, and when it does so next; one query.

A story appears, a banner or a lead story begins or ends, a correction leaves the front page, and
the day in the head of each page turns at midnight. Every process asks this twice a second, so the
statement is written out once: Django takes longer to write it than a database to answer it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from articles.models import Article, Banner, Correction, Edition, LeadStory
from articles.models.edition import THE_ROW
from articles.public.planned_once import rows_of

CORRECTIONS_ARE_NEW = timedelta(days=30)  # the front page names them so long
_NOTHING = timedelta(0)
# What turns: a column, and how long after its moment the pages change.
_TURNS: tuple[tuple[type[Model], str, timedelta], ...] = (
    (Article, "published_at", _NOTHING),
    (Banner, "starts_at", _NOTHING),
    (Banner, "ends_at", _NOTHING),
    (LeadStory, "starts_at", _NOTHING),
    (LeadStory, "ends_at", _NOTHING),
    (Correction, "at", CORRECTIONS_ARE_NEW),
)
_LAST = "SELECT MAX({column}) FROM {table} WHERE {column} <= %({moment})s{public}"
_NEXT = "SELECT MIN({column}) FROM {table} WHERE {column} > %({moment})s{public}"


@dataclass(frozen=True)
class Clock:
    """Which edition it is, and where it stands between two turning points."""

    number: int | None  # None before the first edition, which the first publication makes
    edited_at: datetime
    turned_at: datetime
    turns_at: datetime

    @property
    def changed_at(self) -> datetime:
        """When readers' pages last changed, by somebody's hand or by the clock."""
        return max(self.edited_at, self.turned_at)


def clock_at(now: datetime) -> Clock:
    """Return the edition of this moment and the turning points around it, in one query."""
    asked = {"now": _stored(now), "corrections": _stored(now - CORRECTIONS_ARE_NEW)}
    [(number, edited_at, *found)] = rows_of(_statement(), asked)
    found = [_moment(moment) for moment in found]
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    last, coming = [midnight], [midnight + timedelta(days=1)]
    for (_, _, later), before, after in zip(_TURNS, found[::2], found[1::2], strict=True):
        last += [before + later] if before else []
        coming += [after + later] if after else []
    return Clock(number, _moment(edited_at) or midnight, max(last), min(coming))


@cache
def _statement() -> str:
    """Return the statement; it finds one row even where there is no edition yet."""
    edition = f"FROM {Edition._meta.db_table} WHERE id = {THE_ROW}"
    columns = [f"(SELECT number {edition})", f"(SELECT changed_at {edition})"]
    for model, column, later in _TURNS:
        words = {
            "column": f'"{column}"',
            "table": model._meta.db_table,
            "moment": "corrections" if later else "now",
            "public": " AND status = 'published'" if model is Article else "",
        }
        columns += [f"({_LAST.format(**words)})", f"({_NEXT.format(**words)})"]
    return f"SELECT {', '.join(columns)}"


def _stored(moment: datetime) -> datetime | str:
    return connection.ops.adapt_datetimefield_value(moment)


def _moment(found: datetime | str | None) -> datetime | None:
    """Return a moment that a database found; SQLite keeps it as text, in UTC."""
    moment = datetime.fromisoformat(found) if isinstance(found, str) else found
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
