"""Pictures as they are stored after `articles.pictures.intake` made them safe."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Photo(models.Model):
    """A picture and where it came from. What readers see under it is kept on the story."""

    file = models.ImageField(_("file"), upload_to="foto/", max_length=200)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False, db_index=True)
    alt = models.CharField(_("alternative text"), max_length=300, blank=True)
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=120, blank=True, default="Ist.")
    origin = models.CharField(
        _("where it came from"),
        max_length=200,
        blank=True,
        help_text=_("Who supplied a photo credited “Ist.”; seen by the newsroom only."),
    )
    permission_ends_on = models.DateField(_("permission ends on"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="photos",
    )
    uploaded_at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0), name="photo_has_a_size"
            ),
            models.CheckConstraint(condition=~models.Q(file=""), name="photo_has_a_file"),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or str(_("Photo without a caption"))
