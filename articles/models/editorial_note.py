"""What colleagues say to one another about a story."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EditorialNote(models.Model):
    """A note on a story. A return note stays open until the story is handed in again."""

    class Kind(models.TextChoices):
        RETURN = "return", _("Sent back")
        NOTE = "note", _("Note")

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("text"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(_("who"), max_length=200)
    at = models.DateTimeField(_("time"))
    closed_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="note_is_not_empty")
        ]

    def __str__(self) -> str:
        return self.text
