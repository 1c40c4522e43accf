"""The audit finds every sum that is not what its parts come to, and says which and by how much."""

from datetime import date, timedelta

import pytest

from articles.models import ArticleMonth, ArticleYear, SectionDay, SiteMonth
from articles.readership.adding_up import MOST_SENTENCES, wrong_sums
from tests.readers import read, story, visited

pytestmark = pytest.mark.django_db

NEW_YEARS_EVE = date(2025, 12, 31)


@pytest.fixture
def road(government):
    made = story(government)
    for n in range(40):
        read(made, NEW_YEARS_EVE + timedelta(days=n), 2)
        visited(NEW_YEARS_EVE + timedelta(days=n), 3)
    return made


def test_what_was_counted_adds_up(road):
    assert wrong_sums() == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda: ArticleMonth.objects.filter(month=date(2026, 1, 1)).update(reads=61),
            [
                "Story {pk} in 2026-01: its days come to 62 reads, its month says 61.",
                "Story {pk} in 2026: its months come to 77 reads, its year says 78.",
            ],
        ),
        (
            lambda: ArticleYear.objects.filter(year=date(2025, 1, 1)).delete(),
            ["Story {pk} in 2025: its months come to 2 reads, its year says 0."],
        ),
        (
            lambda: SectionDay.objects.filter(day=NEW_YEARS_EVE).update(reads=3),
            [
                "2025-12-31: stories were read 2 times, sections 3 times.",
                "2025-12: the sections come to 3 reads, the month of the site says 2.",
            ],
        ),
        (
            lambda: SiteMonth.objects.filter(month=date(2026, 2, 1)).update(visitors=1, reads=16),
            ["2026-02: the days come to 24 visitors, the month of the site says 1."],
        ),
        (
            lambda: SiteMonth.objects.create(month=date(2031, 3, 1), visitors=9),
            ["2031-03: the days come to 0 visitors, the month of the site says 9."],
        ),
    ],
    ids=["month", "year", "section", "visitors", "a month without days"],
)
def test_a_sum_that_is_wrong_is_named(road, spoil, said):
    spoil()
    assert wrong_sums() == [sentence.format(pk=road.pk) for sentence in said]


def test_what_is_wrong_everywhere_is_not_said_a_thousand_times(road):
    SectionDay.objects.update(reads=9)
    found = [sentence for sentence in wrong_sums() if "stories were read" in sentence]
    assert len(found) == MOST_SENTENCES
    assert "And so on: only the first differences of this kind are named." in wrong_sums()
