"""The PDF files that were handed in for a story: press releases, announcements."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Attachment(models.Model):
    """A file as it was stored. Which of them belong to a version is kept on the story itself."""

    key = models.CharField(max_length=32, unique=True, editable=False)  # 128 random bits
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="files", editable=False
    )
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    uploaded_by_name = models.CharField(_("uploaded by"), max_length=200, editable=False)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["uploaded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="attachment_has_a_key"),
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_is_not_empty"),
        ]

    def __str__(self) -> str:
        return str(self.article)  # never the key: this is what logs quote

    @property
    def path(self) -> str:
        """Where the file lies in the storage; no address leads there."""
        return path_of(self.key)


def path_of(key: str) -> str:
    return f"berkas/{key[:2]}/{key}.pdf"
