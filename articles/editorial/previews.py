"""Links that show one version of an unpublished story to somebody without a login, for a while.

The address is a random key and the site's signature over it. The table keeps the key alone, so
whoever finds a copy of the database cannot open a draft with it, while the desk can show an address
again. A signature that does not fit is turned away before the table is asked.

A link works while its story is a draft or in review. Everything else follows from the story as it
is, and nothing has to be switched off: an approved story is closed until its minute, a public one
has its own address, one in the trash opens again when it is restored.
"""

import re
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.roles import EDITOR
from articles.editorial.past import content_of
from articles.editorial.rules import (
    AUTHOR_OR_EDITOR,
    DRAFT,
    DUPLICATE,
    IN_REVIEW,
    SCHEDULED,
    TRASHED,
    Refused,
    belongs_to,
    place_of,
)
from articles.editorial.steps import locked
from articles.models import Article, PreviewLink, PreviewOpen

SHARE, REVOKE = "share_preview", "revoke_preview"  # what the log calls it
DAYS = (1, 7, 30)
USUAL_DAYS = 7
MOST_WORKING = 20  # links of one story at a time
MOST_OPENS = 1000  # of one link that are written down; nobody reads more moments

WORKING, EXPIRED, REVOKED, VOID = "working", "expired", "revoked", "void"

_TOKEN = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SALT = "articles.editorial.previews"
SHARABLE = (DRAFT, IN_REVIEW)


def token_of(link: PreviewLink) -> str:
    """Return what opens a link: its key and the site's signature over it."""
    return link.key + _signature(link.key)


def find(token: str) -> PreviewLink | None:
    """Return the link that a token opens, whether or not it still works; None for a made-up one."""
    if not _TOKEN.fullmatch(token):
        return None
    key, signature = token[:32], token[32:]
    if not constant_time_compare(_signature(key), signature):
        return None
    return PreviewLink.objects.select_related("article").filter(key=key).first()


def state_of(link: PreviewLink, *, now: datetime) -> str:
    """Say whether a link works, and if not, why: revoked, expired, or void with its story."""
    if link.revoked_at is not None:
        return REVOKED
    if link.expires_at <= now:
        return EXPIRED
    return WORKING if place_of(link.article, now) in SHARABLE else VOID


def objection_to_sharing(article: Article, *, by: User, now: datetime) -> str:
    """Return in a sentence why this person cannot share this story now; empty when he can."""
    if not belongs_to(AUTHOR_OR_EDITOR, by, article):
        return _("Only its author or an editor shares an unpublished story.")
    place = place_of(article, now)
    if place in SHARABLE:
        return _objection_to_a_copy(article, article.version)
    if place == SCHEDULED:
        return _("A scheduled story is shown to nobody before its time, not by a link either.")
    if place == TRASHED:
        return _("This story is in the trash. Restore it to share it.")
    return _("This story was published: readers have its own address.")


def share(
    article: Article, *, by: User, version: int, days: int, now: datetime | None = None
) -> PreviewLink:
    """Make a link to one version of a story that works for so many days. Raises Refused."""
    with transaction.atomic():
        story = locked(article)
        now = now or timezone.now()
        objection = objection_to_sharing(story, by=by, now=now)
        if objection:
            raise Refused(objection, verb=SHARE)
        if days not in DAYS:
            raise Refused(_("Choose for how many days the link works."), verb=SHARE)
        if content_of(story, version) is None:
            raise Refused(_("This story has no such version."), verb=SHARE)
        objection = _objection_to_a_copy(story, version)
        if objection:
            raise Refused(objection, verb=SHARE)
        _check_there_is_room(story, now)
        link = PreviewLink.objects.create(
            key=secrets.token_hex(16),
            article=story,
            version=version,
            created_by=by,
            created_by_name=str(by)[:200],
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        audit.record(SHARE, by=by, target=story, detail=_told(link))
    return link


def revoke(link: PreviewLink, *, by: User, now: datetime | None = None) -> PreviewLink:
    """Take a link back; who has it sees nothing any more. A second time changes nothing.

    It is open to who made the link, while the story is open to him, and to editors.
    Raises Refused.
    """
    with transaction.atomic():
        story = locked(link.article)
        link = PreviewLink.objects.get(pk=link.pk)
        if not may_revoke(link, by=by):
            sentence = _("A link is revoked by who made it, or by an editor.")
            raise Refused(sentence, verb=REVOKE)
        if link.revoked_at is None:
            link.revoked_at = now or timezone.now()
            link.revoked_by, link.revoked_by_name = by, str(by)[:200]
            link.save(update_fields=["revoked_at", "revoked_by", "revoked_by_name"])
            audit.record(REVOKE, by=by, target=story, detail=_told(link))
    return link


def may_revoke(link: PreviewLink, *, by: User) -> bool:
    """Say whether this person may take a link back."""
    if by.is_at_least(EDITOR):
        return True
    return link.created_by_id == by.pk and belongs_to(AUTHOR_OR_EDITOR, by, link.article)


def record_open(link: PreviewLink, *, kind: str, now: datetime) -> None:
    """Write down that a link was opened, and by what kind of caller; never by whom."""
    if link.opens.count() < MOST_OPENS:
        PreviewOpen.objects.create(link=link, at=now, kind=kind)


def _objection_to_a_copy(story: Article, version: int) -> str:
    """Ask that a copy is changed: what it was made of may be closed until its minute."""
    written = story.history.filter(text_changed=True, version__lte=version)
    if written.exists() or not story.events.filter(verb=DUPLICATE).exists():
        return ""
    return _("This copy says what the story it was made of says. Change its text first.")


def _check_there_is_room(story: Article, now: datetime) -> None:
    working = story.preview_links.filter(revoked_at=None, expires_at__gt=now).count()
    if working >= MOST_WORKING:
        sentence = _("%(count)s links to this story work already. Revoke one of them first.")
        raise Refused(sentence % {"count": working}, verb=SHARE)


def _told(link: PreviewLink) -> str:
    until = timezone.localtime(link.expires_at)
    return _("Version %(number)s, until %(moment)s.") % {
        "number": link.version,
        "moment": f"{until:%d-%m-%Y %H.%M %Z}",
    }


def _signature(key: str) -> str:
    return salted_hmac(_SALT, key, algorithm="sha256").hexdigest()[:32]
