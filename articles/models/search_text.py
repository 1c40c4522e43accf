"""What search knows of each story: the stems of its words, and how new it is.

The verbs and the import write it through `write` and `move`, beside the story and in the same
transaction; `rebuild_search` writes it anew. Every story has a row, whatever its state: who asks
restricts to what he may see, so nothing here changes when a scheduled moment comes.

On SQLite an FTS5 table follows this one by triggers, on PostgreSQL a generated `tsvector` stands in
it (migration `…_index_the_words`). Altering a table on SQLite drops its triggers: a migration that
alters this table has to make them again, and a test tells when they are gone.
"""

import math
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from articles import richtext
from articles.models.article import Article
from articles.models.search_word import SearchWord
from articles.stemming import stems, written_words

MOST_STEMS = 10_000  # of one story; a novel's rest is not found by its words
MOST_MARKUP = 200_000  # letters of a body that are looked at for them
OPENING = 60  # stems at the start of a story that say what it is about
# Stands between the parts of a story, so that no phrase reaches from one into the next. No word
# has such a stem: letters and digits are never in one.
BREAK = "b0"

INDEXED = ("title", "summary", "dateline", "body", "photo_caption")

_ID_BITS = 29
LARGEST_NUMBER = 2**_ID_BITS - 1  # of a story that its place tells; 536,870,911
_LAST_SECOND = 2**33  # in the year 2242


class SearchText(models.Model):
    """The words of one story, as search compares them. It is never shown to anybody."""

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="search_text"
    )
    # Newer stories have higher places: time of publication, then number. The full-text table of
    # SQLite is read backwards along it, so a common word costs no more than a rare one.
    place = models.BigIntegerField(unique=True)
    headline = models.TextField()  # " stem stem " of the title
    opening = models.TextField()  # of the summary and of how the story begins
    stems = models.TextField()  # of everything

    def __str__(self) -> str:
        return f"words of {self.article_id}"


def write(article: Article) -> None:
    """Keep the words of a story as it is now; one statement, and one or two for new words."""
    keep([article])


def move(article: Article) -> None:
    """Keep how new a story is, where its words have not changed."""
    moved = SearchText.objects.filter(article=article).update(place=place_of(article))
    if not moved:
        write(article)


def keep(articles: Iterable[Article]) -> None:
    """Keep the words of several stories."""
    rows, seen = [], set()
    for article in articles:
        rows.append(SearchText(**columns_of(article)))
        seen |= vocabulary_of(article)
    SearchText.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["place", "headline", "opening", "stems"],
    )
    SearchWord.objects.learn(seen)


def columns_of(article: Any) -> dict:
    """Return what is kept of a story; any object with the fields of one will do."""
    headline = stems(article.title)
    summary = stems(article.summary)
    body = stems(text_of(article))[:MOST_STEMS]
    parts = [headline, summary, body, stems(article.photo_caption)]
    return {
        "article_id": article.pk,
        "place": place_of(article),
        "headline": _line(headline),
        "opening": _line([*summary, *body[:OPENING]]),
        "stems": _line([stem for part in parts if part for stem in (*part, BREAK)]),
    }


def place_of(article: Any) -> int:
    """Return where a story stands among all: by time of publication, or else of writing."""
    moment = article.published_at or article.created_at
    return place_at(moment) | (article.pk & LARGEST_NUMBER)


def place_at(moment: datetime) -> int:
    """Return the lowest place of a second: a story of this second or later has none below it."""
    second = math.floor(moment.timestamp())
    return max(-_LAST_SECOND, min(second, _LAST_SECOND)) << _ID_BITS


def text_of(article: Any) -> str:
    """Return the body as it is read, as far as search looks at it, after its place."""
    return f"{article.dateline}\n\n{richtext.plain(article.body[:MOST_MARKUP])}"


def vocabulary_of(article: Any) -> set[str]:
    """Return the words of a story in the forms that stand in it, for near misses."""
    text = f"{article.title}\n{article.summary}\n{text_of(article)}"
    found = set(written_words(text)[:MOST_STEMS])
    return {plain for word in found if (plain := SearchWord.plain(word))}


def _line(found: list[str]) -> str:
    return f" {' '.join(found)} "
