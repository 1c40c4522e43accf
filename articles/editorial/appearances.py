"""What follows when a scheduled story appears, done once, whoever does it and however often.

Readers see the story by the clock. The row in `DueEffect` is only the claim to what comes with it:
it is written when the moment is set, in the transaction of the verb, and taken by whoever comes
first after that moment. One row per story and moment; the database sees to that.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.editorial.telling import tell_appeared
from articles.models import Article, DueEffect

_AT_ONCE = 500


def plan(article: Article, *, now: datetime) -> None:
    """Remember that something is to be done at the story's moment, and forget moments it lost.

    Called after a verb moved the story, in its transaction.
    """
    ahead = article.state(now) == "scheduled"
    lost = article.due_effects.filter(done_at=None)
    if ahead:
        lost = lost.exclude(published_at=article.published_at)
        DueEffect.objects.get_or_create(article=article, published_at=article.published_at)
    lost.filter(published_at__gt=now).delete()


def carry_out(now: datetime | None = None, *, most: int = _AT_ONCE) -> int:
    """Do what is due for every story that has appeared; return for how many it was done here."""
    now = now or timezone.now()
    done = 0
    for _number in range(most):
        found = _do_one(now)
        if found is None:
            break
        done += found
    return done


def _do_one(now: datetime) -> bool | None:
    """Take one claim and do it, all in one transaction; None when there is none left to take."""
    with transaction.atomic():
        due = DueEffect.objects.filter(done_at=None, published_at__lte=now)
        due = due.order_by("published_at", "id").select_for_update(skip_locked=True)
        effect = due.first()
        if effect is None:
            return None
        effect.done_at = now
        effect.save(update_fields=["done_at"])
        article = effect.article
        # Withdrawn or moved since: nothing appeared at that moment that readers still see.
        happened = article.is_public(now) and article.published_at == effect.published_at
        if happened:
            tell_appeared(article, now=now)
        return happened
