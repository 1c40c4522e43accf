"""The two statements that a story's page is made of, and nothing else of it asks the database.

They are written out because a page that is not kept yet should cost little more than one that is:
Django takes ten times as long to write such queries as a database to answer them. What readers may
see is said here once more, in the words of `ArticleQuerySet.published`; a test holds the two
together. Lists come as JSON, which either database writes with functions of its own.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from django.db import connection

from articles.models import Article
from articles.public.planned_once import rows_of
from articles.readership.statements.totals import READS

# In the order of the columns of each model, as `from_db` wants them.
ARTICLE = (
    "id", "title", "slug", "summary", "dateline", "body", "category_id", "photo_id",
    "photo_caption", "photo_credit", "photo_alt", "attachments", "is_reprint", "source",
    "needs_verification", "status", "published_at", "first_published_at", "updated_at",
    "withdrawn_at", "withdrawal_ground", "withdrawal_text", "posted_by",
)  # fmt: skip
CATEGORY = ("id", "name", "slug")
PHOTO = ("id", "file", "width", "height", "alt")
CARD = ("id", "title", "slug", "published_at")
BYLINE = ("id", "reporter_id", "role")
REPORTER = ("id", "name", "slug")
TAG = ("id", "name", "key", "slug")
CORRECTION = ("id", "wrong", "right", "at")

LOOKED_AT = 60  # the newest stories of each of the story's tags; a tag may have 100,000
_LARGEST_ID = 2**63 - 1
_CANDIDATES = 12  # of them, those with most tags in common

_JSON = {
    "sqlite": {"list": "json_group_array(json(line))", "line": "json_array"},
    "postgresql": {"list": "json_agg(line)", "line": "json_build_array"},
}
_COLUMNS = {
    "article": ", ".join(f"a.{name}" for name in ARTICLE),
    "card": ", ".join(f"a.{name}" for name in CARD),
    "category": ", ".join(f"c.{name}" for name in CATEGORY),
    "photo": ", ".join(f"p.{name}" for name in PHOTO),
    "byline": ", ".join(f"b.{name}" for name in BYLINE),
    "reporter": ", ".join(f"r.{name}" for name in REPORTER),
    "tag": ", ".join(f"t.{name}" for name in TAG),
    "correction": ", ".join(f'n."{name}"' for name in CORRECTION),
}
_PUBLIC = "a.status = 'published' AND a.published_at <= %(now)s"
_STORY = """
    SELECT {reads},
        (SELECT {list} FROM (
            SELECT {line}({byline}, {reporter}) AS line
            FROM articles_byline b JOIN articles_reporter r ON r.id = b.reporter_id
            WHERE b.article_id = a.id ORDER BY b.position, b.id) AS names),
        (SELECT {list} FROM (
            SELECT {line}({tag}) AS line
            FROM articles_article_tags m JOIN articles_tag t ON t.id = m.tag_id
            WHERE m.article_id = a.id ORDER BY t.key) AS topics),
        (SELECT {list} FROM (
            SELECT {line}({correction}) AS line
            FROM articles_correction n
            WHERE n.article_id = a.id ORDER BY n.at, n.id) AS corrections),
        {article}, {category}, {photo}
    FROM articles_article a
    LEFT JOIN articles_category c ON c.id = a.category_id
    LEFT JOIN articles_photo p ON p.id = a.photo_id
    WHERE a.id = %(id)s AND (a.status = 'withdrawn' OR {public})
"""
# Which story is what to this one, by numbers from indexes; what is shown of them comes last.
_AROUND = """
    SELECT f.kind, {card}, {category}, {photo}
    FROM (
        {related}
        SELECT * FROM (
            SELECT 'older' AS kind, 0 AS place, a.id FROM articles_article a
            WHERE a.status = 'published' AND (a.published_at, a.id) < (%(at)s, %(id)s)
            ORDER BY a.published_at DESC, a.id DESC LIMIT 1) AS older
        UNION ALL
        SELECT * FROM (
            SELECT 'newer' AS kind, 0 AS place, a.id FROM articles_article a
            WHERE {public} AND (a.published_at, a.id) > (%(at)s, %(id)s)
            ORDER BY a.published_at, a.id LIMIT 1) AS newer
    ) AS f
    JOIN articles_article a ON a.id = f.id
    LEFT JOIN articles_category c ON c.id = a.category_id
    LEFT JOIN articles_photo p ON p.id = a.photo_id
    ORDER BY f.place, a.published_at DESC, a.id DESC
"""
_RELATED = """
    SELECT * FROM (
        SELECT 'related' AS kind, -shared.tags AS place, a.id
        FROM (
            SELECT article_id, published_at, COUNT(*) AS tags FROM ({entries}) AS entries
            WHERE article_id <> %(id)s GROUP BY article_id, published_at
            ORDER BY tags DESC, published_at DESC, article_id DESC LIMIT {candidates}
        ) AS shared
        JOIN articles_article a ON a.id = shared.article_id
        WHERE {public}
        ORDER BY place, a.published_at DESC, a.id DESC LIMIT %(most)s) AS related
    UNION ALL
"""
_ENTRIES = """
    SELECT * FROM (
        SELECT article_id, published_at FROM articles_listing
        WHERE tag_id = %(tag_{n})s AND published_at <= %(now)s
        ORDER BY published_at DESC, article_id DESC LIMIT {looked_at}) AS entries_{n}
"""


def story_with_parts(number: int, *, now: datetime) -> tuple | None:
    """Return reads, bylines, tags, corrections and columns of a story whose address answers."""
    if number > _LARGEST_ID:  # SQLite refuses it loudly; no story has it
        return None
    found = rows_of(_story(connection.vendor), {"id": number, "now": _moment(now)})
    return found[0] if found else None


def around_story(article: Article, *, tags: Sequence[int], most: int, now: datetime) -> list[tuple]:
    """Return what is related to a public story, what was published before it, and what after.

    Each row begins with "related", "older" or "newer"; the related come best first.
    """
    values = {"id": article.pk, "at": _moment(article.published_at), "now": _moment(now)}
    values |= {"most": most, **{f"tag_{n}": tag for n, tag in enumerate(tags)}}
    return rows_of(_around(len(tags)), values)


@lru_cache
def _story(vendor: str) -> str:
    return _STORY.format(public=_PUBLIC, reads=READS, **_COLUMNS, **_JSON[vendor])


@lru_cache(maxsize=64)
def _around(tags: int) -> str:
    """Return the statement for a story with so many tags."""
    words = {"public": _PUBLIC, "candidates": _CANDIDATES, **_COLUMNS}
    entries = "UNION ALL".join(_ENTRIES.format(n=n, looked_at=LOOKED_AT) for n in range(tags))
    related = _RELATED.format(entries=entries, **words) if tags else ""
    return _AROUND.format(related=related, **words)


def _moment(moment: datetime) -> datetime | str:
    return connection.ops.adapt_datetimefield_value(moment)
