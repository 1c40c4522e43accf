"""Writes down what was refused. The door calls it after the verb's transaction was undone."""

from django.db import transaction

from accounts import audit
from accounts.models import AuditEntry, User
from articles.editorial.rules import Refused
from articles.models import Article


def record_refusal(refused: Refused, *, by: User, article: Article | None) -> AuditEntry:
    """Add a refusal to the log, in a transaction of its own.

    Inside the refused transaction it would vanish with it, so call this where that has ended.
    `article` is None for a story that was never stored.
    """
    target = article if article is not None and article.pk else None
    with transaction.atomic():
        return audit.record(
            refused.verb, by=by, target=target, detail=refused.sentence, refused=True
        )
