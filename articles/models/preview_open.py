"""When a preview link was opened. Nothing is kept of who opened it: no address, no browser."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PreviewOpen(models.Model):
    """One opening, told apart only by what kind of caller it was."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ROBOT = "robot", _("Robot")
        DESK = "desk", _("The desk itself")

    link = models.ForeignKey("articles.PreviewLink", on_delete=models.CASCADE, related_name="opens")
    at = models.DateTimeField(_("time"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = _("opening of a preview link")
        verbose_name_plural = _("openings of preview links")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["person", "robot", "desk"]),
                name="preview_open_kind_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"
