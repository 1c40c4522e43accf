"""Writing to the log. Refusals are written by the door, after the rollback."""

from collections.abc import Mapping

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry, User

# How the log calls what happens to accounts. Other actions are the desk's verbs.
_ACTIONS = {
    "sign_in": _("signed in"),
    "sign_in_failed": _("failed to sign in"),
    "locked": _("locked after too many tries"),
    "sign_out": _("signed out"),
    "password_changed": _("changed the password"),
    "password_link_sent": _("link to set a password sent"),
    "password_link_failed": _("link to set a password"),
    "password_link_shown": _("link to set a password shown"),
    "account_added": _("account added"),
    "account_deleted": _("account deleted"),
    "username_changed": _("user name changed"),
    "name_changed": _("display name changed"),
    "email_changed": _("e-mail address changed"),
    "role_changed": _("role changed"),
    "superuser_changed": _("superuser's right changed"),
    "active_changed": _("account switched on or off"),
    "language_changed": _("language changed"),
    "open_page": _("open a page"),
    "log_exported": _("log exported"),
}


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
        actor_name=one_line(str(actor) if actor else name)[:200],
        action=one_line(action)[:60],
        refused=refused,
        target_type=target._meta.model_name if target is not None else "",
        target_id=str(target.pk)[:40] if target is not None else "",
        target_name=one_line(str(target))[:200] if target is not None else "",
        detail=one_line(detail),
    )


def name_actions(names: Mapping[str, Promise]) -> None:
    """Tell the log what another application calls its actions; it cannot look there itself."""
    _ACTIONS.update(names)


def name_of_action(action: str) -> str:
    """Return what the log calls an action: in the reader's language where there are words."""
    return capfirst(str(_ACTIONS.get(action, action.replace("_", " "))))


def actions() -> list[tuple[str, str]]:
    """Return every action that has a name, with it, in the order of the reader's alphabet."""
    named = [(action, capfirst(str(name))) for action, name in _ACTIONS.items()]
    return sorted(named, key=lambda pair: pair[1].casefold())


def one_line(text: str) -> str:
    """Return a text in which nobody can begin a line of his own, or turn the reading direction.

    Control characters, line ends and invisible format characters become spaces.
    """
    return "".join(c if c.isprintable() else " " for c in text).strip()
