"""Writing the standing pages: the one door through which their text, order and address change.

Managing editors keep them. Their text passes `richtext.clean` here and nowhere else, every change
is one version, one row of history and one entry of the log, and nothing is written over unseen.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.roles import MANAGING_EDITOR
from articles import richtext
from articles.editorial.changes import BadField
from articles.editorial.plain_text import is_blank, one_line
from articles.editorial.rules import Refused
from articles.models import Page
from articles.models.edition import advance
from articles.models.page import GUIDELINE, NEEDED
from articles.slugs import slugify

ADD, CHANGE, DELETE = "page_added", "page_changed", "page_deleted"  # as the log calls them
WRITABLE = ("title", "summary", "body", "position", "is_public", "in_footer")
MAX_BODY = 200_000  # characters; the longest code of a press council has under 30,000
LAST_POSITION = 32_767  # what the column holds on both databases


class PageOutdated(Refused):
    """Somebody saved the page since this person opened it. `current` is what is stored now."""

    def __init__(self, sentence: str, *, current: Page):
        super().__init__(sentence, verb=CHANGE)
        self.current = current


def may_write(user: User) -> bool:
    """Say whether this person keeps the standing pages."""
    return user.is_at_least(MANAGING_EDITOR)


def add(
    *, by: User, fields: dict[str, object], slug: str = "", now: datetime | None = None
) -> Page:
    """Add a page; its address is made of the title unless `slug` says otherwise, and then stays.

    Raises Refused, or BadField with the name of the field that cannot be stored.
    """
    _check_writer(by, ADD)
    values = _cleaned({"title": "", **fields}, ADD)
    page = Page(slug=_address(slug, values["title"]), **values)
    _check_readable(page, ADD)
    try:
        with transaction.atomic():
            _store(page, verb=ADD, by=by, now=now or timezone.now())
    except IntegrityError as error:
        sentence = _("There is already a page at this address.")
        raise BadField(sentence, verb=ADD, field="slug") from error
    return page


def edit(
    page: Page, *, by: User, fields: dict[str, object], seen: int, now: datetime | None = None
) -> Page:
    """Change a page; `seen` is the version the person had open. Its address never changes.

    A change of nothing makes no version. Raises Refused, BadField, or PageOutdated.
    """
    _check_writer(by, CHANGE)
    values = _cleaned(fields, CHANGE)
    with transaction.atomic():
        stored = _locked(page, CHANGE)
        if seen != stored.version:
            raise PageOutdated(_outdated(stored), current=stored)
        changed = [name for name, value in values.items() if getattr(stored, name) != value]
        if not changed:
            return stored
        for name in changed:
            setattr(stored, name, values[name])
        _check_readable(stored, CHANGE)
        stored.version += 1
        _store(stored, verb=CHANGE, by=by, now=now or timezone.now(), changed=changed)
    return stored


def delete(page: Page, *, by: User) -> None:
    """Delete a page that nothing needs; its history and the log keep what it said."""
    with transaction.atomic():
        stored = _locked(page, DELETE)
        check_deletable(stored, by=by)
        audit.record(DELETE, by=by, target=stored)
        stored._history_user = by
        stored._change_reason = DELETE
        stored.delete()
        advance(timezone.now())


def check_deletable(page: Page, *, by: User) -> None:
    """Raise Refused where this person may not delete, or where the paper needs the page."""
    _check_writer(by, DELETE)
    if page.slug == GUIDELINE:
        raise Refused(_("Pedoman Media Siber stays: its clause 8 wants it shown."), verb=DELETE)
    if page.slug in NEEDED:
        sentence = _("“%(title)s” stays: other pages point to it. Change its text instead.")
        raise Refused(sentence % {"title": page}, verb=DELETE)


def _check_writer(user: User, verb: str) -> None:
    if not may_write(user):
        raise Refused(_("Only a managing editor writes the standing pages."), verb=verb)


def _check_readable(page: Page, verb: str) -> None:
    """Refuse a public page without a text, and to hide the one that must be shown."""
    if page.is_public and richtext.is_empty(page.body):
        sentence = _("Write a text before the page is shown to readers.")
        raise BadField(sentence, verb=verb, field="body")
    if page.slug == GUIDELINE and not page.is_public:
        sentence = _("Pedoman Media Siber must be shown to readers, as its clause 8 says.")
        raise BadField(sentence, verb=verb, field="is_public")


def _cleaned(fields: dict[str, object], verb: str) -> dict[str, object]:
    """Return the fields as they are stored; raise BadField for what cannot be."""
    unknown = set(fields) - set(WRITABLE)
    if unknown:
        raise TypeError(f"Not written by the desk: {', '.join(sorted(unknown))}.")
    return {name: _clean(name, value, verb) for name, value in fields.items()}


def _clean(name: str, value: object, verb: str) -> object:
    if name in {"is_public", "in_footer"}:
        return bool(value)
    if name == "position":
        if not 0 <= int(value) <= LAST_POSITION:
            sentence = _("A position is a number from 0 to %(most)s.") % {"most": LAST_POSITION}
            raise BadField(sentence, verb=verb, field=name)
        return int(value)
    text = str(value or "")
    if name == "body":
        _check_length(name, text, MAX_BODY, verb)  # what is far too long is not even parsed
        text = richtext.clean(text)
        _check_length(name, text, MAX_BODY, verb)
        return "" if richtext.is_empty(text) else text
    text = one_line(text)
    text = "" if is_blank(text) else text
    if name == "title" and not text:
        raise BadField(_("Give the page a title."), verb=verb, field=name)
    _check_length(name, text, Page._meta.get_field(name).max_length, verb)
    return text


def _check_length(name: str, text: str, most: int, verb: str) -> None:
    if len(text) > most:
        sentence = _("“%(field)s” is too long: %(count)s letters, at most %(most)s.")
        label = capfirst(str(Page._meta.get_field(name).verbose_name))
        values = {"field": label, "count": len(text), "most": most}
        raise BadField(sentence % values, verb=verb, field=name)


def _address(slug: str, title: str) -> str:
    """Return the words of the address: what was asked for, written as an address is written."""
    return slugify(slug if slug.strip() else title, fallback="laman")


def _locked(page: Page, verb: str) -> Page:
    """Return the page as it is stored now, held until the transaction ends."""
    stored = Page.objects.select_for_update(no_key=True).filter(pk=page.pk).first()
    if stored is None:
        raise Refused(_("This page has been deleted in the meantime."), verb=verb)
    return stored


def _store(page: Page, *, verb: str, by: User, now: datetime, changed: list[str] = ()) -> None:
    page.updated_at, page.updated_by, page.updated_by_name = now, by, str(by)[:200]
    page._history_user = by  # from the verb, not from whichever request is running
    page._history_date = now
    page._change_reason = verb
    page.save()
    labels = [str(Page._meta.get_field(name).verbose_name) for name in changed]
    audit.record(verb, by=by, target=page, detail=", ".join(labels))
    advance(now)


def _outdated(page: Page) -> str:
    if not page.updated_by_name:
        return _("This page has changed since you opened it. Look at what is new, then save.")
    sentence = _(
        "%(name)s has changed this page since you opened it. Look at what is new, then save."
    )
    return sentence % {"name": page.updated_by_name}
