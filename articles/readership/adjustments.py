"""The ledger of a story's reads: taking away what was no reading, with a reason and a name.

A number grows by counting alone. A managing editor can take reads away, and give back what was
taken away; nobody can add reads. Every step is a row for ever and an entry in the log.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.roles import MANAGING_EDITOR
from articles.models import Article, ReadAdjustment
from articles.readership.totals import reads_of

ADJUST = "reads_adjusted"  # as the log calls it
LONGEST_REASON = 500


class AdjustmentRefused(Exception):
    """The number stays as it is; `sentence` says why."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = str(sentence)


def may_adjust(user: User) -> bool:
    """Say whether this person may write into the ledger."""
    return user.is_active and user.is_at_least(MANAGING_EDITOR)


def adjust(
    article: Article, *, by: User, reads: int, reason: str, now: datetime | None = None
) -> ReadAdjustment:
    """Take reads away from a story's number (`reads` below zero), or give such back.

    Raises AdjustmentRefused, and has changed nothing then.
    """
    now = now or timezone.now()
    if not may_adjust(by):
        raise AdjustmentRefused(_("Only a managing editor adjusts the number of reads."))
    reason = _checked_reason(reason)
    if not reads:
        raise AdjustmentRefused(_("Zero reads change nothing."))
    with transaction.atomic():
        # Whoever adjusts the same story waits here; counting goes on and only adds.
        stored = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
        _check_sum(stored, reads)
        row = ReadAdjustment.objects.create(
            article=stored,
            reads=reads,
            reason=reason,
            signed_by=by,
            signed_by_name=str(by)[:200],
            at=now,
        )
        audit.record(ADJUST, by=by, target=stored, detail=f"{reads:+d}: {reason}")
    return row


def adjusted(article: Article) -> int:
    """Return what all adjustments of a story come to: zero, or less."""
    return article.read_adjustments.aggregate(n=Sum("reads", default=0))["n"]


def _checked_reason(reason: str) -> str:
    reason = audit.one_line(reason)
    if not any(letter.isalnum() for letter in reason):
        raise AdjustmentRefused(_("Write down why."))
    if len(reason) > LONGEST_REASON:
        sentence = _("The reason has %(count)s letters; at most %(most)s fit.")
        raise AdjustmentRefused(sentence % {"count": len(reason), "most": LONGEST_REASON})
    return reason


def _check_sum(article: Article, reads: int) -> None:
    shown = reads_of([article.pk])[article.pk]
    if shown + reads < 0:
        sentence = _("This story has %(reads)s reads; no more than these can be taken away.")
        raise AdjustmentRefused(sentence % {"reads": shown})
    if reads > 0 and adjusted(article) + reads > 0:
        raise AdjustmentRefused(
            _("Reads are never added by hand; only what was taken away can be given back.")
        )
