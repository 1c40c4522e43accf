"""Where an imported story came from, so that a second import finds it again."""

from django.db import models


class ImportedRecord(models.Model):
    """The tie between a story and the record it was made of."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, related_name="imported"
    )
    source = models.CharField(max_length=300)
    key = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    original = models.TextField(blank=True)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="one_story_per_record")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"
