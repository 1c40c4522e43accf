"""Copying a story: a new draft that begins with the words of another one.

Whoever copies writes nothing, so he is no author of the text, and neither is anybody else until
the copy is changed. Otherwise a copy would be a way round the two-person rule: a colleague's click
would make a second author of him. `rules` asks that a copy is changed before it is published.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.editorial.changes import changes_to
from articles.editorial.credits import own_byline
from articles.editorial.rules import AUTHOR_OR_EDITOR, DUPLICATE, Refused, belongs_to
from articles.editorial.steps import locked, record
from articles.editorial.tagging import tag_names_of
from articles.editorial.versions import store
from articles.models import Article

# What a story says. Not: who works on it, whose name it is posted under, what somebody confirmed
# of it, its dates, reads, notes, corrections, events and links.
_COPIED = (
    "summary", "dateline", "body", "category", "photo", "photo_caption", "photo_credit",
    "photo_alt", "is_reprint", "source", "needs_verification",
)  # fmt: skip


def duplicate(article: Article, *, by: User, now: datetime | None = None) -> Article:
    """Make a draft of this person's that says what a story says; open to who may open the story.

    It bears the copier's own name, not those under the original: they have not agreed to it. The
    photo comes along, because it stands on a story that is open to him. Raises Refused.
    """
    with transaction.atomic():
        source = locked(article)
        now = now or timezone.now()
        if not belongs_to(AUTHOR_OR_EDITOR, by, source):
            raise Refused(_("You can copy the stories that you may open."), verb=DUPLICATE)
        copy = Article(created_by=by, created_at=now)
        changes = changes_to(
            copy,
            fields={"title": _title_of_copy(source)}
            | {name: getattr(source, name) for name in _COPIED},
            bylines=own_byline(by),
            tags=tag_names_of(source),
            copied=True,
            verb=DUPLICATE,
        )
        store(copy, verb=DUPLICATE, by=by, now=now, changes=changes)
        told = _("Copy of “%(title)s”, version %(number)s.")
        reason = told % {"title": source.title, "number": source.version}
        record(copy, verb=DUPLICATE, by=by, now=now, from_status="", reason=reason)
    return copy


def _title_of_copy(source: Article) -> str:
    most = Article._meta.get_field("title").max_length
    title = _("Copy – %(title)s") % {"title": source.title}
    return title if len(title) <= most else title[: most - 2].rstrip() + " …"
