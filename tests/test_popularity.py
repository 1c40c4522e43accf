"""What is read most: never empty, never what readers may not see, and named for what it is."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from articles.models import Article
from articles.readership.popularity import most_read
from tests.readers import jakarta, read, story

pytestmark = pytest.mark.django_db

NOON = jakarta(2026, 9, 20)
TODAY = date(2026, 9, 20)
MONTH, RECENT, NEWEST = "Terpopuler bulan ini", "Terpopuler 30 hari terakhir", "Berita terbaru"


@pytest.fixture(autouse=True)
def in_indonesian():
    with translation.override("id"):
        yield


def stories(category, *reads: int, day: date = TODAY, first: int = 1):
    """Return stories named by their place, each an hour older than the next, read so often."""
    made = []
    for place, number in enumerate(reads, start=first):
        at = jakarta(2026, 8, 1) + timedelta(hours=place)
        made.append(story(category, f"Berita {place}", published_at=at))
        if number:
            read(made[-1], day, number)
    return made


def titles(found) -> list[str]:
    return [article.title for article in found.articles]


def test_the_month_ranks_by_its_own_reads(government):
    made = stories(government, 3, 9, 4, 7, 5, 6)
    read(made[0], date(2026, 8, 31), 1000)
    found = most_read(now=NOON)
    assert found.heading == MONTH
    assert titles(found) == ["Berita 2", "Berita 4", "Berita 6", "Berita 5", "Berita 3"]


def test_reads_of_several_days_are_added_up(government):
    made = stories(government, 4, 4, 4, 4, 3)
    for day in (1, 7, 19):
        read(made[4], date(2026, 9, day), 1)
    assert titles(most_read(now=NOON))[0] == "Berita 5"


def test_too_few_in_the_month_are_topped_up_from_30_days(government):
    stories(government, 5, 8, 2)
    stories(government, 90, 70, 80, day=date(2026, 8, 22), first=4)
    stories(government, 500, day=date(2026, 8, 21), first=7)  # 31 days ago
    found = most_read(now=NOON)
    assert found.heading == RECENT
    assert titles(found) == ["Berita 2", "Berita 1", "Berita 4", "Berita 6", "Berita 5"]


def test_too_few_in_30_days_are_topped_up_with_the_newest(government):
    stories(government, 0, 0, 1, 0, 0, 4, 0)
    found = most_read(now=NOON)
    assert found.heading == RECENT
    assert titles(found) == ["Berita 6", "Berita 3", "Berita 7", "Berita 5", "Berita 4"]


def test_without_any_reads_the_newest_are_called_the_newest(government):
    stories(government, 0, 0, 0, 0, 0, 0)
    found = most_read(now=NOON)
    assert found.heading == NEWEST
    assert titles(found) == ["Berita 6", "Berita 5", "Berita 4", "Berita 3", "Berita 2"]


def test_a_site_without_news_has_nothing_to_show():
    found = most_read(now=NOON)
    assert (found.heading, found.articles) == (NEWEST, [])


def test_two_reads_do_not_make_a_story_popular_in_the_month(government):
    stories(government, 3, 3, 3, 3, 2)
    assert most_read(now=NOON).heading == RECENT
    read(Article.objects.get(title="Berita 5"), TODAY, 1)
    assert most_read(now=NOON).heading == MONTH


def test_the_month_changes_at_midnight_in_jakarta_and_is_not_empty(government):
    stories(government, 9, 8, 7, 6, 5, day=date(2026, 9, 30))
    midnight = jakarta(2026, 10, 1, 0)
    before = most_read(now=midnight - timedelta(microseconds=1))
    after = most_read(now=midnight)
    assert (before.heading, after.heading) == (MONTH, RECENT)
    assert titles(before) == titles(after) == [f"Berita {n}" for n in (1, 2, 3, 4, 5)]


def test_of_equals_the_newer_is_first_and_then_the_higher_id(government):
    made = stories(government, 5, 5, 5, 5, 5)
    made[0].published_at = made[4].published_at
    made[0].save()
    order = ["Berita 5", "Berita 1", "Berita 4", "Berita 3", "Berita 2"]
    for _ in range(3):
        assert titles(most_read(now=NOON)) == order


@pytest.mark.parametrize("reads", [9, 1, 0], ids=["month", "30 days", "newest"])
def test_what_readers_may_not_see_is_in_no_ranking(government, reads):
    hidden = stories(government, *[reads] * 3)
    seen = stories(government, reads, first=4)
    withdrawn, scheduled, draft = hidden
    withdrawn.status, withdrawn.withdrawn_at, withdrawn.withdrawal_text = "withdrawn", NOON, "Salah"
    scheduled.published_at = NOON + timedelta(seconds=1)
    draft.status, draft.published_at, draft.first_published_at = "draft", None, None
    for article in hidden:
        article.save()
    assert most_read(now=NOON).articles == seen


def test_what_readers_may_not_see_takes_nobodys_place(government):
    hidden = stories(government, 90, 80, 70, 60, 50)
    stories(government, 9, 8, 7, 6, 5, first=6)
    for article in hidden:
        article.published_at = NOON + timedelta(minutes=1)
        article.save()
    found = most_read(now=NOON)
    assert (found.heading, titles(found)) == (MONTH, [f"Berita {n}" for n in range(6, 11)])


def test_days_of_a_clock_that_was_wrong_are_not_ranked(government):
    made = stories(government, 9, 8, 7, 6, 5)
    read(made[4], date(2026, 9, 21), 1000)
    assert titles(most_read(now=NOON)) == [f"Berita {n}" for n in range(1, 6)]


def test_a_withdrawn_story_leaves_at_once_and_returns_with_its_place(government):
    made = stories(government, 9, 8, 7, 6, 5)
    made[0].status, made[0].withdrawn_at, made[0].withdrawal_text = "withdrawn", NOON, "Salah"
    made[0].save()
    assert titles(most_read(now=NOON)) == ["Berita 2", "Berita 3", "Berita 4", "Berita 5"]
    made[0].status, made[0].withdrawn_at, made[0].withdrawal_text = "published", None, ""
    made[0].save()
    assert titles(most_read(now=NOON))[0] == "Berita 1"


def test_the_number_of_queries_does_not_grow_and_sections_are_ready(
    government, health, django_assert_num_queries
):
    stories(government, 3, 2)
    with django_assert_num_queries(7):
        most_read(now=NOON)
    stories(government, *range(40), first=3)
    stories(health, *range(40, 80), first=43)
    with django_assert_num_queries(3):
        found = most_read(now=NOON)
        assert {a.category.name for a in found.articles} == {"Kesehatan"}
        assert [a.photo for a in found.articles] == [None] * 5


def test_the_list_is_as_long_as_it_was_asked_for(government):
    stories(government, *range(3, 15))
    assert len(most_read(now=NOON, size=10).articles) == 10
    assert most_read(now=NOON, size=10).heading == MONTH


def test_the_headings_are_english_on_an_english_site(government):
    stories(government, 9)
    with translation.override("en"):
        assert most_read(now=NOON, size=1).heading == "Most read this month"
        assert most_read(now=NOON, size=2).heading == "Most read in the last 30 days"
        assert most_read(now=jakarta(2027, 9, 1)).heading == "Latest news"
