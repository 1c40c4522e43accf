"""Writes down what was refused. The door calls it after the verb's transaction was undone."""

from django.db import transaction
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.models import AuditEntry, User
from articles.editorial.rules import Refused
from articles.models import Article

UPLOAD = "upload"

audit.name_actions({UPLOAD: gettext_lazy("picture uploaded")})


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


def record_refused_upload(sentence: str, *, by: User, article: Article | None = None) -> None:
    """Add a picture that was not taken to the log; the sentence names its file."""
    record_refusal(Refused(sentence, verb=UPLOAD), by=by, article=article)
