"""However common words are, and whichever way they are asked for, the same stories are found."""

from itertools import product

import pytest
from django.utils import timezone

from articles.models import Article, Category, SearchText, search_text
from articles.models.search_text import LARGEST_NUMBER
from articles.public import search_query, search_statements
from articles.public.search_query import newest_found
from articles.public.search_statements import newest_with
from articles.public.search_terms import read
from benchmarks._newsroom import build
from tests.readers import story

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


WAYS = product([((1, False), (2, False), (3, True)), ((9, False), (99, True))], [1, 200], [1, 7])


def test_whichever_way_is_taken_a_section_and_its_days_give_the_same_stories(newsroom, monkeypatch):
    """Found by their words or looked at one by one, of words in every story, some or none."""
    middle = SearchText.objects.order_by("place")[40].place
    public = Article.objects.published(timezone.now())
    newer = set(SearchText.objects.filter(place__gte=middle).values_list("pk", flat=True))
    for batches, sample, at_once in WAYS:
        monkeypatch.setattr(search_query, "_BATCHES", batches)
        monkeypatch.setattr(search_query, "_SAMPLE", sample)
        monkeypatch.setattr(search_query, "_AT_ONCE", at_once)
        for stories in (public, public.filter(category__slug="rubrik-3")):
            shown = set(stories.values_list("pk", flat=True))
            for text in SEARCHES:
                wanted = [pk for pk in plainly(text) if pk in shown]
                found = newest_found(stories, read(text))
                assert (found.ids, found.more) == (wanted, False), text
            found = newest_found(stories.filter(pk__in=newer), read("pemerintah"), since=middle)
            assert found.ids == [pk for pk in plainly("pemerintah") if pk in newer & shown]


def test_where_not_all_stories_were_looked_at_nobody_says_that_these_are_all(newsroom, monkeypatch):
    monkeypatch.setattr(search_query, "_BATCHES", ((5, False), (5, True)))
    monkeypatch.setattr(search_query, "_SAMPLE", 2)
    monkeypatch.setattr(search_query, "_LOOKED_AT", 4)
    monkeypatch.setattr(search_query, "_AT_ONCE", 2)
    stories = Article.objects.published(timezone.now()).filter(category__slug="rubrik-3")
    shown = set(stories.values_list("pk", flat=True))
    all_of_them = [pk for pk in plainly("warga") if pk in shown]
    found = newest_found(stories, read("warga"))
    assert found.more is True
    assert 0 < len(found.ids) < len(all_of_them)
    assert found.ids == all_of_them[: len(found.ids)]


def test_looking_at_the_stories_themselves_finds_what_the_index_finds(newsroom):
    everything = list(SearchText.objects.order_by("-place").values_list("pk", flat=True))
    for text in SEARCHES:
        there = plainly(text)
        assert search_query.saying(everything, read(text)) == there
        some = [pk for pk in everything[::3] if pk in there]
        assert search_query.saying(everything[::3], read(text)) == some
        assert search_query.saying([], read(text)) == []


def test_a_story_of_the_largest_number_is_found_and_one_beyond_it_too(newsroom):
    """SQLite reads the number of a story from its place, as far as numbers fit into it."""
    category = Category.objects.get(slug="rubrik-3")
    for number in (LARGEST_NUMBER, LARGEST_NUMBER + 5):
        giant = story(category, "Kirab budaya", pk=number)
        search_text.keep([giant])
        assert newest_found(Article.objects.published(), read("kirab")).ids[0] == number
        public = set(Article.objects.published().values_list("pk", flat=True))
        found = newest_found(Article.objects.published(), read("pemerintah")).ids
        assert found == [pk for pk in plainly("pemerintah") if pk in public] != []
