"""The standing pages of the paper: what it is bound by, who makes it, how readers are treated."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

GUIDELINE = "pedoman-media-siber"

# Other pages, laws and habits point to these addresses, so they are never deleted.
NEEDED = (GUIDELINE, "kode-etik", "redaksi", "privasi", "hak-jawab")

# Where a first text waits for what only the newsroom knows: "[ISI: nomor telepon]".
BLANK = "[ISI:"


class PageQuerySet(models.QuerySet):
    def shown(self) -> "PageQuerySet":
        """Return the pages readers may see, in the order of the footer."""
        return self.filter(is_public=True).order_by("position", "title", "id")


class Page(models.Model):
    """A page written by the newsroom. It is written by `articles.editorial.pages` alone."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        unique=True,
        help_text=_("The words in its address. Left empty, they are made of the title."),
    )
    summary = models.CharField(
        _("summary"),
        max_length=200,
        blank=True,
        help_text=_("One sentence, shown under the title and by search engines."),
    )
    body = models.TextField(_("text of the page"), blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=0,
        help_text=_("Where it stands at the foot of the site; lowest first."),
    )
    is_public = models.BooleanField(
        _("shown to readers"),
        default=False,
        help_text=_("It then has an address."),
    )
    in_footer = models.BooleanField(
        _("at the foot of the site"),
        default=True,
        db_default=True,  # the migration that writes the first pages knows nothing of it
        help_text=_("Without it, the page is found by its address and from other pages only."),
    )
    updated_at = models.DateTimeField(_("last changed"), editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        null=True,  # the first texts were written by nobody here
        on_delete=models.SET_NULL,  # the page outlives the account; its name stays
        related_name="+",
        editable=False,
    )
    updated_by_name = models.CharField(_("changed by"), max_length=200, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = PageQuerySet.as_manager()
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")
        ordering = ["position", "title", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="page_slug_not_empty"),
            models.CheckConstraint(condition=~Q(title=""), name="page_title_not_empty"),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(body=""), name="public_page_has_a_text"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="page_version_is_positive"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("standing_page", args=[self.slug])

    def blanks(self) -> int:
        """Return how many places of the text still wait for the newsroom to fill them in."""
        return self.body.count(BLANK)
