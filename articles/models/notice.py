"""What one person is told about one story: in the desk at once, and by letter where it matters."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One sentence for one person. It is no history, and goes with its person or story.

    The sentence is made of `kind`, `by_name`, `words` and `moment` when it is read, in the language
    of whoever reads it (`articles.editorial.notices`).
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(_("kind"), max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(_("who"), max_length=200, blank=True)
    words = models.TextField(_("text"), blank=True)
    moment = models.DateTimeField(null=True)
    at = models.DateTimeField(_("time"))
    seen_at = models.DateTimeField(_("seen"), null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notice_newest"),
            models.Index(
                fields=["person", "article"], condition=Q(seen_at=None), name="notice_unseen"
            ),
        ]
        constraints = [models.CheckConstraint(condition=~Q(kind=""), name="notice_has_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"
