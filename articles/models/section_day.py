"""How often the stories of a section were read on a day: of the section they stood in that day."""

from django.db import models

NO_SECTION = 0  # a story that had none when it was read


class SectionDay(models.Model):
    """The reads of one section on one day. Kept for ever.

    A story that moves takes only its later reads with it. The number outlives its section, so
    nothing in the database ties the two together, and whoever joins them minds what is gone.
    """

    pk = models.CompositePrimaryKey("category_id", "day")
    category = models.ForeignKey(
        "articles.Category", on_delete=models.DO_NOTHING, db_index=False, db_constraint=False
    )
    day = models.DateField()
    reads = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["day", "category", "reads"], name="sections_of_a_day")]
        constraints = [
            models.CheckConstraint(condition=models.Q(reads__gt=0), name="section_day_is_positive")
        ]

    def __str__(self) -> str:
        return f"{self.category_id} {self.day}: {self.reads}"
