"""Links by which one version of an unpublished story is shown to somebody without a login."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PreviewLink(models.Model):
    """One such link. What opens it is made of its key and the site's secret, and stored nowhere."""

    key = models.CharField(max_length=32, unique=True, editable=False)  # 128 random bits
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="preview_links"
    )
    version = models.PositiveIntegerField(_("version"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_by_name = models.CharField(_("made by"), max_length=200)
    created_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("works until"))
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_by_name = models.CharField(_("revoked by"), max_length=200, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="preview_link_has_a_key"),
            models.CheckConstraint(condition=Q(version__gte=1), name="preview_link_has_a_version"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="preview_link_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by_name="")
                | Q(revoked_at__isnull=False) & ~Q(revoked_by_name=""),
                name="revoked_preview_link_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.version}"  # never the key: this is what logs quote
