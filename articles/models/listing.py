"""Where the published stories stand in the lists of their topics and of the names below them.

A tag and a byline know nothing of time, so the newest twenty stories of a topic could be found only
by looking at all of them. Here each has its time beside it, and an index holds them in the order of
the lists. A story has its rows while it is published, or scheduled: the clock decides later, as
everywhere. Verbs, merging and the import write them through `write`, in the transaction of the
change; `rebuild_lists` writes them anew.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import models
from django.db.models import Q

from articles.models.article import Article, Status
from articles.models.byline import Byline


class ListingQuerySet(models.QuerySet):
    def newest(self, now: datetime) -> models.QuerySet:
        """Return the numbers of the stories that are listed and out by now, the newest first."""
        out = self.filter(published_at__lte=now).order_by("-published_at", "-article_id")
        return out.values_list("article_id", flat=True)


class Listing(models.Model):
    """One story in the list of one topic or of one reporter."""

    tag = models.ForeignKey(
        "articles.Tag", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    reporter = models.ForeignKey(
        "articles.Reporter", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="listings", db_index=False
    )
    published_at = models.DateTimeField()

    objects = ListingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["tag", "-published_at", "-article"],
                name="listing_of_a_topic",
                condition=Q(tag__isnull=False),
            ),
            models.Index(
                fields=["reporter", "-published_at", "-article"],
                name="listing_of_a_reporter",
                condition=Q(reporter__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "tag"], name="story_stands_once_in_a_topic"),
            models.UniqueConstraint(
                fields=["article", "reporter"], name="story_stands_once_under_a_name"
            ),
            models.CheckConstraint(
                condition=Q(tag__isnull=False, reporter__isnull=True)
                | Q(tag__isnull=True, reporter__isnull=False),
                name="listing_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.published_at}"


def write(articles: Iterable[Article]) -> None:
    """Keep where these stories stand, as their tags, names and states are now.

    One statement for stories that are not published, five for others, however many there are.
    """
    articles = list(articles)
    Listing.objects.filter(article__in=articles).delete()
    times = {story.pk: story.published_at for story in articles if story.status == Status.PUBLISHED}
    if times:
        Listing.objects.bulk_create(_rows_of(times), batch_size=500)


def _rows_of(times: dict[int, datetime]) -> Iterator[Listing]:
    """Yield the rows of published stories, number → time."""
    tags = Article.tags.through.objects.filter(article__in=times)
    for number, tag in tags.values_list("article_id", "tag_id"):
        yield Listing(tag_id=tag, article_id=number, published_at=times[number])
    names = Byline.objects.filter(article__in=times).order_by()  # one may have several roles
    for number, reporter in names.values_list("article_id", "reporter_id").distinct():
        yield Listing(reporter_id=reporter, article_id=number, published_at=times[number])
