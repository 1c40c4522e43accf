"""The letters that are still to be sent, and those that were."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """A notice on its way by e-mail. It is written in the transaction of what it tells about.

    So it exists exactly when that has happened. Sending is `articles.editorial.letters`' alone:
    whoever sends it takes it first by moving `next_try_at` ahead, and nobody else sends it then.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        DROPPED = "dropped", _("Not sent")  # nobody is left who should get it

    notice = models.OneToOneField("articles.Notice", on_delete=models.CASCADE)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    last_error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], condition=Q(state="waiting"), name="letter_waiting"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent", "dropped"]), name="letter_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | ~Q(state="sent") & Q(sent_at__isnull=True),
                name="sent_letter_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.notice_id}"
