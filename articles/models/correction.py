"""Ralat: what a published story said wrong, and what is right (Pedoman Media Siber 4b, 4c)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Correction(models.Model):
    """A public correction of a published story, shown on the story with its time."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="corrections"
    )
    wrong = models.TextField(_("what was wrong"))
    right = models.TextField(_("what is right"))
    at = models.DateTimeField(_("time"), db_index=True)
    by_name = models.CharField(_("who"), max_length=200)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(wrong="") & ~models.Q(right=""),
                name="correction_says_wrong_and_right",
            )
        ]

    def __str__(self) -> str:
        return self.right
