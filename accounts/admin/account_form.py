"""The form with which a superuser adds and changes accounts. It has no password field."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import clean_name
from accounts.models import User
from accounts.switching_off import refuse_to_lock_out


class AccountForm(forms.ModelForm):
    """An account, without its password: that is set by its owner, through a link.

    `request_user` (set by the admin) is the superuser at work; he cannot lock himself out.
    """

    request_user: User

    class Meta:
        model = User
        fields = [
            "username",
            "display_name",
            "email",
            "language",
            "role",
            "is_superuser",
            "is_active",
        ]

    def clean_display_name(self) -> str:
        return clean_name(self.cleaned_data["display_name"])

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        others = User.objects.filter(username__iexact=username).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError(_("There is already an account of this name."), code="unique")
        return username

    def clean(self) -> dict:
        cleaned = super().clean()
        before = self.instance.pk and User.objects.get(pk=self.instance.pk)
        stays = cleaned.get("is_superuser") and cleaned.get("is_active")
        if before and before.is_superuser and before.is_active and not stays:
            refuse_to_lock_out(before, by=self.request_user)
        return cleaned
