"""How often a story was read in a month: a sum of its days, made in the same transaction.

Whoever asks what was read most in a month finds it through the index, however long the site has
counted.
"""

from django.db import models


class ArticleMonth(models.Model):
    """The reads of one story in one calendar month, written as its first day. Kept for ever."""

    pk = models.CompositePrimaryKey("article_id", "month")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, db_index=False, related_name="read_months"
    )
    month = models.DateField()
    reads = models.PositiveBigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["month", "-reads", "-article"], name="most_read_of_a_month")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reads__gt=0), name="article_month_is_positive"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.month:%Y-%m}: {self.reads}"
