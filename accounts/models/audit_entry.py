"""The log of what people did here, and of what they were refused."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.append_only import AppendOnly


class AuditEntry(AppendOnly):
    """One thing that happened. Names are copied, so the entry outlives the people in it.

    The database itself refuses to change an entry, or to take one out (a trigger, see the
    migrations); only the link to an account that is deleted may be emptied. A migration that
    alters this table has to make the trigger anew: on SQLite altering drops it.
    """

    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    actor_name = models.CharField(_("who"), max_length=200, blank=True)
    action = models.CharField(_("action"), max_length=60)
    refused = models.BooleanField(_("refused"), default=False)
    target_type = models.CharField(_("kind of object"), max_length=60, blank=True)
    target_id = models.CharField(_("number of the object"), max_length=40, blank=True)
    target_name = models.CharField(_("object"), max_length=200, blank=True)
    detail = models.TextField(_("detail"), blank=True)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-at", "-id"]
        # Every way to ask the log ends in its newest first: no question sorts a million rows.
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["actor", "-at", "-id"], name="audit_of_account"),
            models.Index(fields=["actor_name", "-at", "-id"], name="audit_of_name"),
            models.Index(fields=["action", "-at", "-id"], name="audit_of_action"),
            models.Index(fields=["target_type", "target_id", "-at", "-id"], name="audit_of_target"),
            models.Index(
                fields=["-at", "-id"], name="audit_refused", condition=models.Q(refused=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.target_name}"
