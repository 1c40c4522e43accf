"""Urgent information on every page: writing it, changing it, ending it before its time.

It begins and ends by the clock alone; no job shows or removes it. Managing editors write it, and
every step is in the log.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.roles import MANAGING_EDITOR
from articles.editorial import site_settings
from articles.editorial.changes import BadField
from articles.editorial.plain_text import is_blank, one_line
from articles.editorial.rules import Refused
from articles.markup.addresses import link
from articles.models import Banner
from articles.models.banner import Level
from articles.models.edition import advance

ADD, CHANGE, END = "banner_added", "banner_changed", "banner_ended"  # as the log calls them
LONGEST = timedelta(days=30)  # what is urgent for longer is news, or a standing page


def add(*, by: User, fields: dict[str, object], now: datetime | None = None) -> Banner:
    """Put up a banner: `text`, `link`, `level`, `starts_at` (at once when missing), `ends_at`.

    Raises Refused, or BadField with the name of the field that cannot be.
    """
    now = now or timezone.now()
    _check_writer(by, ADD)
    values = _cleaned(fields, ADD, now)
    with transaction.atomic():
        site_settings.row()
        banner = Banner.objects.create(
            **values, created_at=now, created_by=by, created_by_name=str(by)[:200]
        )
        audit.record(ADD, by=by, target=banner, detail=_lasting(banner))
        advance(now)
    return banner


def change(
    banner: Banner, *, by: User, fields: dict[str, object], now: datetime | None = None
) -> Banner:
    """Change a banner that has not ended. Raises Refused or BadField."""
    now = now or timezone.now()
    _check_writer(by, CHANGE)
    with transaction.atomic():
        stored = _unended(banner, CHANGE, now)
        values = _cleaned({"starts_at": stored.starts_at, **fields}, CHANGE, now)
        for name, value in values.items():
            setattr(stored, name, value)
        stored.save()
        audit.record(CHANGE, by=by, target=stored, detail=_lasting(stored))
        advance(now)
    return stored


def end(banner: Banner, *, by: User, now: datetime | None = None) -> Banner:
    """Take a banner down at once, or call one off that has not begun."""
    now = now or timezone.now()
    _check_writer(by, END)
    with transaction.atomic():
        stored = _unended(banner, END, now)
        stored.starts_at, stored.ends_at = min(stored.starts_at, now), now
        stored.save()
        audit.record(END, by=by, target=stored)
        advance(now)
    return stored


def _check_writer(user: User, verb: str) -> None:
    if not user.is_at_least(MANAGING_EDITOR):
        raise Refused(_("Only a managing editor puts up urgent information."), verb=verb)


def _unended(banner: Banner, verb: str, now: datetime) -> Banner:
    """Return the banner as it is stored now, held until the transaction ends."""
    stored = Banner.objects.select_for_update(no_key=True).filter(pk=banner.pk).first()
    if stored is None or stored.ends_at <= now:
        raise Refused(_("This message has ended. Write a new one."), verb=verb)
    return stored


def _cleaned(fields: dict[str, object], verb: str, now: datetime) -> dict[str, object]:
    text = one_line(str(fields.get("text") or ""))
    if is_blank(text):
        raise BadField(_("Write the message."), verb=verb, field="text")
    most = Banner._meta.get_field("text").max_length
    if len(text) > most:
        sentence = _("The message has %(count)s letters; at most %(most)s fit.")
        raise BadField(sentence % {"count": len(text), "most": most}, verb=verb, field="text")
    level = fields.get("level") or Level.INFORMATION
    if level not in Level.values:
        raise BadField(_("Choose a level from the list."), verb=verb, field="level")
    starts_at, ends_at = fields.get("starts_at") or now, fields.get("ends_at")
    _check_times(starts_at, ends_at, verb, now)
    values = {"text": text, "level": level, "starts_at": starts_at, "ends_at": ends_at}
    return values | {"link": _address(str(fields.get("link") or ""), verb)}


def _check_times(starts_at: datetime, ends_at: datetime | None, verb: str, now: datetime) -> None:
    if ends_at is None:
        raise BadField(_("Say when it ends."), verb=verb, field="ends_at")
    if ends_at <= now or ends_at <= starts_at:
        sentence = _("The end must lie ahead, and after the beginning.")
        raise BadField(sentence, verb=verb, field="ends_at")
    if ends_at > max(starts_at, now) + LONGEST:
        sentence = _("It may last %(days)s days at most.") % {"days": LONGEST.days}
        raise BadField(sentence, verb=verb, field="ends_at")


def _address(typed: str, verb: str) -> str:
    """Return a link to a page of ours, or to https elsewhere."""
    if is_blank(typed):
        return ""
    address = link(typed)
    own = address.startswith("/") or address.startswith("https://")
    if not own or len(address) > Banner._meta.get_field("link").max_length:
        sentence = _("A link is a page of ours, such as /berita/12/, or begins with https://.")
        raise BadField(sentence, verb=verb, field="link")
    return address


def _lasting(banner: Banner) -> str:
    """Return from when until when, as the log tells it."""
    ends = (timezone.localtime(at).isoformat(timespec="minutes") for at in _ends(banner))
    return " – ".join(ends)


def _ends(banner: Banner) -> tuple[datetime, datetime]:
    return banner.starts_at, banner.ends_at
