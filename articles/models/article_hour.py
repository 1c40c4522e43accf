"""How a story began: its reads in each of the first 24 hours after its first publication."""

from django.db import models


class ArticleHour(models.Model):
    """Reads of a story in one of its first hours; hour 0 begins with its publication."""

    pk = models.CompositePrimaryKey("article_id", "hour")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, db_index=False, related_name="read_hours"
    )
    hour = models.PositiveSmallIntegerField()
    reads = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reads__gt=0), name="article_hour_is_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(hour__lt=24), name="article_hour_is_of_the_first_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.hour}: {self.reads}"
