"""Addresses that readers asked for and that lead nowhere, for the desk to look at."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.old_addresses import MOST_CHARACTERS


class MissingAddress(models.Model):
    """How often one address was asked for in vain. Nothing is kept of who asked."""

    address = models.CharField(_("address"), max_length=MOST_CHARACTERS, unique=True)
    times = models.PositiveBigIntegerField(_("asked for"), default=1)
    first_asked_at = models.DateTimeField(_("first asked for"))
    last_asked_at = models.DateTimeField(_("last asked for"))

    class Meta:
        verbose_name = _("missing address")
        verbose_name_plural = _("missing addresses")
        ordering = ["-times", "-last_asked_at", "id"]
        indexes = [models.Index(fields=["times", "last_asked_at"], name="missing_seldom_first")]

    def __str__(self) -> str:
        return self.address
