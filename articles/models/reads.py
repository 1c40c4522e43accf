"""What is counted: reads of stories, visitors of days, and the short-lived keys behind them.

The rows are written by `articles.readership` alone. Keys are HMACs under a salt that is
forgotten with them after two days; no address and no user agent is stored.
"""

from django.db import models


class ReadSalt(models.Model):
    """The random salt of one day, in the site's time zone."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.day}"


class ReadSeen(models.Model):
    """When a visitor of a day was last counted for a story (0: for a list or the front page).

    Whoever has any row on a day was counted as a visitor of that day. Kept at most two days.
    """

    # A key is made with the salt of its day, so the day adds nothing to it but order: what was
    # written on one day lies together, and is forgotten together.
    pk = models.CompositePrimaryKey("day", "visitor", "story")
    day = models.DateField()
    visitor = models.BinaryField(max_length=16)
    # No foreign key: it would look every story up again for every single visit, and a key without
    # its story harms nobody for two days.
    story = models.PositiveBigIntegerField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.story} {self.counted_at}"


class ArticleDay(models.Model):
    """How often a story was read on a day. Kept for ever."""

    pk = models.CompositePrimaryKey("article_id", "day")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, db_index=False, related_name="read_days"
    )
    day = models.DateField()
    reads = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["day", "-reads", "-article"], name="most_read_of_a_day")]
        constraints = [
            models.CheckConstraint(condition=models.Q(reads__gt=0), name="article_day_is_positive")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.day}: {self.reads}"


class SiteDay(models.Model):
    """How many visitors the site had on a day. Kept for ever."""

    day = models.DateField(primary_key=True)
    visitors = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(visitors__gt=0), name="site_day_is_positive")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.visitors}"


class ReadBaseline(models.Model):
    """Reads a story brought with it from another site; never mixed with what was counted here."""

    article = models.OneToOneField(
        "articles.Article", primary_key=True, on_delete=models.PROTECT, related_name="baseline"
    )
    reads = models.PositiveBigIntegerField()
    source = models.CharField(max_length=300)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.article_id}: {self.reads}"


class VisitorBaseline(models.Model):
    """Visitors the site had before it was counted here; part of the total only."""

    visitors = models.PositiveBigIntegerField()
    source = models.CharField(max_length=300, unique=True)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.source}: {self.visitors}"
