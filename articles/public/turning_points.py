"""When the clock alone changed what readers see, and when it does so next; one query.

A story appears, a banner or a lead story begins or ends, a correction leaves the front page, and
the day in the head of each page turns at midnight.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Model, Subquery
from django.utils import timezone

from articles.models import Article, Banner, Correction, Edition, LeadStory
from articles.models.article import Status
from articles.models.edition import THE_ROW

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


@dataclass(frozen=True)
class Clock:
    """Which edition it is, and where it stands between two turning points."""

    number: int | None  # None where no verb has made an edition yet
    edited_at: datetime
    turned_at: datetime
    turns_at: datetime

    @property
    def changed_at(self) -> datetime:
        """When readers' pages last changed, by somebody's hand or by the clock."""
        return max(self.edited_at, self.turned_at)


def clock_at(now: datetime) -> Clock:
    """Return the edition of this moment and the turning points around it, in one query."""
    asked = {}
    for model, column, later in _TURNS:
        name = f"{model._meta.model_name}_{column}"
        asked[f"{name}_last"] = _nearest(model, column, now - later, past=True)
        asked[f"{name}_next"] = _nearest(model, column, now - later, past=False)
    rows = Edition.objects.filter(pk=THE_ROW).values_list("number", "changed_at", *asked.values())
    number, edited_at, *found = rows.first() or (None, now, *[None] * len(asked))
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    last, coming = [midnight], [midnight + timedelta(days=1)]
    for (_, _, later), before, after in zip(_TURNS, found[::2], found[1::2], strict=True):
        last += [before + later] if before else []
        coming += [after + later] if after else []
    return Clock(number, edited_at, max(last), min(coming))


def _nearest(model: type[Model], column: str, at: datetime, *, past: bool) -> Subquery:
    rows = model.objects.all()
    if model is Article:
        rows = rows.filter(status=Status.PUBLISHED)
    side, order = ("lte", f"-{column}") if past else ("gt", column)
    return Subquery(rows.filter(**{f"{column}__{side}": at}).order_by(order).values(column)[:1])
