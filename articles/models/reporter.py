"""The names under the stories."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Reporter(models.Model):
    """A person whose name stands under stories. He may have an account here; he need not."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reporter",
        help_text=_("Stories of this account get this name below them by default."),
    )
    title = models.CharField(
        _("position"), max_length=120, blank=True, help_text=_("Such as: Fotografer Diskominfo.")
    )
    about = models.CharField(
        _("about this person"),
        max_length=500,
        blank=True,
        help_text=_("Two or three sentences for readers."),
    )
    portrait = models.ForeignKey(
        "articles.Photo",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone or WhatsApp"), max_length=40, blank=True)
    contact_is_public = models.BooleanField(
        _("readers may see how to reach this person"),
        default=False,
        help_text=_("Without it, e-mail address and telephone stay in the newsroom."),
    )

    class Meta:
        verbose_name = _("reporter")
        verbose_name_plural = _("reporters")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug=""), name="reporter_slug_not_empty")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reporter", args=[self.slug])
