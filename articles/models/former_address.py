"""Addresses that sections, topics and reporters had once; whoever kept a link still gets there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FormerAddress(models.Model):
    """The old words of one address, and whose they were.

    It points to a row, never to another address: however often something is renamed, swapped or
    merged, an old address leads to where the row is now in one step, and cannot lead in a circle.
    An address in use goes before: this table is asked when no row has the slug.
    """

    slug = models.SlugField(_("slug"), max_length=120)
    category = models.ForeignKey(
        "articles.Category", null=True, on_delete=models.CASCADE, related_name="former_addresses"
    )
    tag = models.ForeignKey(
        "articles.Tag", null=True, on_delete=models.CASCADE, related_name="former_addresses"
    )
    reporter = models.ForeignKey(
        "articles.Reporter", null=True, on_delete=models.CASCADE, related_name="former_addresses"
    )
    left_at = models.DateTimeField(_("left"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(category__isnull=False),
                name="one_former_address_of_a_category",
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(tag__isnull=False),
                name="one_former_address_of_a_tag",
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(reporter__isnull=False),
                name="one_former_address_of_a_reporter",
            ),
            models.CheckConstraint(
                condition=Q(category__isnull=False, tag__isnull=True, reporter__isnull=True)
                | Q(category__isnull=True, tag__isnull=False, reporter__isnull=True)
                | Q(category__isnull=True, tag__isnull=True, reporter__isnull=False),
                name="former_address_of_one_thing",
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="former_address_slug_not_empty"),
        ]

    def __str__(self) -> str:
        return self.slug
