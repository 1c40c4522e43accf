"""The story, and which stories exist for whom."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from articles.slugs import slugify


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("Waiting for review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Ground(models.TextChoices):
    """Why a published story may be withdrawn (Pedoman Pemberitaan Media Siber 5a)."""

    SARA = "sara", _("Ethnicity, religion, race or group relations")
    DECENCY = "decency", _("Decency")
    CHILD = "child", _("A child's future")
    TRAUMA = "trauma", _("A victim's trauma")
    PRESS_COUNCIL = "press_council", _("A special consideration of the Press Council")


class ArticleQuerySet(models.QuerySet):
    def published(self, now: datetime | None = None) -> "ArticleQuerySet":
        """Return what readers may see: publication is derived from the clock, by nothing else."""
        return self.filter(status=Status.PUBLISHED, published_at__lte=now or timezone.now())

    def newest(self) -> "ArticleQuerySet":
        return self.order_by("-published_at", "-id")

    def among(self, ids: Iterable[int]) -> "ArticleQuerySet":
        """Return a few of these stories by their numbers; SQLite would walk all published ones."""
        is_one = Exists(self.order_by().filter(pk=OuterRef("pk")))
        return self.model.objects.using(self.db).filter(is_one, pk__in=set(ids))

    def open_to(self, user: User) -> "ArticleQuerySet":
        """Return what this person may open in the desk.

        An editor opens all, a reporter what he created or is assigned to; a byline opens nothing.
        """
        if user.is_at_least("editor"):
            return self
        if user.is_at_least("reporter"):
            return self.filter(Q(created_by=user) | Q(assigned_to=user))
        return self.none()


class VersionFacts(models.Model):
    """What a version remembers beyond the columns of the story."""

    bylines = models.JSONField(default=list)  # [{"reporter": id, "name": str, "role": str}, …]
    tag_names = models.JSONField(default=list)
    text_changed = models.BooleanField(default=False)  # its user is an author of the text

    class Meta:
        abstract = True


def _index(name: str, *fields: str, where: Q | None = None) -> models.Index:
    return models.Index(fields=fields, name=name, condition=where)


_KEPT = Q(trashed_at__isnull=True)  # so far pages of the desk are passed over in an index
_TASK = _KEPT & Q(assigned_to__isnull=False)
_DATE = _KEPT & Q(published_at__isnull=False)


class Article(models.Model):
    """A story. Its status is changed by `articles.editorial.workflow` alone."""

    title = models.CharField(
        _("title"),
        max_length=200,
        help_text=_("What happened, in one line. Best under 100 letters."),
    )
    slug = models.SlugField(_("slug"), max_length=120, blank=True)
    summary = models.TextField(
        _("summary"), max_length=500, blank=True, help_text=_("One or two sentences for lists.")
    )
    dateline = models.CharField(
        _("dateline"), max_length=60, blank=True, help_text=_("The place: CIKARANG UTARA.")
    )
    body = models.TextField(_("body"), blank=True)
    category = models.ForeignKey(
        "articles.Category",
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
    )
    tags = models.ManyToManyField(
        "articles.Tag", verbose_name=_("tags"), blank=True, related_name="articles"
    )
    photo = models.ForeignKey(
        "articles.Photo",
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
    )
    photo_caption = models.CharField(_("photo caption"), max_length=500, blank=True)
    photo_credit = models.CharField(_("photo credit"), max_length=120, blank=True, default="Ist.")
    photo_alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the photo shows, for people who cannot see it."),
    )

    # [{"key": of an Attachment, "title": str, "size": bytes}, …]; a version keeps its own list.
    attachments = models.JSONField(_("attachments"), default=list, blank=True, editable=False)

    is_reprint = models.BooleanField(
        _("reprint"), default=False, help_text=_("Taken over from somebody else.")
    )
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Who wrote it first.")
    )
    needs_verification = models.BooleanField(
        _("still needs verification"),
        default=False,
        help_text=_("Prints the note that Pedoman Media Siber 2c asks for."),
    )
    # Fingerprint of the sentences about children, victims and telephones that somebody let stand.
    people_confirmed = models.CharField(
        _("confirmed: nobody is told who must not be"), max_length=64, blank=True
    )

    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("time of publication"), null=True, editable=False)
    first_published_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawal_ground = models.CharField(
        max_length=20, choices=Ground.choices, blank=True, editable=False
    )
    withdrawal_text = models.TextField(blank=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)  # while it waits for review
    returned_at = models.DateTimeField(null=True, editable=False)  # while a return note is open
    trashed_at = models.DateTimeField(null=True, editable=False)
    marked_at = models.DateTimeField(null=True, editable=False)  # waits for a second look
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    posted_by = models.CharField(_("posted by"), max_length=120, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,  # imported stories were created by nobody here
        on_delete=models.PROTECT,
        related_name="articles",
        editable=False,
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assigned_articles",
    )
    due_date = models.DateField(
        _("due date"), null=True, blank=True, help_text=_("The day on which the editors expect it.")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(bases=[VersionFacts], user_db_constraint=False)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-id"]
        indexes = [
            _index("article_newest", "status", "-published_at", "-id"),
            _index("article_newest_in_section", "category", "status", "-published_at", "-id"),
            _index("article_waiting", "status", "submitted_at", "id"),
            _index("article_state_saved", "status", "-saved_at", "-id"),
            _index("article_by_time", "-published_at", "-id"),
            _index("article_kept_saved", "-saved_at", "-id", where=_KEPT),
            _index("article_own_saved", "created_by", "-saved_at", "-id", where=_KEPT),
            _index("article_own_state", "created_by", "status", "-saved_at", "-id", where=_KEPT),
            _index("article_task_saved", "assigned_to", "-saved_at", "-id", where=_TASK),
            _index("article_section_saved", "category", "status", "-saved_at", "-id", where=_KEPT),
            _index("article_own_time", "created_by", "-published_at", "-id", "status", where=_DATE),
            _index("article_task_time", "assigned_to", "-published_at", "-id", where=_DATE & _TASK),
            _index("article_returned", "-saved_at", "-id", where=Q(returned_at__isnull=False)),
            _index("article_marked", "marked_at", "id", where=Q(marked_at__isnull=False)),
            _index("article_trash", "-trashed_at", "-id", where=Q(trashed_at__isnull=False)),
            _index("article_expected", "status", "due_date", "id", where=Q(due_date__isnull=False)),
            _index("article_withdrawn", "-withdrawn_at", where=Q(withdrawn_at__isnull=False)),
            # When each 5,000 stories last changed, for their part of the map of the site.
            models.Index(
                (F("id") - 1) / 5_000,
                Coalesce("updated_at", "published_at").desc(),
                name="article_in_the_map",
                condition=Q(status=Status.PUBLISHED),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="article_slug_not_empty"),
            models.CheckConstraint(condition=~Q(title=""), name="article_title_not_empty"),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="article_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED)
                | Q(published_at__isnull=False, first_published_at__isnull=False),
                name="published_article_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(category__isnull=False),
                name="published_article_has_a_category",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.WITHDRAWN, withdrawn_at__isnull=False)
                & ~Q(withdrawal_text="")
                | ~Q(status=Status.WITHDRAWN) & Q(withdrawn_at__isnull=True),
                name="withdrawn_article_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(trashed_at__isnull=True)
                | Q(status=Status.DRAFT, first_published_at__isnull=True),
                name="only_drafts_are_trashed",
            ),
            models.CheckConstraint(
                condition=Q(first_published_at__isnull=True)
                | Q(published_at__isnull=False) & Q(first_published_at__lte=F("published_at")),
                name="first_published_before_published",
            ),
            models.CheckConstraint(
                condition=Q(marked_at__isnull=True) | Q(marked_by__isnull=False),
                name="marked_article_says_by_whom",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="article_version_is_positive"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.title)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk, self.slug])

    def is_public(self, now: datetime | None = None) -> bool:
        """Say whether readers may see it at this moment; the same rule as `published()`."""
        return self.status == Status.PUBLISHED and self.published_at <= (now or timezone.now())

    def state(self, now: datetime | None = None) -> str:
        """Return what the newsroom calls its state: a status, or one of `STATE_NAMES`' others."""
        if self.trashed_at:
            return "trashed"
        if self.status == Status.PUBLISHED and self.published_at > (now or timezone.now()):
            return "scheduled"
        if self.status == Status.DRAFT and self.returned_at:
            return "returned"
        return self.status


STATE_NAMES = {
    **dict(Status.choices),
    "returned": _("Sent back"),
    "scheduled": _("Scheduled"),
    "trashed": _("Trash"),
}
