"""What an import may bring, and which of its stories it may still touch."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial.changes import WRITABLE, Changes, changes_to, clean_field
from articles.editorial.credits import BylineEntry, without_repeats
from articles.editorial.plain_text import is_blank
from articles.editorial.rules import Refused
from articles.editorial.steps import locked
from articles.editorial.tagging import clean_tags
from articles.models import Article
from articles.models.article import Ground, Status
from articles.slugs import slugify

STATUSES = (Status.DRAFT, Status.PUBLISHED, Status.WITHDRAWN)


def check_fit(
    article: Article, *, status: str, at: datetime | None, ground: str, text: str, now: datetime
) -> None:
    """Raise Refused for a story that could not be kept as it is; ValueError for a wrong call."""
    if status not in STATUSES:
        raise ValueError(f"A story is adopted as one of {[s.value for s in STATUSES]}.")
    if ground and ground not in Ground.values:
        raise ValueError(f"{ground!r} is no ground of a withdrawal.")
    if at is not None and timezone.is_naive(at):
        raise _refused(_("The time of publication needs a time zone."))
    if status == Status.PUBLISHED and at is None:
        raise _refused(_("A published story needs the time of its publication."))
    if status != Status.DRAFT and article.category_id is None:
        raise _refused(_("A published story needs a category."))
    if status == Status.WITHDRAWN and is_blank(text):
        raise _refused(_("A withdrawn story needs the text that readers are told."))
    if status == Status.WITHDRAWN and at is not None and at > now:
        raise _refused(_("A story cannot be withdrawn before it was published."))


def untouched(article: Article, *, status: str, at: datetime | None, now: datetime) -> Article:
    """Return the story to write to: the new one, or the stored one, locked.

    Raises Refused when somebody here changed or moved the story since the import brought it, and
    when the import would take a public story away from its readers without a word.
    """
    if article.pk is None:
        article.slug = slugify(article.slug or article.title)
        return article
    stored = locked(article)
    last = stored.events.order_by("-id").first()
    if last is None or last.verb != "adopt":
        raise _refused(_("The story has been worked on here since it was imported."))
    was_public = stored.first_published_at is not None and stored.first_published_at <= now
    if was_public and (status == Status.DRAFT or (at is not None and at > now)):
        raise _refused(_("The story is public here; an import does not hide it."))
    return stored


def changes(
    story: Article,
    *,
    wanted: Article,
    status: str,
    bylines: Iterable[BylineEntry],
    tags: Iterable[str],
) -> Changes:
    """Return what the import writes: everything for a new story, else what differs."""
    fields = {name: getattr(wanted, name) for name in WRITABLE}
    if status != Status.DRAFT:
        fields["posted_by"] = fields["posted_by"] or settings.NEWSROOM_NAME
    if story.pk is not None:
        return changes_to(story, fields=fields, bylines=bylines, tags=tags, verb="adopt")
    return Changes(
        fields={name: clean_field(name, value, verb="adopt") for name, value in fields.items()},
        bylines=without_repeats(bylines, verb="adopt"),
        tags=clean_tags(tags, verb="adopt"),
    )


def _refused(sentence: str) -> Refused:
    return Refused(sentence, verb="adopt")
