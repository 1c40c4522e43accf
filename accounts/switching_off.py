"""Ending an account without deleting it: what it did keeps its author, and it ends at once."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.models import User


def switch_off(account: User, *, by: User) -> None:
    """End an account; call it in a transaction. Raises ValidationError, with a sentence.

    Only a superuser may, and neither himself nor the last one: the same rule as in the form.
    """
    if not (by.is_active and by.is_superuser):
        raise ValidationError(_("Only a superuser switches accounts off."))
    if account.is_superuser or account.pk == by.pk:
        refuse_to_lock_out(account, by=by)
    account.is_active = False
    account.save(update_fields=["is_active"])
    audit.record("active_changed", by=by, target=account, detail="on → off")


def refuse_to_lock_out(account: User, *, by: User) -> None:
    """Raise ValidationError if, without this superuser, its owner or everybody were locked out."""
    if account.pk == by.pk:
        raise ValidationError(
            _("You cannot take the superuser's right from yourself, or switch yourself off.")
        )
    superusers = User.objects.select_for_update().filter(is_superuser=True, is_active=True)
    # All of them locked, in one order: of two who switch each other off, the second is refused.
    if set(superusers.order_by("pk").values_list("pk", flat=True)) <= {account.pk}:
        raise ValidationError(_("This is the last superuser; without one nobody manages accounts."))
