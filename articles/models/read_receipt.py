"""What was not counted, and why: the other half of an honest number.

Only how many on a day and for which reason; nothing about who asked, for what or from where.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Why a visit was turned away, in the order in which readers are told."""

    REPEAT = "repeat", _("the same reader again within 30 minutes")
    ROBOT = "robot", _("robots and programs")
    PREFETCH = "prefetch", _("pages fetched ahead that nobody had opened yet")
    STAFF = "staff", _("people who work here")
    OVER_CAP = "over_cap", _("more visitors of a story than one address may bring on a day")
    TOO_FAST = "too_fast", _("more reports from one address than it may send in a minute")
    UNKNOWN = "unknown", _("stories that do not exist or are not public")
    FOREIGN = "foreign", _("reports sent from another site")
    NOT_KEPT = "not_kept", _("visits that could not be kept")
    DAMAGED = "damaged", _("damaged records")
    # Counted like any other visit, but perhaps as somebody else: it is a warning for the operator.
    PROXY = "proxy", _("visits through a proxy that TRUSTED_PROXIES does not name")


TURNED_AWAY = tuple(kind for kind in Kind if kind != Kind.PROXY)


class ReadReceipt(models.Model):
    """How many visits of a day were turned away for one reason. Kept for ever.

    It is written by `articles.readership.receipts` alone.
    """

    pk = models.CompositePrimaryKey("day", "kind")
    day = models.DateField(_("day"))
    kind = models.CharField(_("reason"), max_length=20, choices=Kind.choices)
    times = models.PositiveBigIntegerField(_("times"))

    class Meta:
        verbose_name = _("visit turned away")
        verbose_name_plural = _("visits turned away")
        ordering = ["-day", "kind"]
        constraints = [
            models.CheckConstraint(condition=models.Q(times__gt=0), name="receipt_is_positive"),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="receipt_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}: {self.times}"
