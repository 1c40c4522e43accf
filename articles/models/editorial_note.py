"""What colleagues say to one another about a story: notes and their answers, never readers'."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EditorialNote(models.Model):
    """A note on a story, or the answer to one. Written once; it can only be ticked off.

    A return note stays open until somebody ticks it off or the story is handed in again.
    """

    class Kind(models.TextChoices):
        RETURN = "return", _("Sent back")
        NOTE = "note", _("Note")

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("answers"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="answers",
    )
    text = models.TextField(_("text"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(_("who"), max_length=200)
    at = models.DateTimeField(_("time"))
    closed_at = models.DateTimeField(_("done"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    closed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="note_is_not_empty"),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | models.Q(kind="note"),
                name="answer_sends_nothing_back",
            ),
        ]

    def __str__(self) -> str:
        return self.text
