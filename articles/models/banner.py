"""Urgent information (informasi serta-merta) at the head of every page, while it lasts."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.site_settings import THE_ROW


class Level(models.TextChoices):
    INFORMATION = "information", _("Information")
    WARNING = "warning", _("Warning")
    EMERGENCY = "emergency", _("Emergency")


class BannerQuerySet(models.QuerySet):
    def shown(self, now: datetime) -> "BannerQuerySet":
        """Return what stands on the pages at this moment, the newest first: the clock decides."""
        return self.filter(starts_at__lte=now, ends_at__gt=now).order_by("-starts_at", "-id")


class Banner(models.Model):
    """One message to everybody. It is written by `articles.editorial.banners` alone."""

    site = models.ForeignKey(
        "articles.SiteSettings",
        default=THE_ROW,
        on_delete=models.CASCADE,
        related_name="banners",
        editable=False,
    )
    text = models.CharField(
        _("message"), max_length=200, help_text=_("One or two short sentences.")
    )
    link = models.CharField(
        _("link"),
        max_length=500,
        blank=True,
        help_text=_("Where more is told: a page of ours (/berita/…), or an address with https."),
    )
    level = models.CharField(
        _("level"), max_length=20, choices=Level.choices, default=Level.INFORMATION
    )
    starts_at = models.DateTimeField(_("shown from"))
    ends_at = models.DateTimeField(_("shown until"))
    created_at = models.DateTimeField(_("written"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    created_by_name = models.CharField(_("written by"), max_length=200, editable=False)

    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = _("urgent information")
        verbose_name_plural = _("urgent information")
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["site", "ends_at"], name="banner_that_lasts")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="banner_has_a_text"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="banner_has_a_level"),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="banner_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return self.text
