"""Words that tie stories together across sections."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Tag(models.Model):
    """A topic. It keeps the spelling of whoever wrote it first; case and spaces do not split it."""

    name = models.CharField(_("name"), max_length=80)
    key = models.CharField(_("key"), max_length=120, unique=True, editable=False)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug=""), name="tag_slug_not_empty")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.name = " ".join(self.name.split())
        self.key = self.key_of(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.slug])

    @staticmethod
    def key_of(name: str) -> str:
        """Return what two spellings of one tag have in common."""
        return " ".join(name.casefold().split())[:120]
