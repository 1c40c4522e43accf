"""Changing a story that readers see, and telling them what they ought to know about it."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from articles.editorial.changes import changes_to, check_editors_fields
from articles.editorial.credits import BylineEntry
from articles.editorial.rules import Refused, authors_of
from articles.editorial.steps import Step, step, told
from articles.models import Article, Correction

TYPO, UPDATE, CORRECTION = KINDS = ("typo", "update", "correction")


def update(
    article: Article,
    *,
    by: User,
    seen: int,
    kind: str,
    fields: dict[str, object],
    bylines: Iterable[BylineEntry] | None = None,
    tags: Iterable[str] | None = None,
    wrong: str = "",
    right: str = "",
    now: datetime | None = None,
) -> Article:
    """Change a story that readers see, and tell them what they ought to know.

    `kind` is "typo" (silent, logged), "update" (readers see when) or "correction" (a public ralat
    of what was `wrong` and what is `right`). While the two-person rule is on, an update or
    correction by the only author of the text waits for a second look.
    """
    if kind not in KINDS:
        sentence = _("Say what kind of change it is: a typing error, an update or a correction.")
        raise Refused(sentence, verb="update")
    with step("update", article, by=by, now=now, seen=seen, reason=kind) as it:
        it.changes = changes_to(
            it.article, fields=fields, bylines=bylines, tags=tags, verb="update"
        )
        check_editors_fields(it.changes, by=by, verb="update")
        if kind == CORRECTION:
            _correct(it, by=by, wrong=wrong, right=right)
        elif not it.changes:
            raise Refused(_("Nothing has been changed in the story."), verb="update")
        if kind != TYPO:
            it.article.updated_at = it.now
            _mark_when_alone(it, by=by)
    return it.article


def _correct(it: Step, *, by: User, wrong: str, right: str) -> None:
    sentence = _("A correction says what was wrong and what is right.")
    Correction.objects.create(
        article=it.article,
        wrong=told(wrong, sentence, verb="update"),
        right=told(right, sentence, verb="update"),
        at=it.now,
        by_name=str(by),
    )
    if not it.changes:  # readers see something new all the same, and a second press is told so
        it.article.version += 1


def _mark_when_alone(it: Step, *, by: User) -> None:
    authors = authors_of(it.article) | ({by.pk} if it.changes.text else set())
    if settings.TWO_PERSON_RULE and authors == {by.pk}:
        it.article.marked_at = it.now
        it.article.marked_by = by
