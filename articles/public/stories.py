"""Which story answers at an address, and the stories offered after it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Model, Q

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
class ReadingOn:
    """Stories with tags of one, and those published just before and just after it."""

    related: list[Article]
    older: Article | None
    newer: Article | None


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
        _article(columns.ARTICLE, values),
        [_byline(line) for line in _lines(bylines)],
        [_made(Tag, columns.TAG, line) for line in _lines(tags)],
        [_correction(line) for line in _lines(corrections)],
        reads,
    )


def reading_on(story: Story, now: datetime) -> ReadingOn:
    """Return where to go on after a public story; one query.

    Related are the stories with most tags in common, among the newest of each tag; of equals the
    newer comes first.
    """
    found: dict[str, list[Article]] = {"related": [], "older": [], "newer": []}
    tags = [tag.pk for tag in story.tags]
    for kind, *values in around_story(story.article, tags=tags, most=RELATED, now=now):
        found[kind].append(_article(columns.CARD, values))
    older, newer = ((found[kind] or [None])[0] for kind in ("older", "newer"))
    return ReadingOn(found["related"], older, newer)


def other_news(
    state: State, article: Article, now: datetime, *, shown: list[Article] = ()
) -> list[Article]:
    """Return the five newest other stories, those of the same section first.

    They are taken from what all stories of a section share: nothing is asked of the database while
    it is the same edition.
    """
    section = article.category_id
    newest = state.remember(("newest around", section), lambda: _newest_around(section, now))
    known = {article.pk, *(story.pk for story in shown)}
    return [story for story in newest if story.pk not in known][:OTHERS]


def _newest_around(section: int | None, now: datetime) -> list[Article]:
    """Return enough of the newest stories, those of a section first."""
    enough = OTHERS + RELATED + 1  # so many may be known already
    public = Article.objects.published(now).newest().values_list("pk", flat=True)
    inside = public.filter(category=section)[:enough]
    outside = public.exclude(category=section)[:enough]
    return in_order([*inside, *outside], now)


def _article(names: tuple[str, ...], values: list) -> Article:
    """Return a story of its columns, with the section and the photo whose columns follow."""
    photo, section = values[-len(columns.PHOTO) :], values[len(names) : -len(columns.PHOTO)]
    article = _made(Article, names, values)
    article.category = _made(Category, columns.CATEGORY, section) if section[0] else None
    article.photo = _made(Photo, columns.PHOTO, photo) if photo[0] else None
    return article


def _byline(line: list) -> Byline:
    byline = _made(Byline, columns.BYLINE, line)
    byline.reporter = _made(Reporter, columns.REPORTER, line[len(columns.BYLINE) :])
    return byline


def _correction(line: list) -> Correction:
    return _made(Correction, columns.CORRECTION, [*line[:-1], datetime.fromisoformat(line[-1])])


def _made(model: type[Model], names: tuple[str, ...], values: list) -> Any:
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
