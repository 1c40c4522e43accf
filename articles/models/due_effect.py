"""What becomes due with the clock, besides being seen."""

from django.db import models
from django.db.models import Q


class DueEffect(models.Model):
    """What follows when a scheduled story appears: done once, whoever does it.

    Readers see the story by the clock; nothing here decides about that.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="due_effects"
    )
    published_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["published_at", "id"], condition=Q(done_at=None), name="effect_not_done"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "published_at"], name="one_effect_per_appearance"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.published_at}"
