from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        # `accounts.admin` is a package with an empty __init__, so nothing is discovered in it.
        import_module("accounts.admin.account")
        import_module("accounts.admin.audit_log")
