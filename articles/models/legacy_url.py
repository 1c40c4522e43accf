"""Addresses that stories had elsewhere: on the site before this one, or in another system."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.old_addresses import MOST_CHARACTERS


class LegacyUrl(models.Model):
    """One old address, in the form `old_addresses.normal` gives it, and the story it is for.

    It points to the story and never to another address, so it cannot lead in a circle. It is asked
    for when nothing else answers: an address in use goes before.
    """

    address = models.CharField(_("old address"), max_length=MOST_CHARACTERS, unique=True)
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="legacy_urls",
        verbose_name=_("story"),
    )
    added_at = models.DateTimeField(_("added"))
    added_by_name = models.CharField(_("by"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(address__startswith="/"), name="legacy_url_begins_with_a_slash"
            ),
        ]

    def __str__(self) -> str:
        return self.address
