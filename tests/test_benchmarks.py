"""What the benchmarks say is only as good as what they measure: made-up news, and arithmetic.

Nothing here is timed.
"""

import pytest
from django.utils import timezone

from articles.models import (
    Article,
    ArticleDay,
    ArticleMonth,
    Reporter,
    SearchText,
    SiteDay,
    SiteMonth,
    Tag,
)
from articles.models.search_text import columns_of, vocabulary_of
from articles.models.search_word import SearchWord
from articles.readership.audit import disagreements
from articles.readership.days import day_of
from benchmarks._newsroom import build
from benchmarks._texts import COMMON, RARE

STORIES = 60


@pytest.fixture
def newsroom(transactional_db):
    """Give a small newsroom as the generator makes it."""
    now = timezone.now()
    build(STORIES, now=now)
    return now


def test_the_generator_makes_a_newsroom_that_adds_up(newsroom):
    assert disagreements(day_of(newsroom)) == []
    assert Article.objects.count() == STORIES
    reads = sum(ArticleDay.objects.values_list("reads", flat=True))
    assert reads == sum(ArticleMonth.objects.values_list("reads", flat=True)) > STORIES
    assert reads == sum(SiteMonth.objects.values_list("reads", flat=True))
    visitors = sum(SiteDay.objects.values_list("visitors", flat=True))
    assert visitors == sum(SiteMonth.objects.values_list("visitors", flat=True)) > 0


def test_what_is_generated_is_what_the_site_itself_would_have_kept(newsroom, client):
    words = set(SearchWord.objects.values_list("word", flat=True))
    for story in Article.objects.all():
        story.full_clean()
        kept = SearchText.objects.filter(article=story).values(*columns_of(story)).get()
        assert kept == columns_of(story)
        assert vocabulary_of(story) <= words
    newest = Article.objects.published().newest().first()
    found = client.get("/cari/", {"q": COMMON, "urut": "terbaru"}).content.decode()
    assert newest.get_absolute_url() in found
    story = Article.objects.get(pk=17)
    assert story.get_absolute_url() in client.get("/cari/", {"q": RARE}).content.decode()
    for path in (
        newest.get_absolute_url(),
        Tag.objects.get(pk=story.tags.first().pk).get_absolute_url(),
        Reporter.objects.first().get_absolute_url(),
        newest.category.get_absolute_url(),
    ):
        assert client.get(path).status_code == 200, path
