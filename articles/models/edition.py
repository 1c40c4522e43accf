"""Which state of the newspaper readers see: a number that every change they may see advances."""

from datetime import datetime

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Greatest

THE_ROW = 1


class Edition(models.Model):
    """The one row. It is advanced in the transaction of the change, by `advance` alone."""

    number = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=THE_ROW), name="edition_has_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.number)


def advance(now: datetime) -> None:
    """Say that something readers may see has changed; call it last in the change's transaction.

    Everybody who changes something waits here for whoever changed something before, so nothing
    else may be locked after it.
    """
    rows = Edition.objects.filter(pk=THE_ROW)
    change = {"number": F("number") + 1, "changed_at": Greatest("changed_at", Value(now))}
    if not rows.update(**change):
        _, created = Edition.objects.get_or_create(pk=THE_ROW, defaults={"changed_at": now})
        if not created:  # somebody else has made the first one in this moment
            rows.update(**change)
