"""Writing to the log. Refusals are written by the door, after the rollback."""

from django.db import models
from django.utils import timezone

from accounts.models import AuditEntry, User


def record(
    action: str,
    *,
    by: User | None = None,
    name: str = "",
    target: models.Model | None = None,
    detail: str = "",
    refused: bool = False,
) -> AuditEntry:
    """Add one entry to the log.

    `action` is a short English verb ("publish", "sign_in"); `by` is the person, or `name` where
    there is no account (a failed sign-in, a command); `target` is what it was done to.
    """
    actor = by if by is not None and by.pk else None
    return AuditEntry.objects.create(
        at=timezone.now(),
        actor=actor,
        actor_name=(str(actor) if actor else name)[:200],
        action=action,
        refused=refused,
        target_type=target._meta.model_name if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        target_name=str(target)[:200] if target is not None else "",
        detail=detail,
    )
