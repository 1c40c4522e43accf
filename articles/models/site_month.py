"""What the whole site counted in a month: a sum of its days, made in the same transaction."""

from django.db import models
from django.db.models import Q


class SiteMonth(models.Model):
    """Daily visitors and reads of one calendar month, written as its first day. Kept for ever."""

    month = models.DateField(primary_key=True)
    visitors = models.PositiveBigIntegerField(default=0)
    reads = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(visitors__gt=0) | Q(reads__gt=0), name="site_month_is_not_empty"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.visitors} visitors, {self.reads} reads"
