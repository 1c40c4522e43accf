"""Sends the letters that wait: each once, however many try, and none is lost.

Whoever wants to send a letter takes it first, in a short transaction: the time of its next try
moves ahead of the longest time sending can take. Nobody else sends it then, no lock is held while
the mail server is slow, and a letter whose sender died is taken up again. Only that death, in the
moment between sending and noting it, can make a second copy; it bears the same Message-ID.
"""

import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.audit import one_line
from articles.editorial.notices import sentence_of
from articles.editorial.rules import AUTHOR_OR_EDITOR, belongs_to
from articles.models import Letter

log = logging.getLogger(__name__)

AT_ONCE = 50  # letters in one run; the next run is a minute away
LEASE = timedelta(minutes=5)  # far longer than EMAIL_TIMEOUT
LONGEST_WAIT = timedelta(hours=1)
REFUSALS = 5  # so often may a server say that it will never take a letter to this address
LONGEST_SUBJECT = 150


@dataclass
class Sent:
    """What one run did."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0


def send_waiting(now: datetime | None = None, *, most: int = AT_ONCE) -> Sent:
    """Send the letters whose time has come. When the server does not answer, stop and come back."""
    done = Sent()
    for _number in range(most):
        moment = now or timezone.now()
        letter = _take_one(moment)
        if letter is None or not _send(letter, done, moment):
            break
    return done


def retry_after(attempts: int) -> timedelta:
    """Return how long a letter waits after so many tries: 1, 2, 4 … minutes, at most an hour."""
    return min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_WAIT)


def message_of(letter: Letter) -> EmailMessage:
    """Write the letter, in its person's language and with the story as it is now."""
    notice = letter.notice
    address = reverse("admin:articles_article_change", args=[notice.article_id])
    with translation.override(notice.person.language):
        sentence = sentence_of(notice)
        parts = [
            _("Hello %(name)s,") % {"name": notice.person},
            sentence,
            *([_quoted(notice.words)] if notice.words else []),
            f"{settings.SITE_URL}{address}",
            settings.NEWSROOM_NAME,
        ]
    host = urlsplit(settings.SITE_URL).hostname
    return EmailMessage(
        one_line(sentence)[:LONGEST_SUBJECT],
        "\n\n".join(parts) + "\n",
        to=[notice.person.email],
        headers={
            "Message-ID": f"<notice-{notice.pk}.{int(notice.at.timestamp())}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _take_one(now: datetime) -> Letter | None:
    """Take the letter that waits longest; while its lease runs nobody else takes it."""
    with transaction.atomic():
        waiting = Letter.objects.filter(state=Letter.State.WAITING, next_try_at__lte=now)
        waiting = waiting.order_by("next_try_at", "id")
        letter = waiting.select_for_update(skip_locked=True).first()
        if letter is None:
            return None
        letter.attempts += 1
        letter.next_try_at = now + LEASE
        letter.save(update_fields=["attempts", "next_try_at"])
    return letter


def _send(letter: Letter, done: Sent, now: datetime) -> bool:
    """Send one letter and note what came of it; False when the server is not there."""
    if not _is_wanted(letter):
        _close(letter, Letter.State.DROPPED)
        done.dropped += 1
        return True
    try:
        message_of(letter).send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        _put_off(letter, done, error, now)
        return not isinstance(error, smtplib.SMTPConnectError | smtplib.SMTPAuthenticationError)
    except (OSError, ValueError) as error:  # no server, no answer; or an address that is none
        _put_off(letter, done, error, now)
        return isinstance(error, ValueError)
    _close(letter, Letter.State.SENT, sent_at=timezone.now())
    done.sent += 1
    return True


def _is_wanted(letter: Letter) -> bool:
    """Whether its person still works here, has an address and may open the story."""
    notice = letter.notice
    person = notice.person
    return bool(
        person.is_staff and person.email and belongs_to(AUTHOR_OR_EDITOR, person, notice.article)
    )


def _put_off(letter: Letter, done: Sent, error: Exception, now: datetime) -> None:
    """Let a letter wait for its next try, or give up on an address that no server will take."""
    letter.last_error = one_line(f"{type(error).__name__}: {_code(error)}")[:200]
    done.failed += 1
    if _code(error) >= 500 and letter.attempts >= REFUSALS:
        log.error("A letter was given up after %s tries: %s", letter.attempts, letter.last_error)
        _close(letter, Letter.State.DROPPED)
        return
    letter.next_try_at = now + retry_after(letter.attempts)
    letter.save(update_fields=["last_error", "next_try_at"])
    log.warning("A letter was not sent (try %s): %s", letter.attempts, letter.last_error)


def _code(error: Exception) -> int:
    """Return the server's answer as a number, 0 where there was none. Its words may name people."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _words in error.recipients.values()), default=0)
    code = getattr(error, "smtp_code", 0)
    return code if isinstance(code, int) else 0


def _close(letter: Letter, state: str, sent_at: datetime | None = None) -> None:
    Letter.objects.filter(pk=letter.pk).update(
        state=state, sent_at=sent_at, last_error=letter.last_error
    )


def _quoted(words: str) -> str:
    return "\n".join(f"> {line}" for line in words.splitlines())
