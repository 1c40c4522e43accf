"""When somebody leaves: what lies open on his desk goes to a colleague, in one step.

Who created a story is a fact and stays. The colleague is assigned to it, which makes it his own as
well; whoever leaves keeps what he created for as long as his account is on, so it is usually
switched off in the same step. What a third person works on already stays with that person.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.roles import MANAGING_EDITOR, ROLES
from accounts.switching_off import switch_off
from articles.editorial.assigning import assign
from articles.editorial.plain_text import paragraphs
from articles.editorial.rules import Refused
from articles.models import Article, Letter
from articles.models.article import Status

VERB = "hand_over"


@dataclass(frozen=True)
class HandedOver:
    """What was done: the stories, and whether the account was switched off with it."""

    stories: list[Article]
    to: User
    switched_off: bool


def open_to_everybody(now: datetime) -> QuerySet[Article]:
    """Return what readers cannot see yet, whoever works on it."""
    unseen = Q(status__in=(Status.DRAFT, Status.IN_REVIEW), trashed_at=None)
    ahead = Q(status=Status.PUBLISHED, published_at__gt=now)
    return Article.objects.filter(unseen | ahead).order_by("id")


def open_stories(person: User, *, now: datetime) -> QuerySet[Article]:
    """Return what of that this person works on, oldest first."""
    his = Q(assigned_to=person) | Q(created_by=person, assigned_to=None)
    return open_to_everybody(now).filter(his)


def successors(person: User) -> QuerySet[User]:
    """Return who can take over from somebody: whoever has a role and an account that is on."""
    return User.objects.filter(is_active=True, role__in=ROLES).exclude(pk=person.pk)


@transaction.atomic
def hand_over(
    person: User,
    *,
    to: User,
    by: User,
    switch_account_off: bool = False,
    reason: str = "",
    now: datetime | None = None,
) -> HandedOver:
    """Assign everything that is open on one person's desk to another; all of it, or nothing.

    Due dates stay as they are. Each story has its event, the log one entry for the whole. Raises
    Refused for whoever is no managing editor, for a colleague who cannot take over, and where the
    account may not be switched off.
    """
    now = now or timezone.now()
    reason = paragraphs(reason)[:500]
    if not by.is_at_least(MANAGING_EDITOR):
        raise Refused(_("Only a managing editor hands stories over."), verb=VERB)
    # Both held, in one order for all: nobody is switched off while he is given stories.
    held = User.objects.select_for_update(no_key=True).filter(pk__in=(person.pk, to.pk))
    people = {user.pk: user for user in held.order_by("pk")}
    if person.pk not in people or not successors(person).filter(pk=to.pk).exists():
        sentence = _("%(name)s cannot take over: choose somebody with a role and an account.")
        raise Refused(sentence % {"name": to}, verb=VERB)
    person, to = people[person.pk], people[to.pk]
    why = " ".join([_("Handed over by %(name)s.") % {"name": person}, reason]).strip()
    stories = [
        assign(story, by=by, to=to, due=story.due_date, reason=why, now=now)
        for story in open_stories(person, now=now)
    ]
    _keep_one_letter(to, now=now)
    if switch_account_off:
        _switch_off(person, by=by)
    detail = f"{person} → {to}: {len(stories)}. {reason}".strip()
    audit.record(VERB, by=by, target=person, detail=detail)
    return HandedOver(stories, to, switch_account_off)


def _keep_one_letter(person: User, *, now: datetime) -> None:
    """Leave one letter of those just written; the desk lists what it does not name."""
    letters = Letter.objects.filter(notice__person=person, notice__at=now, notice__kind="assigned")
    others = list(letters.order_by("pk").values_list("pk", flat=True)[1:])
    Letter.objects.filter(pk__in=others).delete()


def _switch_off(person: User, *, by: User) -> None:
    try:
        switch_off(person, by=by)
    except ValidationError as error:
        raise Refused(error.messages[0], verb=VERB) from error
