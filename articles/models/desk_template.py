"""What a story of a kind that comes again and again begins with: an agenda, a press release."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DeskTemplate(models.Model):
    """A beginning for a story. Places to be filled in stand in square brackets."""

    name = models.CharField(
        _("name of the template"),
        max_length=60,
        unique=True,
        help_text=_("What it is for, in one or two words: Agenda, Press release."),
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), max_length=500, blank=True)
    body = models.TextField(
        _("body"),
        blank=True,
        help_text=_("Put in square brackets what has to be filled in each time: [place]."),
    )
    category = models.ForeignKey(
        "articles.Category",
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    tags = models.CharField(  # words, not rows: a tag that no story has yet should not exist
        _("tags"), max_length=500, blank=True, help_text=_("Separated by commas.")
    )
    is_active = models.BooleanField(
        _("offered"), default=True, help_text=_("It is offered to whoever writes a new story.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Where it stands among the others; lowest first.")
    )

    class Meta:
        verbose_name = _("desk template")
        verbose_name_plural = _("desk templates")
        ordering = ["position", "name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="desk_template_has_a_name")
        ]

    def __str__(self) -> str:
        return self.name
