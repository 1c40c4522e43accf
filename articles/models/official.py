"""Who holds which office from when until when, as the desk knows it: a date list for the checks."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Official(models.Model):
    """One person in one office. Who changes office has a line for each."""

    name = models.CharField(
        _("name"),
        max_length=120,
        help_text=_("As it stands in stories, without H., Dr. or degrees."),
    )
    title = models.CharField(
        _("title of office"), max_length=120, help_text=_("For example: Pj. Bupati Bekasi.")
    )
    from_day = models.DateField(_("from day"))
    until_day = models.DateField(
        _("until day"), null=True, blank=True, help_text=_("Left empty: until today.")
    )

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["name", "from_day", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="official_has_a_name"),
            models.CheckConstraint(condition=~Q(title=""), name="official_has_a_title"),
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gte=F("from_day")),
                name="official_ends_after_he_begins",
            ),
            models.UniqueConstraint(
                fields=["name", "title", "from_day"], name="one_line_per_official_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.name}"
