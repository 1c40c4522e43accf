"""The ledger of reads: what was added to a story's number or taken from it by a person, and why.

No count is ever edited. A shown number is what the story brought with it, what was counted here,
and these rows.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.append_only import AppendOnly


class ReadAdjustment(AppendOnly):
    """A signed correction of a story's number of reads.

    It is written by `articles.readership.adjustments` alone. The database itself refuses to change
    a row, or to take one out (a trigger, see the migrations); only the link to an account that is
    deleted may be emptied. A migration that alters this table has to make the trigger anew: on
    SQLite altering drops it.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="read_adjustments"
    )
    reads = models.BigIntegerField(_("reads"))
    reason = models.TextField(_("reason"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    signed_by_name = models.CharField(_("signed by"), max_length=200)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("adjustment of reads")
        verbose_name_plural = _("adjustments of reads")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reads=0), name="adjustment_changes_something"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="adjustment_has_a_reason"),
            models.CheckConstraint(
                condition=~models.Q(signed_by_name=""), name="adjustment_is_signed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.reads:+}"
