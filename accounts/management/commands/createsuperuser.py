"""Django's own command, which leaves a trace: a superuser that nobody made is an alarm."""

from django.contrib.auth.management.commands import createsuperuser

from accounts import audit
from accounts.models import User


class Command(createsuperuser.Command):
    def handle(self, *args, **options) -> None:
        """Make the account as Django does, and log it in the name of the command."""
        before = set(User.objects.filter(is_superuser=True).values_list("pk", flat=True))
        super().handle(*args, **options)
        for account in User.objects.filter(is_superuser=True).exclude(pk__in=before):
            audit.record(
                "account_added",
                name="manage.py createsuperuser",
                target=account,
                detail="role: -, superuser: on",
            )
