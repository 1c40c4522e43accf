"""Setting what the site is called, how it is reached, and which sections its menu shows.

The one door to the settings of the site. Managing editors keep them; every change is one version
and one entry of the log, and nothing is written over unseen.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.roles import MANAGING_EDITOR
from articles.editorial.changes import BadField
from articles.editorial.plain_text import is_blank, one_line
from articles.editorial.rules import Refused
from articles.markup.addresses import link
from articles.models import Category, SiteSettings
from articles.models.edition import advance
from articles.models.site_settings import THE_ROW

CHANGE = "site_changed"  # as the log calls it
WRITABLE = ("name", "logo", "address", "phone", "whatsapp", "email", "social")
LAST_POSITION = 32_767  # what the column holds on both databases

# Where the paper may have a place of its own: what it is called, and the hosts its address has.
NETWORKS = {
    "facebook": ("Facebook", ("facebook.com", "fb.com")),
    "instagram": ("Instagram", ("instagram.com",)),
    "x": ("X", ("x.com", "twitter.com")),
    "youtube": ("YouTube", ("youtube.com",)),
    "tiktok": ("TikTok", ("tiktok.com",)),
    "whatsapp_channel": ("WhatsApp", ("whatsapp.com",)),
    "telegram": ("Telegram", ("t.me", "telegram.me")),
}

PHONE = re.compile(r"\+?[0-9][0-9 ().-]{4,30}")


class SettingsOutdated(Refused):
    """Somebody changed the settings since this person opened them; `current` is what stands."""

    def __init__(self, sentence: str, *, current: SiteSettings):
        super().__init__(sentence, verb=CHANGE)
        self.current = current


@dataclass(frozen=True)
class Place:
    """Where a section stands in the menu, and whether it does."""

    position: int
    in_menu: bool


def may_set(user: User) -> bool:
    """Say whether this person sets up the site."""
    return user.is_at_least(MANAGING_EDITOR)


def current() -> SiteSettings:
    """Return the settings as they stand; unsaved and empty where nobody set any yet."""
    return SiteSettings.objects.select_related("logo").filter(pk=THE_ROW).first() or SiteSettings(
        pk=THE_ROW
    )


def row() -> SiteSettings:
    """Return the stored row, made where it is missing; what hangs on it needs it."""
    return SiteSettings.objects.get_or_create(pk=THE_ROW)[0]


def edit(
    *,
    by: User,
    fields: dict[str, object],
    places: dict[int, Place],
    seen: int,
    now: datetime | None = None,
) -> SiteSettings:
    """Change the settings, and the places of sections in the menu (key of the section → place).

    `seen` is the version the person had open. Raises Refused, BadField or SettingsOutdated.
    """
    if not may_set(by):
        raise Refused(_("Only a managing editor sets up the site."), verb=CHANGE)
    values = {name: _clean(name, value) for name, value in fields.items()}
    with transaction.atomic():
        row()
        stored = SiteSettings.objects.select_for_update(no_key=True).get(pk=THE_ROW)
        if seen != stored.version:
            raise SettingsOutdated(_outdated(stored), current=stored)
        changed = [name for name, value in values.items() if getattr(stored, name) != value]
        moved = _moved(places)
        if changed or moved:
            _store(stored, {name: values[name] for name in changed}, moved, by, now)
    return stored


def _store(
    stored: SiteSettings,
    values: dict[str, object],
    moved: list[Category],
    by: User,
    now: datetime | None,
) -> None:
    for name, value in values.items():
        setattr(stored, name, value)
    Category.objects.bulk_update(moved, ["position", "in_menu"])
    stored.version += 1
    stored.updated_at = now or timezone.now()
    stored.updated_by, stored.updated_by_name = by, str(by)[:200]
    stored.save()
    labels = [str(SiteSettings._meta.get_field(name).verbose_name) for name in values]
    labels += [_("menu: %(names)s") % {"names": ", ".join(map(str, moved))}] if moved else []
    audit.record(CHANGE, by=by, target=stored, detail=", ".join(labels))
    advance(stored.updated_at)


def _moved(places: dict[int, Place]) -> list[Category]:
    """Return the sections whose place differs from what is stored, with their new one."""
    moved = []
    for section in Category.objects.filter(pk__in=places):
        place = places[section.pk]
        if not 0 <= place.position <= LAST_POSITION:
            sentence = _("A position is a number from 0 to %(most)s.") % {"most": LAST_POSITION}
            raise BadField(sentence, verb=CHANGE, field=f"position_{section.pk}")
        if (section.position, section.in_menu) != (place.position, place.in_menu):
            section.position, section.in_menu = place.position, place.in_menu
            moved.append(section)
    return moved


def _clean(name: str, value: object) -> object:
    """Return a value as it is stored; raise BadField for what cannot be."""
    if name not in WRITABLE:
        raise TypeError(f"Not a setting of the site: {name}.")
    if name == "logo":
        return value
    if name == "social":
        accounts = {network: _account(network, typed) for network, typed in value.items()}
        return {network: url for network, url in accounts.items() if url}
    text = one_line(str(value or ""))
    text = "" if is_blank(text) else text
    most = SiteSettings._meta.get_field(name).max_length
    if len(text) > most:
        sentence = _("“%(field)s” is too long: %(count)s letters, at most %(most)s.")
        label = capfirst(str(SiteSettings._meta.get_field(name).verbose_name))
        values = {"field": label, "count": len(text), "most": most}
        raise BadField(sentence % values, verb=CHANGE, field=name)
    if text and name in {"phone", "whatsapp"} and not PHONE.fullmatch(text):
        sentence = _("Write a telephone number, such as 021 8997 0000 or +62 812 3456 7890.")
        raise BadField(sentence, verb=CHANGE, field=name)
    if text and name == "email":
        _check_email(text)
    return text


def _check_email(text: str) -> None:
    try:
        validate_email(text)
    except ValidationError as error:
        sentence = _("Write an e-mail address, such as redaksi@bekasikab.go.id.")
        raise BadField(sentence, verb=CHANGE, field="email") from error


def _account(network: str, typed: object) -> str:
    """Return the address of the paper's place in a network: https, and really in that network."""
    label, hosts = NETWORKS[network]
    text = one_line(str(typed or ""))
    if is_blank(text):
        return ""
    address = link(text)
    host = urlsplit(address).hostname or ""
    named = any(host == one or host.endswith(f".{one}") for one in hosts)
    if not address.startswith("https://") or not named or len(address) > 300:
        sentence = _("This is no address of %(network)s; it begins with https://%(host)s/.")
        values = {"network": label, "host": hosts[0]}
        raise BadField(sentence % values, verb=CHANGE, field=network)
    return address


def _outdated(stored: SiteSettings) -> str:
    sentence = _(
        "%(name)s has changed the settings since you opened them."
        " Look at what stands now and save again."
    )
    return sentence % {"name": stored.updated_by_name or _("Somebody")}
