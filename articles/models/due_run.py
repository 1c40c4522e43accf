"""When somebody last looked after what is due."""

from django.db import models


class DueRun(models.Model):
    """When `run_due` last ran on one machine, and what it did."""

    host = models.CharField(max_length=100, unique=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # the last one that came to its end
    failed = models.BooleanField(default=False)
    done = models.JSONField(default=dict)  # task → number

    def __str__(self) -> str:
        return f"{self.host} {self.ended_at}"
