"""The desk's home: for a reporter his own stories, for an editor what waits for editors, and his.

Every section asks for ids alone, and for no more than it takes to say "1,000+"; the stories that
are shown are then read together. So the page takes the same few queries whatever the desk holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import EDITOR
from articles.editorial import due, notices, queues, walks
from articles.models import Article
from articles.models.article import ArticleQuerySet
from articles.overview.rows import Row, rows_of
from articles.readership.days import day_of

SHOWN = 10  # stories in one section; the rest is behind its link


@dataclass
class Section:
    """One list of the home. Without `empty`, it is there only while it holds something."""

    key: str
    title: Promise
    stories: ArticleQuerySet | Sequence[ArticleQuerySet]  # or the parts of a list (`walks`)
    more: str  # the address of the whole list
    empty: Promise | str = ""
    aside: bool = False  # in the second column, where there is room for two
    ids: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many there are, or more than `queues.MOST`."""
        return len(self.ids)

    @property
    def has_more(self) -> bool:
        return self.count > SHOWN


def context_of(request: HttpRequest) -> dict:
    """Return what the home shows to this person."""
    now, person = timezone.now(), request.user
    sections = list(_sections(person, now))
    _read(sections, now)
    shown = [section for section in sections if section.rows or section.empty]
    return {
        "now": now,
        "today": day_of(now),
        "most": queues.MOST,
        "main_sections": [section for section in shown if not section.aside],
        "side_sections": [section for section in shown if section.aside],
        "notices": notices.open_for(person),
        "effects": due.overdue(now) if person.is_at_least(EDITOR) else None,
    }


def _read(sections: list[Section], now: datetime) -> None:
    """Fill the sections: a query or two for the ids of each, and a few for all that is shown."""
    for section in sections:
        stories = section.stories
        parts = [stories] if isinstance(stories, ArticleQuerySet) else stories
        section.ids = walks.first_of(parts, queues.MOST + 1)
    found = rows_of((pk for section in sections for pk in section.ids[:SHOWN]), now=now)
    for section in sections:
        section.rows = [found[pk] for pk in section.ids[:SHOWN] if pk in found]


def _sections(person: User, now: datetime) -> Iterator[Section]:
    if person.is_at_least(EDITOR):
        yield from _for_editors(person, now)
        yield from _own_work(person, now)
        return
    yield from _own_work(person, now)
    yield from _own_stories(person, now)


def _for_editors(person: User, now: datetime) -> Iterator[Section]:
    yield Section(
        "in_review",
        _("Waiting for review"),
        queues.queue(person, "in_review", now),
        _list("state=in_review"),
        empty=_("Nothing waits for review."),
    )
    yield Section(
        "second_look",
        _("Waiting for a second look"),
        queues.marked(Article.objects.open_to(person)),
        _list("queue=second_look"),
    )
    yield Section(
        "due",
        _("Assigned, by due date"),
        queues.expected_parts(Article.objects.open_to(person)),
        _list("queue=due"),
    )
    yield Section(
        "scheduled",
        _("Scheduled"),
        queues.queue(person, "scheduled", now),
        reverse("admin:schedule"),
        empty=_("Nothing is scheduled."),
        aside=True,
    )
    yield Section(
        "published",
        _("Published today"),
        queues.live_on(person, day_of(now), now),
        _list("state=published&when=today"),
        empty=_("Nothing has been published today."),
        aside=True,
    )


def _own_work(person: User, now: datetime) -> Iterator[Section]:
    """What this person has to write; a reporter's drafts have their place even when empty."""
    is_editor = person.is_at_least(EDITOR)
    yield Section(
        "returned",
        _("Sent back to you"),
        queues.mine(person, "returned", now),
        _own_list(person, "returned"),
    )
    yield Section(
        "tasks", _("Assigned to you"), queues.tasks_of(person), _own_list(person, "draft")
    )
    yield Section(
        "drafts",
        _("Your drafts"),
        queues.drafts_of(person),
        _own_list(person, "draft"),
        empty="" if is_editor else _("You have no drafts."),
    )


def _own_stories(person: User, now: datetime) -> Iterator[Section]:
    """What this person handed in, and what became of it."""
    yield Section(
        "in_review",
        _("Waiting for review"),
        queues.mine(person, "in_review", now),
        _own_list(person, "in_review"),
        empty=_("Nothing of yours waits for review."),
        aside=True,
    )
    yield Section(
        "scheduled",
        _("Scheduled"),
        queues.mine(person, "scheduled", now),
        reverse("admin:schedule"),
        aside=True,
    )
    yield Section(
        "published",
        _("Published"),
        queues.mine(person, "published", now),
        _own_list(person, "published"),
        empty=_("Nothing of yours has been published yet."),
        aside=True,
    )


def _list(query: str) -> str:
    return f"{reverse('admin:articles_article_changelist')}?{query}"


def _own_list(person: User, state: str) -> str:
    """Return where one's own stories of a state are listed; a reporter's list has no others."""
    mine = "queue=mine&" if person.is_at_least(EDITOR) else ""
    return _list(f"{mine}state={state}")
