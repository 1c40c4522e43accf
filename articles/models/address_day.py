"""How many visitors one address brought to one story on a day, so that it cannot bring any number.

The address is a key under the salt of its day, and goes with it after two days.
"""

from django.db import models


class AddressDay(models.Model):
    """New visitors of a story (0: of lists and the front page) from one address on one day."""

    pk = models.CompositePrimaryKey("day", "address", "story")
    day = models.DateField()
    address = models.BinaryField(max_length=16)
    story = models.PositiveBigIntegerField()
    visitors = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visitors__gt=0), name="address_day_is_positive"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.story}: {self.visitors}"
