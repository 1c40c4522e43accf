"""The sections of the paper."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Category(models.Model):
    """A section. Every published story is in exactly one."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(
        _("slug"), max_length=120, unique=True, help_text=_("The words in its address.")
    )
    description = models.CharField(
        _("description"), max_length=200, blank=True, help_text=_("One sentence for readers.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Where it stands in the menu; lowest first.")
    )
    in_menu = models.BooleanField(
        _("in the menu"),
        default=True,
        help_text=_("Has a place in the menu and on the front page. Its address stays either way."),
    )

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug=""), name="category_slug_not_empty")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("category", args=[self.slug])
