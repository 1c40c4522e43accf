"""Who stands under a story, and as what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Byline(models.Model):
    """One name under one story, in its order. It gives no access to the story."""

    class Role(models.TextChoices):
        REPORTER = "reporter", _("Reporter")
        WRITER = "writer", _("Writer")
        EDITOR = "editor", _("Editor")
        PHOTOGRAPHER = "photographer", _("Photographer")
        CONTRIBUTOR = "contributor", _("Contributor")

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="bylines"
    )
    reporter = models.ForeignKey(
        "articles.Reporter",
        verbose_name=_("name"),
        on_delete=models.PROTECT,
        related_name="bylines",
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.REPORTER)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "reporter", "role"], name="one_byline_per_name_and_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} : {self.reporter}"
