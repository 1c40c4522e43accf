"""Which stories a report speaks of, and to whom: nothing of it tells of a story still to come."""

from datetime import datetime

from django.db.models import Q

from accounts.models import User
from accounts.roles import EDITOR
from articles.editorial.queues import bounds, own_of
from articles.models import Article
from articles.models.article import Status
from articles.reports.periods import Period


def appeared(now: datetime, *, within: Period | None = None, of: str = "") -> Q:
    """Return what readers saw for the first time up to now, or within a period.

    Only what is or was public has a time of publication. `of` leads from the rows of another table
    to their story, as in "article__".
    """
    found = Q(**{f"{of}published_at__lte": now})
    if within is not None:
        begins, ends = bounds(within.since, within.until)
        found &= Q(**{f"{of}published_at__gte": begins, f"{of}published_at__lt": ends})
    return found


def told_to(person: User, *, of: str = "") -> Q:
    """Return whose numbers a person is told, of stories that have appeared.

    An editor is told everything. A reporter is told what is public and what is his own: of a story
    that was withdrawn readers see an address and a notice, but no title and no tags.
    """
    if person.is_at_least(EDITOR):
        return Q()
    public = Q(**{f"{of}status": Status.PUBLISHED})
    return public | Q(**{f"{of}created_by": person}) | Q(**{f"{of}assigned_to": person})


def hidden_from(person: User, *, of: str = "") -> Q:
    """Return the stories that have appeared and of which a reporter is told nothing: `told_to`
    turned round, and quick to find, because they are few."""
    withdrawn = Article.objects.filter(status=Status.WITHDRAWN).order_by()
    others = withdrawn.exclude(pk__in=own_of(withdrawn, person).values("pk"))
    return Q(**{f"{of}pk__in": others.values("pk")})
