"""Which story answers at an address, and the stories offered after it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection
from django.db.models import Model, Q
from django.urls import reverse

from articles.models import Article, Byline, Category, Correction, Photo, Reporter, Tag
from articles.models.article import ArticleQuerySet, Status
from articles.public import story_statements as columns
from articles.public.lists import in_order
from articles.public.pulse import State
from articles.public.story_statements import around_story, story_with_parts

OTHERS = 5
RELATED = 4


@dataclass(frozen=True)
class Story:
    """A story whose address answers, with what its page shows of it."""

    article: Article
    bylines: list[Byline]
    tags: list[Tag]
    corrections: list[Correction]
    reads: int


@dataclass(frozen=True)
class Card:
    """A story as the list of related ones shows it.

    Its section and its photo are made when somebody looks at them: a card that stands on other
    pages already is not drawn again.
    """

    pk: int
    title: str
    slug: str
    published_at: datetime
    columns_of_section: tuple
    columns_of_photo: tuple

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk, self.slug])

    @cached_property
    def category(self) -> Category | None:
        return _section(*self.columns_of_section)

    @cached_property
    def photo(self) -> Photo | None:
        return _photo(self.columns_of_photo)


@dataclass(frozen=True)
class ReadingOn:
    """Stories with tags of one, and those published just before and just after it."""

    related: list[Card]
    older: Card | None
    newer: Card | None


def once_public(now: datetime) -> ArticleQuerySet:
    """Return the stories whose address answers: what is published, and what was withdrawn."""
    public = Q(status=Status.PUBLISHED, published_at__lte=now) | Q(status=Status.WITHDRAWN)
    return Article.objects.filter(public)


def find(number: int, now: datetime) -> Story | None:
    """Return the story at an address: published, or withdrawn since; one query."""
    row = story_with_parts(number, now=now)
    if row is None:
        return None
    reads, bylines, tags, corrections, *values = row
    return Story(
        _article(values),
        [_byline(line) for line in _lines(bylines)],
        [_tag(*line) for line in _lines(tags)],
        [_correction(line) for line in _lines(corrections)],
        reads,
    )


def reading_on(story: Story, now: datetime) -> ReadingOn:
    """Return where to go on after a public story; one query.

    Related are the stories with most tags in common, among the newest of each tag; of equals the
    newer comes first.
    """
    found: dict[str, list[Card]] = {"related": [], "older": [], "newer": []}
    tags = [tag.pk for tag in story.tags]
    for kind, *values in around_story(story.article, tags=tags, most=RELATED, now=now):
        found[kind].append(_card(tuple(values)))
    older, newer = ((found[kind] or [None])[0] for kind in ("older", "newer"))
    return ReadingOn(found["related"], older, newer)


def other_news(
    state: State, article: Article, now: datetime, *, shown: Iterable[Card] = ()
) -> tuple[Article, ...]:
    """Return the five newest other stories, those of the same section first.

    They are taken from what all stories of a section share: nothing is asked of the database while
    it is the same edition.
    """
    section = article.category_id
    newest = state.remember(("newest around", section), lambda: _newest_around(section, now))
    known = {article.pk, *(story.pk for story in shown)}
    return tuple([story for story in newest if story.pk not in known][:OTHERS])


def _newest_around(section: int | None, now: datetime) -> list[Article]:
    """Return enough of the newest stories, those of a section first."""
    enough = OTHERS + RELATED + 1  # so many may be known already
    public = Article.objects.published(now).newest().values_list("pk", flat=True)
    inside = public.filter(category=section)[:enough]
    outside = public.exclude(category=section)[:enough]
    return in_order([*inside, *outside], now)


def _article(values: tuple) -> Article:
    """Return a story of its columns, with the section and the photo whose columns follow."""
    own, section, photo = _parted(values, len(columns.ARTICLE))
    article = _made(Article, columns.ARTICLE, own)
    article.category, article.photo = _section(*section), _photo(photo)
    return article


def _card(values: tuple) -> Card:
    (pk, title, slug, published_at), section, photo = _parted(values, len(columns.CARD))
    return Card(pk, title, slug, _read("published_at", published_at), section, photo)


def _parted(values: tuple, own: int) -> tuple[tuple, tuple, tuple]:
    """Return the columns of a story, of its section and of its photo."""
    photo = len(values) - len(columns.PHOTO)
    return values[:own], values[own:photo], values[photo:]


def _photo(values: tuple) -> Photo | None:
    return _made(Photo, columns.PHOTO, values) if values[0] else None


def _byline(line: list) -> Byline:
    byline = _made(Byline, columns.BYLINE, line)
    byline.reporter = _reporter(*line[len(columns.BYLINE) :])
    return byline


# Sections, topics and people stand in many stories: those with equal columns are made once, and
# nobody changes them.


@lru_cache(maxsize=512)
def _section(*values: Any) -> Category | None:
    return _made(Category, columns.CATEGORY, values) if values[0] else None


@lru_cache(maxsize=2048)
def _tag(*values: Any) -> Tag:
    return _made(Tag, columns.TAG, values)


@lru_cache(maxsize=2048)
def _reporter(*values: Any) -> Reporter:
    return _made(Reporter, columns.REPORTER, values)


def _correction(line: list) -> Correction:
    return _made(Correction, columns.CORRECTION, [*line[:-1], datetime.fromisoformat(line[-1])])


def _made(model: type[Model], names: tuple[str, ...], values: Sequence) -> Any:
    """Return an instance of the first values; what is not among its names is left out of it."""
    read = [_read(name, value) for name, value in zip(names, values, strict=False)]
    return model.from_db(connection.alias, names, read)


def _read(name: str, value: Any) -> Any:
    """Return a value as a field has it; SQLite knows no zones, and neither passes JSON on."""
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return json.loads(value) if name == "attachments" else value


def _lines(found: Any) -> list[list]:
    """Return a list that came as JSON; PostgreSQL's comes read, and none where it is empty."""
    return json.loads(found) if isinstance(found, str) else found or []
