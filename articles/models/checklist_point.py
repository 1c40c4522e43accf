"""Which points of the checklist nothing appears without: the managing editor's own choice."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# The database itself asks these of a public story, so they cannot be made a matter of taste.
STRUCTURAL = ("title", "category")

POINT_NAMES = {
    "title": _("Title"),
    "category": _("Category"),
    "byline": _("Names under the story"),
    "body": _("Body"),
    "photo_alt": _("Alternative text"),
    "photo_caption": _("Photo caption"),
    "photo_credit": _("Photo credit"),
    "source": _("Source of a reprint"),
    "title_length": _("Length of the title"),
    "dateline": _("Dateline"),
    "body_length": _("Length of the body"),
    "summary": _("Summary"),
    "photo": _("Lead photo"),
    "tags": _("Tags"),
    "named_source": _("Named source"),
    "identity_number": _("No identity number"),
    "phone": _("No private telephone number"),
    "child_or_victim": _("Children and victims protected"),
    "blanks": _("Nothing left to fill in"),
}


class ChecklistPoint(models.Model):
    """One point. What it means is told by `articles.editorial.checklist`, by its key."""

    key = models.CharField(_("key"), max_length=40, unique=True, editable=False)
    required = models.BooleanField(
        _("required"),
        default=False,
        help_text=_("Nothing is handed in or published while a required point is open."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0, editable=False)

    class Meta:
        verbose_name = _("point of the checklist")
        verbose_name_plural = _("checklist")
        ordering = ["position", "key"]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="checklist_point_has_a_key"),
            models.CheckConstraint(
                condition=~Q(key__in=STRUCTURAL) | Q(required=True),
                name="structural_point_is_required",
            ),
        ]

    def __str__(self) -> str:
        return str(POINT_NAMES.get(self.key, self.key))
