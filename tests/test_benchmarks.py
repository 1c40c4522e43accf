"""What the benchmarks say is only as good as what they measure: made-up news, and arithmetic.

Nothing here is timed.
"""

import pytest
from django.utils import timezone

from articles.models import (
    Article,
    ArticleDay,
    ArticleMonth,
    Listing,
    Reporter,
    SearchText,
    SiteDay,
    SiteMonth,
    Tag,
    listing,
)
from articles.models.search_text import columns_of, vocabulary_of
from articles.models.search_word import SearchWord
from articles.readership.audit import disagreements
from articles.readership.days import day_of
from benchmarks._measuring import Load, Measured, Row, Table, cpu_ratio, over, pages_ratio
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
    listed = ("tag", "reporter", "article", "published_at")
    generated = set(Listing.objects.values_list(*listed))
    listing.write(Article.objects.all())
    assert generated == set(Listing.objects.values_list(*listed)) != set()
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


def test_ratios_are_made_inside_each_round_and_the_median_is_shown_with_its_spread():
    ceiling = Load(answers=1000, seconds=1, cpu=0.2)
    slow_minute = Load(answers=500, seconds=1, cpu=0.2)
    ours = [Load(900, 1, 0.225), Load(450, 1, 0.12), Load(700, 1, 0.2)]
    rounds = list(zip(ours, [ceiling, slow_minute, ceiling], strict=True))
    assert pages_ratio(rounds) == over([0.9, 0.9, 0.7]) == Measured(0.9, 0.7, 0.9)
    by_cpu = cpu_ratio(rounds)  # 0.2 against 0.25, 0.4 against 0.2667, 0.2 against 0.2857
    assert (round(by_cpu.median, 3), round(by_cpu.high, 3)) == (0.8, 1.5)
    assert str(over([1.0, 2.5, 1.25, 123456.0])) == "1.88 (1.00–123,456)"


@pytest.mark.parametrize(
    ("number", "most", "verdict"),
    [(0.91, False, "aim"), (0.81, False, "floor"), (0.79, False, "MISSED"),
     (0.796, False, "floor"), (0.85, True, "floor"), (0.95, True, "MISSED"), (0.7, True, "aim")],
)  # fmt: skip
def test_a_row_says_whether_floor_or_aim_was_reached(number, most, verdict):
    floor, aim = (0.9, 0.8) if most else (0.8, 0.9)
    row = Row("warm article / C", "sqlite", over([number]), floor, aim, most=most)
    assert row.verdict == verdict
    by_cpu = Row(
        "warm article / C", "sqlite", over([0.1]), floor, aim, most=most, cpu=over([number])
    )
    assert by_cpu.verdict == verdict  # the steadier figure counts
    lines = Table([row]).text().splitlines()
    assert len(lines) == 2
    assert lines[1].endswith(verdict)
