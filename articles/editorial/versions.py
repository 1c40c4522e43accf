"""Keeps every state a story was ever in: one row of history per save, by whom and through what.

`django-simple-history` copies the columns; a version also remembers the bylines, the tags and
whether the text changed (`VersionFacts`). They are handed over on the instance, because the
receiver that writes the row does no database work of its own.

`Article.version` counts what would be published, not where the story stands: a change of status
makes a row of history but no new version, so handing in and taking back never make somebody's open
form out of date, and neither does an assignment; any change of another field, a byline or a tag
does.
"""

from datetime import datetime

from django.db.models import Model
from django.dispatch import receiver
from simple_history.signals import pre_create_historical_record

from accounts.models import User
from articles.editorial.changes import NOTHING, Changes
from articles.editorial.credits import as_facts, bylines_of, replace_bylines
from articles.editorial.tagging import replace_tags, tag_names_of
from articles.models import Article, listing, search_text
from articles.slugs import slugify


def store(
    article: Article, *, verb: str, by: User | None, now: datetime, changes: Changes = NOTHING
) -> None:
    """Save the story, with its bylines and tags, as one row of history.

    A new version is counted when `changes` touch what would be published. The words of the address
    follow the title until readers may have seen it, and never after.
    """
    adding = article.pk is None
    changes.write_on(article)
    if "title" in changes.fields and not adding and not _was_public(article, now):
        article.slug = slugify(article.title)
    if changes.content and not adding:
        article.version += 1
    article.saved_at = now
    bylines = bylines_of(article) if changes.bylines is None else changes.bylines
    tag_names = tag_names_of(article) if changes.tags is None else list(changes.tags.values())
    _save_with_facts(
        article,
        verb=verb,
        by=by,
        now=now,
        facts={
            "bylines": as_facts(bylines),
            "tag_names": tag_names,
            "text_changed": changes.text,
        },
    )
    if changes.bylines is not None:
        replace_bylines(article, changes.bylines)
    if changes.tags is not None:
        replace_tags(article, changes.tags)
    if adding or any(name in changes.fields for name in search_text.INDEXED):
        search_text.write(article)
    else:
        search_text.move(article)
    listing.write([article])


def _was_public(article: Article, now: datetime) -> bool:
    return article.first_published_at is not None and article.first_published_at <= now


def _save_with_facts(
    article: Article, *, verb: str, by: User | None, now: datetime, facts: dict
) -> None:
    article._history_user = by  # from the verb, not from whichever request is running
    article._history_date = now
    article._change_reason = verb
    article._version_facts = facts
    try:
        article.save()
    finally:
        del article._history_user, article._history_date
        del article._change_reason, article._version_facts


@receiver(pre_create_historical_record, sender=Article.history.model)
def _add_facts(instance: Article, history_instance: Model, **kwargs) -> None:
    for name, value in getattr(instance, "_version_facts", {}).items():
        setattr(history_instance, name, value)
