"""How far the journals of reads are applied: the offset moves in the transaction that counts."""

from django.db import models


class JournalPosition(models.Model):
    """Up to which byte a segment of a journal is in the tables.

    The name of a segment is unique in the world, so that it is known again whatever its machine
    is called by now; `host` only says where it was written.
    """

    segment = models.CharField(max_length=60, primary_key=True)
    host = models.CharField(max_length=120)
    offset = models.PositiveBigIntegerField()
    applied_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.host} {self.segment}: {self.offset}"
