"""Old addresses of stories: the one door through which they are given and taken away."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.roles import EDITOR
from articles.editorial.changes import BadField
from articles.editorial.rules import Refused
from articles.models import Article, LegacyUrl, MissingAddress
from articles.old_addresses import NotAnAddress, is_ours, normal

ADD, DELETE = "old_address_added", "old_address_deleted"  # as the log calls them


def lead(
    address: str,
    *,
    to: Article,
    by: User | None = None,
    name: str = "",
    now: datetime | None = None,
) -> LegacyUrl:
    """Make an old address lead to a story; one that leads there already is left as it is.

    `by` is an editor; an import gives its `name` instead. The address leaves the list of the
    missing ones. Raises Refused, or BadField for an address that cannot be one, or has a story.
    """
    if by is not None and not by.is_at_least(EDITOR):
        raise Refused(_("Old addresses are for editors."), verb=ADD)
    address = _readable(address)
    try:
        with transaction.atomic():
            held = LegacyUrl.objects.select_related("article").filter(address=address).first()
            if held is None:
                held = _added(address, to=to, who=str(by or name), now=now or timezone.now())
                audit.record(ADD, by=by, name=name, target=to, detail=address)
    except IntegrityError:  # somebody gave it a story in this moment
        held = LegacyUrl.objects.select_related("article").get(address=address)
    if held.article_id != to.pk:
        sentence = _("This address leads to “%(title)s” already. Delete that first.")
        raise BadField(sentence % {"title": held.article}, verb=ADD, field="address")
    return held


def forget(held: LegacyUrl, *, by: User) -> None:
    """Let an old address lead nowhere again. Raises Refused."""
    if not by.is_at_least(EDITOR):
        raise Refused(_("Old addresses are for editors."), verb=DELETE)
    with transaction.atomic():
        audit.record(DELETE, by=by, target=held.article, detail=held.address)
        held.delete()


def _readable(address: str) -> str:
    try:
        found = normal(address)
    except NotAnAddress as error:
        sentence = _("Write an old address as it stood in the browser, such as /2019/05/title.")
        raise BadField(sentence, verb=ADD, field="address") from error
    if is_ours(found):
        sentence = _("Addresses that begin so belong to the newsroom's own system.")
        raise BadField(sentence, verb=ADD, field="address")
    return found


def _added(address: str, *, to: Article, who: str, now: datetime) -> LegacyUrl:
    MissingAddress.objects.filter(address=address).delete()
    return LegacyUrl.objects.create(
        address=address, article=to, added_at=now, added_by_name=who[:200]
    )
