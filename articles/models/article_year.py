"""How often a story was read in a year: a sum of its months, made in the same transaction."""

from django.db import models


class ArticleYear(models.Model):
    """The reads of one story in one calendar year, written as its first day. Kept for ever."""

    pk = models.CompositePrimaryKey("article_id", "year")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, db_index=False, related_name="read_years"
    )
    year = models.DateField()
    reads = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["year", "-reads", "-article"], name="most_read_of_a_year")]
        constraints = [
            models.CheckConstraint(condition=models.Q(reads__gt=0), name="article_year_is_positive")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.year:%Y}: {self.reads}"
