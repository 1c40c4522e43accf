"""Who moved a story from where to where, when and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.append_only import AppendOnly


class ArticleEvent(AppendOnly):
    """One step in the life of a story. Written once, and it outlives the people in it."""

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(_("verb"), max_length=30)
    from_status = models.CharField(_("from"), max_length=20, blank=True)
    to_status = models.CharField(_("to"), max_length=20)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    by_name = models.CharField(_("name"), max_length=200)
    as_superuser = models.BooleanField(_("as superuser"), default=False)
    reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(_("version"))
    published_at = models.DateTimeField(_("time of publication"), null=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.by_name}"
