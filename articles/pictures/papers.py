"""The one door for PDF files: whatever is handed in is looked at before it is stored.

A PDF cannot be made anew as a picture is, so it is refused where it is none, is damaged, or
carries a program. It is stored under a name nobody can guess, given away by no folder, and sent
by `articles.public.attachments` alone, as a file to keep and never as a page.
"""

import hashlib
import logging
import re
import secrets
from datetime import datetime

from django.core.files import File
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article, Attachment
from articles.models.attachment import path_of
from articles.pictures import storing

MAX_BYTES = 10 * 1024 * 1024
HEAD = b"%PDF-"
TAIL = b"%%EOF"
_PROGRAM = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b")

log = logging.getLogger(__name__)


class PaperRefused(Exception):
    """A file is not taken; the sentence says why."""


def accept(upload: File, *, article: Article, by: User, now: datetime) -> Attachment:
    """Store a PDF for a story and return its row; which version shows it is not decided here.

    Raises PaperRefused for what is empty, larger than MAX_BYTES, no PDF, or cannot be stored.
    """
    if not upload.size:
        raise PaperRefused(_("The file is empty."))
    if upload.size > MAX_BYTES:
        sentence = _("The file is larger than %(limit)d MB. Make it smaller first.")
        raise PaperRefused(sentence % {"limit": MAX_BYTES // 1024**2})
    upload.seek(0)
    content = upload.read()
    _check(content)
    key = secrets.token_hex(16)
    try:
        storing.store({path_of(key): content})
    except OSError as error:
        log.exception("an attachment could not be stored")
        sentence = _("The file could not be stored: the server has no room or no right to write.")
        raise PaperRefused(sentence) from error
    try:
        return Attachment.objects.create(
            key=key,
            article=article,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            uploaded_at=now,
            uploaded_by=by,
            uploaded_by_name=str(by)[:200],
        )
    except Exception:
        storing.remove([path_of(key)])
        raise


def discard(attachment: Attachment) -> None:
    """Remove the file of a row that is gone, because its transaction was undone."""
    storing.remove([attachment.path])


def _check(content: bytes) -> None:
    if not content.startswith(HEAD) or TAIL not in content[-2048:]:
        raise PaperRefused(_("This is no PDF, or it is damaged. Save it as PDF again."))
    if _PROGRAM.search(content):
        sentence = _("This PDF carries a program or further files. Print it to a PDF and use that.")
        raise PaperRefused(sentence)
