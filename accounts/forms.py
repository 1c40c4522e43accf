"""The forms of the account pages."""

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.lockout import is_locked_out, minutes_of_a_lock
from accounts.models import User
from accounts.passwords import LONGEST, advice


def too_many_tries() -> ValidationError:
    """Return the sentence that a locked account and a locked client both get."""
    minutes = minutes_of_a_lock()
    sentence = ngettext(
        "Too many tries. Wait %(minutes)s minute, then try again.",
        "Too many tries. Wait %(minutes)s minutes, then try again.",
        minutes,
    )
    return ValidationError(sentence % {"minutes": minutes}, code="locked")


class SignInForm(AuthenticationForm):
    """User name and password. One sentence for every reason why they do not open the desk."""

    error_messages = {
        "invalid_login": _("The user name and the password do not go together."),
        "inactive": _("The user name and the password do not go together."),
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs |= {"autocorrect": "off", "spellcheck": "false"}

    def clean(self) -> dict:
        if len(self.cleaned_data.get("password") or "") > LONGEST:
            raise self.get_invalid_login_error()  # nobody's: not worth the processor's time
        return super().clean()

    def get_invalid_login_error(self) -> ValidationError:
        if is_locked_out(self.request):
            return too_many_tries()
        return super().get_invalid_login_error()


class ForgottenPasswordForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


class ChoosePasswordForm(SetPasswordForm):
    """A new password after a link."""

    error_messages = {"password_mismatch": _("The two passwords are not the same.")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password1"].help_text = advice()
        self.fields["new_password2"].label = _("New password, once more")
        self.fields["new_password2"].help_text = ""

    def set_password_and_save(self, user: User, *args, **kwargs) -> User:
        # Only the password: an account that is being switched off meanwhile stays switched off.
        user.set_password(self.cleaned_data["new_password1"])
        user.save(update_fields=["password"])
        return user


class ChangePasswordForm(ChoosePasswordForm, PasswordChangeForm):
    """A new password for somebody who knows the old one; guessing it is counted like a sign-in."""

    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, user: User, *args, request, **kwargs) -> None:
        super().__init__(user, *args, **kwargs)
        self.request = request
        self.fields["old_password"].label = _("Present password")

    def clean_old_password(self) -> str:
        password = self.cleaned_data["old_password"]
        name = self.user.get_username()
        known = len(password) <= LONGEST and authenticate(
            self.request, username=name, password=password
        )
        if is_locked_out(self.request):
            raise too_many_tries()
        if not known:
            raise ValidationError(_("This is not your present password."), code="incorrect")
        return password


class ProfileForm(forms.ModelForm):
    """What everybody may say about himself."""

    class Meta:
        model = User
        fields = ["display_name", "language"]

    def clean_display_name(self) -> str:
        return clean_name(self.cleaned_data["display_name"])

    def save(self, commit: bool = True) -> User:
        self.instance.save(update_fields=self.Meta.fields)
        return self.instance


def clean_name(name: str) -> str:
    """Return a name on one line; refuse characters that hide or turn what stands around them."""
    name = " ".join(name.split())
    if not name.isprintable():
        raise ValidationError(_("A name is made of letters, spaces and signs only."))
    return name
