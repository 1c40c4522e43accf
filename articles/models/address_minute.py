"""How many reads the script of pages reported from one address in a minute, for its cap.

The address is a key under the salt of its day, and goes with it after two days.
"""

from django.db import models


class AddressMinute(models.Model):
    """Counted reports from one address within one minute of the clock."""

    pk = models.CompositePrimaryKey("day", "address", "minute")
    day = models.DateField()
    address = models.BinaryField(max_length=16)
    minute = models.PositiveIntegerField()  # since 1970
    reads = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reads__gt=0), name="address_minute_is_positive"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.minute}: {self.reads}"
