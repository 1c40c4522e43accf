"""Choosing the story that leads the front page (Berita Utama), until a moment that is set then.

The choice ends by the clock alone. A story that is not public at a moment leads nothing then: no
verb of the desk has to think of the front page when it withdraws or schedules.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.roles import EDITOR
from articles.editorial import site_settings
from articles.editorial.changes import BadField
from articles.editorial.rules import PUBLISHED, SCHEDULED, Refused, place_of
from articles.models import Article, LeadStory
from articles.models.edition import advance

CHOOSE, END = "lead_chosen", "lead_ended"  # as the log calls them
LONGEST = timedelta(days=14)


def choose(
    article: Article, *, by: User, until: datetime | None, now: datetime | None = None
) -> LeadStory:
    """Let a story lead until a moment; it takes the place of the one chosen before.

    Raises Refused, or BadField for a moment that cannot be.
    """
    now = now or timezone.now()
    _check_editor(by, CHOOSE)
    if place_of(article, now) not in {PUBLISHED, SCHEDULED}:
        sentence = _("Only a story that is published or scheduled can lead the front page.")
        raise Refused(sentence, verb=CHOOSE)
    _check_end(until, now)
    with transaction.atomic():
        site_settings.row()
        _end_all(now)
        chosen = LeadStory.objects.create(
            article=article,
            starts_at=now,
            ends_at=until,
            chosen_by=by,
            chosen_by_name=str(by)[:200],
        )
        end_of_it = timezone.localtime(until).isoformat(timespec="minutes")
        audit.record(CHOOSE, by=by, target=article, detail=end_of_it)
        advance(now)
    return chosen


def end(*, by: User, now: datetime | None = None) -> None:
    """Take the chosen story from the head of the front page; the newest leads again."""
    now = now or timezone.now()
    _check_editor(by, END)
    with transaction.atomic():
        ended = LeadStory.objects.chosen(now).select_related("article").first()
        if ended is None:
            raise Refused(_("No story is chosen to lead at this moment."), verb=END)
        _end_all(now)
        audit.record(END, by=by, target=ended.article)
        advance(now)


def _check_editor(user: User, verb: str) -> None:
    if not user.is_at_least(EDITOR):
        raise Refused(_("Only editors choose what leads the front page."), verb=verb)


def _check_end(until: datetime | None, now: datetime) -> None:
    if until is None:
        raise BadField(_("Say until when it leads."), verb=CHOOSE, field="until")
    if until <= now:
        raise BadField(_("The end must lie ahead."), verb=CHOOSE, field="until")
    if until > now + LONGEST:
        sentence = _("It may last %(days)s days at most.") % {"days": LONGEST.days}
        raise BadField(sentence, verb=CHOOSE, field="until")


def _end_all(now: datetime) -> None:
    LeadStory.objects.chosen(now).order_by().update(ends_at=now)
