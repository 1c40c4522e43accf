"""The people who work here."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import roles


class UserManager(BaseUserManager):
    def create_user(self, username: str, *, password: str | None = None, **fields) -> "User":
        """Create an account; without a password it can only be entered by a password link."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, *, password: str | None = None, **fields) -> "User":
        """Create an account that manages accounts; used by `manage.py createsuperuser`."""
        return self.create_user(username, password=password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str) -> "User":
        """Find an account by its name in any case: phones capitalise first letters.

        What cannot be a user name is not looked up: the database would fold "ı" to "i", choke on
        NUL (PostgreSQL), or on a pattern of 100,000 characters (SQLite).
        """
        if len(username) > 60 or not (username.isascii() and username.isprintable()):
            raise self.model.DoesNotExist
        return self.get(username__iexact=username)

    def named(self, username: str) -> "User | None":
        """Return the account of this name, or None."""
        try:
            return self.get_by_natural_key(username)
        except self.model.DoesNotExist:
            return None


class User(AbstractBaseUser):
    """An account of the desk. Its one role decides what it may do; groups are not used."""

    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        validators=[ASCIIUsernameValidator()],
        error_messages={"unique": _("There is already an account of this name.")},
        help_text=_("Letters, digits and @ . + - _ only. Used to sign in."),
    )
    display_name = models.CharField(
        _("display name"), max_length=120, help_text=_("The name colleagues see.")
    )
    email = models.EmailField(
        _("e-mail address"), help_text=_("Links to set a password are sent here.")
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=roles.CHOICES,
        blank=True,
        help_text=_("Without a role the account cannot enter the desk."),
    )
    language = models.CharField(
        _("language of the desk"),
        max_length=2,
        choices=[("id", "Indonesia"), ("en", "English")],
        default="id",
    )
    is_superuser = models.BooleanField(
        _("superuser"), default=False, help_text=_("Manages accounts and gives roles.")
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Switch this off instead of deleting the account; it ends at once."),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "display_name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["display_name", "username"]
        constraints = [
            models.UniqueConstraint(Lower("username"), name="one_account_per_name"),
            models.CheckConstraint(
                condition=models.Q(role__in=["", *roles.ROLES]), name="user_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def is_staff(self) -> bool:
        """Whether the desk opens at all; asked at every request, so a removed role ends at once."""
        return self.is_active and (self.is_superuser or self.role in roles.ROLES)

    def is_at_least(self, role: str) -> bool:
        """Say whether this person may do what `role` may do. A superuser may do everything."""
        return self.is_active and (self.is_superuser or roles.is_at_least(self.role, role))

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Answer Django's question from the role; `obj` is judged by the editorial rules."""
        if not self.is_active:
            return False
        return self.is_superuser or perm in roles.permissions_of(self.role)

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        if not self.is_active:
            return False
        prefix = f"{app_label}."
        return self.is_superuser or any(
            perm.startswith(prefix) for perm in roles.permissions_of(self.role)
        )
