"""Links to set a password: the first one, and a forgotten one.

The address in a link is SITE_URL, never what a request says about itself: whoever could choose
the Host header could otherwise have our letters point at his own site.
"""

import logging
import unicodedata
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User

log = logging.getLogger(__name__)


class NotSent(Exception):
    """The mail server did not take a letter."""


def link_for(user: User) -> str:
    """Return a fresh link with which this person can set a password, once, within three days."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    path = reverse("password_reset_confirm", kwargs={"uidb64": uid, "token": token})
    return f"{settings.SITE_URL}{path}"


def send_to(user: User, *, by: User | None) -> None:
    """Send the letter with the link, in the person's language, and log it.

    Raises NotSent when the mail server does not take it.
    """
    try:
        _letter_to(user).send()
    except OSError as error:  # smtplib's errors are OSErrors too
        audit.record("password_link_failed", by=by, target=user, refused=True)
        raise NotSent(_("The e-mail could not be sent.")) from error
    audit.record("password_link_sent", by=by, target=user)


def accounts_behind(email: str) -> list[User]:
    """Return the active accounts with this e-mail address, compared without regard to case.

    Letters that only look alike in the database's comparison do not count: the letter would go to
    a different mailbox than the one that was typed.
    """
    candidates = User.objects.filter(email__iexact=email, is_active=True)
    return [user for user in candidates if _folded(user.email) == _folded(email)]


class RedirectThenSend(HttpResponseRedirect):
    """A redirect that sends letters once it has left, so that its time says nothing."""

    def __init__(self, redirect_to: str, send: Callable[[], None]) -> None:
        super().__init__(redirect_to)
        self._send = send

    def close(self) -> None:
        send, self._send = self._send, None
        if send is not None:
            send()
        super().close()


def send_to_whom_it_concerns(email: str) -> None:
    """Send a link to every account behind an address; nobody learns whether there was one."""
    for user in accounts_behind(email):
        try:
            send_to(user, by=None)
        except NotSent as error:
            log.error("A password link was not sent: %s", type(error.__cause__).__name__)


def _letter_to(user: User) -> EmailMessage:
    with translation.override(user.language):
        body = render_to_string(
            "registration/password_link_email.txt",
            {
                "user": user,
                "link": link_for(user),
                "site_name": settings.SITE_NAME,
                "newsroom_name": settings.NEWSROOM_NAME,
                "is_first": not user.has_usable_password(),
                "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 3600),
            },
        )
        subject = _("Set your password – %(site)s") % {"site": settings.SITE_NAME}
    return EmailMessage(subject, body, to=[user.email])


def _folded(address: str) -> str:
    return unicodedata.normalize("NFKC", address).casefold()
