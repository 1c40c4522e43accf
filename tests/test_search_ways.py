"""However common words are, and whichever way they are asked for, the same stories are found."""

import pytest
from django.utils import timezone

from articles.models import Article, Category, SearchText
from articles.public import search_query, search_statements
from articles.public.search_query import newest_found
from articles.public.search_statements import newest_with
from articles.public.search_terms import read
from benchmarks._newsroom import build

SEARCHES = ("warga", "warga pemerintah", '"warga pemerintah"', "kecapi", "posyandu setu", "tiada")


@pytest.fixture
def newsroom(transactional_db):
    """Give eighty stories with words of every frequency."""
    build(80, now=timezone.now())


def plainly(text: str) -> list[int]:
    """Return the numbers of the stories with the words, newest first, by reading every text."""
    rows = SearchText.objects.order_by("-place").values_list("article_id", "stems")
    return [pk for pk, line in rows if all(needle in line for needle in read(text).needles)]


@pytest.mark.parametrize("sample", [3, 7, 40, 400])
def test_however_many_stories_are_looked_at_first_the_same_are_found(newsroom, monkeypatch, sample):
    monkeypatch.setattr(search_statements, "_SAMPLE", sample)
    middle = SearchText.objects.order_by("place")[40].place
    for text in SEARCHES:
        terms = read(text).each
        found = [pk for pk, _place in newest_with(terms, limit=1000)]
        assert found == plainly(text), text
        assert [pk for pk, _ in newest_with(terms, limit=2)] == found[:2]
        older = [pk for pk, _ in newest_with(terms, limit=1000, before=middle)]
        newer = [pk for pk, _ in newest_with(terms, limit=1000, since=middle)]
        assert newer + older == found


def test_in_a_small_section_every_story_with_the_words_is_found(newsroom, monkeypatch):
    monkeypatch.setattr(search_query, "_BATCHES", ((20, False), (20, True)))
    monkeypatch.setattr(search_query, "_AT_ONCE", 3)
    small = Category.objects.get(slug="rubrik-3")
    stories = Article.objects.published(timezone.now()).filter(category=small)
    shown = set(stories.values_list("pk", flat=True))
    assert 3 < len(shown) < 15
    for text in ("warga", "warga pemerintah"):
        found = newest_found(stories, read(text))
        assert found.ids == [pk for pk in plainly(text) if pk in shown]
        assert found.more is False
