"""The story that editors chose to lead the front page (Berita Utama), and until when."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Status
from articles.models.site_settings import THE_ROW


class LeadStoryQuerySet(models.QuerySet):
    def chosen(self, now: datetime) -> "LeadStoryQuerySet":
        """Return the choices that last at this moment, the newest first."""
        return self.filter(starts_at__lte=now, ends_at__gt=now).order_by("-starts_at", "-id")

    def leading(self, now: datetime) -> "LeadStoryQuerySet":
        """Return those of them whose story readers may see; any other leads nothing."""
        public = Q(article__status=Status.PUBLISHED, article__published_at__lte=now)
        return self.chosen(now).filter(public)


class LeadStory(models.Model):
    """One choice. It is written by `articles.editorial.lead` alone."""

    site = models.ForeignKey(
        "articles.SiteSettings",
        default=THE_ROW,
        on_delete=models.CASCADE,
        related_name="lead_stories",
        editable=False,
    )
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="times_as_lead"
    )
    starts_at = models.DateTimeField(_("leads from"))
    ends_at = models.DateTimeField(_("leads until"))
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    chosen_by_name = models.CharField(_("chosen by"), max_length=200)

    objects = LeadStoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead story")
        verbose_name_plural = _("lead stories")
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["site", "ends_at"], name="lead_story_that_lasts")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="lead_story_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return str(self.article)
