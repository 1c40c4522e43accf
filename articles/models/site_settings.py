"""What the managing editor has set about the site as a whole; one row, or none yet."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

THE_ROW = 1  # its key; banners and lead stories hang on it, so that one query finds them all


class SiteSettings(models.Model):
    """The one row. It is written by `articles.editorial.site` alone."""

    name = models.CharField(
        _("name of the site"),
        max_length=120,
        blank=True,
        help_text=_("Left empty, the name given at installation stands."),
    )
    logo = models.ForeignKey(
        "articles.Photo",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    whatsapp = models.CharField(
        _("WhatsApp number"), max_length=40, blank=True, help_text=_("Such as: 0812 3456 7890.")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    social = models.JSONField(_("social media"), default=dict, blank=True)  # network → address
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    updated_at = models.DateTimeField(_("last changed"), null=True, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    updated_by_name = models.CharField(_("changed by"), max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [
            models.CheckConstraint(condition=Q(id=THE_ROW), name="site_settings_have_one_row"),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="site_settings_version_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
