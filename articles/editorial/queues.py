"""Which stories wait for whom, and in which order: what the desk's home and its lists ask for.

Each function returns a queryset that an index can answer from its first row on, or two of them;
whoever shows it takes a slice, of two by `walks.first_of`. None of them says who may open a story:
that is `open_to`, applied by the caller or, where a person is passed in, here.
"""

from datetime import date, datetime, time, timedelta

from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import EDITOR
from articles.models import Article
from articles.models.article import ArticleQuerySet, Status

MOST = 1000  # rows are counted and paged up to here; beyond it "1,000+" says enough


def kept() -> ArticleQuerySet:
    """Return every story that is not in the trash."""
    return Article.objects.filter(trashed_at=None)


def own_of(stories: ArticleQuerySet, person: User) -> ArticleQuerySet:
    """Return those of the stories that are the person's own: created by or assigned to him."""
    return stories.filter(Q(created_by=person) | Q(assigned_to=person))


def own_parts(stories: ArticleQuerySet, person: User) -> tuple[ArticleQuerySet, ArticleQuerySet]:
    """Return the same stories in two parts, each of which an index has in order (`walks`)."""
    written = stories.filter(created_by=person)
    return written, stories.filter(assigned_to=person).exclude(created_by=person)


def in_state(stories: ArticleQuerySet, state: str, now: datetime) -> ArticleQuerySet:
    """Return the stories in a state, the same division as `Article.state`; else all but trash."""
    if state == "trashed":
        return stories.filter(trashed_at__isnull=False)
    stories = stories.filter(trashed_at=None)
    return {
        "draft": stories.filter(status=Status.DRAFT, returned_at=None),
        "returned": stories.filter(status=Status.DRAFT, returned_at__isnull=False),
        "in_review": stories.filter(status=Status.IN_REVIEW),
        "scheduled": stories.filter(status=Status.PUBLISHED, published_at__gt=now),
        "published": stories.filter(status=Status.PUBLISHED, published_at__lte=now),
        "withdrawn": stories.filter(status=Status.WITHDRAWN),
    }.get(state, stories)


# What comes first in each state: whoever waits longest, whatever is next, whatever is newest.
ORDERS = {
    "in_review": ("submitted_at", "id"),
    "scheduled": ("published_at", "id"),
    "published": ("-published_at", "-id"),
    "trashed": ("-trashed_at", "-id"),
}
LAST_SAVED = ("-saved_at", "-id")
UNFINISHED = (Status.DRAFT, Status.IN_REVIEW)


def queue(person: User, state: str, now: datetime) -> ArticleQuerySet:
    """Return the stories of a state that this person may open, in the order of that state."""
    stories = in_state(Article.objects.open_to(person), state, now)
    return stories.order_by(*ORDERS.get(state, LAST_SAVED))


def mine(person: User, state: str, now: datetime) -> tuple[ArticleQuerySet, ArticleQuerySet]:
    """Return the person's own stories of a state in two parts, in the order of that state."""
    stories = in_state(Article.objects.all(), state, now)
    return own_parts(stories.order_by(*ORDERS.get(state, LAST_SAVED)), person)


def drafts_of(person: User) -> ArticleQuerySet:
    """Return what he writes of his own accord: drafts nobody returned or gave to him.

    What an editor gave to somebody else for a day stands among the tasks he watches over.
    """
    drafts = kept().filter(created_by=person, status=Status.DRAFT, returned_at=None)
    if person.is_at_least(EDITOR):
        drafts = drafts.filter(Q(assigned_to=None) | Q(due_date=None))
    return drafts.exclude(assigned_to=person).order_by(*LAST_SAVED)


def tasks_of(person: User) -> ArticleQuerySet:
    """Return the drafts given to this person that nobody returned, the next due date first."""
    drafts = kept().filter(assigned_to=person, status=Status.DRAFT, returned_at=None)
    return drafts.order_by(F("due_date").asc(nulls_last=True), *LAST_SAVED)


def expected(stories: ArticleQuerySet) -> ArticleQuerySet:
    """Return those of the stories that are not finished and expected on a day, the next first."""
    unfinished = stories.filter(status__in=UNFINISHED, trashed_at=None)
    return unfinished.filter(due_date__isnull=False).order_by("due_date", "id")


def expected_parts(stories: ArticleQuerySet) -> tuple[ArticleQuerySet, ...]:
    """Return the same stories in parts, each of which an index has in order (`walks`)."""
    return tuple(expected(stories).filter(status=status) for status in UNFINISHED)


def marked(stories: ArticleQuerySet) -> ArticleQuerySet:
    """Return those of the stories that wait for a second look, the oldest mark first."""
    return stories.filter(marked_at__isnull=False).order_by("marked_at", "id")


def live_on(person: User, day: date, now: datetime) -> ArticleQuerySet:
    """Return what appeared on a day and readers see, the newest first."""
    begins, ends = bounds(day, day)
    stories = Article.objects.open_to(person).published(now)
    return stories.filter(published_at__gte=begins, published_at__lt=ends).newest()


def waiting_for(person: User, now: datetime) -> list[int]:
    """Return the ids of what this person is to do next, at most `MOST` from each queue.

    Everybody: what came back to him and what he was given. An editor also what waits for review
    and for a second look, but not his own stories: somebody else has to read those.
    """
    queues = [*mine(person, "returned", now), tasks_of(person)]
    if person.is_at_least(EDITOR):
        queues += [
            queue(person, "in_review", now).exclude(created_by=person),
            marked(Article.objects.open_to(person)).exclude(marked_by=person),
        ]
    found = (stories.values_list("pk", flat=True)[:MOST] for stories in queues)
    return sorted({pk for pks in found for pk in pks})


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the moments at which a range of days begins and is over, in the site's time zone."""
    zone = timezone.get_default_timezone()
    after = last + timedelta(days=1)
    return datetime.combine(first, time.min, zone), datetime.combine(after, time.min, zone)
