"""Django's own command, which leaves a trace: a password that its owner did not change."""

import getpass

from django.contrib.auth.management.commands import changepassword

from accounts import audit
from accounts.models import User


class Command(changepassword.Command):
    def handle(self, *args, **options) -> str | None:
        """Change the password as Django does, and log it in the name of the command."""
        said = super().handle(*args, **options)
        account = User.objects.get(username=options["username"] or getpass.getuser())
        audit.record("password_changed", name="manage.py changepassword", target=account)
        return said
