"""Which stories are found by which words: in any form, together, and only what may be shown."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.editorial import workflow
from articles.models import Article, SearchText
from articles.public import search_query
from articles.public.search_query import best_first, matching, newest_found
from articles.public.search_terms import read
from tests.newsdesk import a_draft, a_published_story, a_withdrawn_story

pytestmark = pytest.mark.django_db

STORIES = {
    "jembatan": ("Bupati meresmikan jembatan Citarum", "<p>Warga menyambut baik.</p>"),
    "puskesmas": ("Peresmian Puskesmas Karangbahagia", "<p>Layanan kesehatan ibu dan anak.</p>"),
    "pasar": ("Pasar Cibarusah ramai", "<p>Pasar itu diresmikan bulan lalu oleh camat.</p>"),
    "sawah": ("Petani panen raya", "<p>Anak-anak membantu bertani di Sukatani.</p>"),
    "covid": ("Vaksinasi Covid-19 tuntas", "<p>Anggaran Rp1.500.000.000 terserap.</p>"),
}


@pytest.fixture
def paper(rita, edi):
    """Five published stories, the first the oldest; their keys by number."""
    begun = timezone.now() - timedelta(days=9)
    return {
        a_published_story(
            rita, edi, title=title, body=body, at=begun + timedelta(days=number)
        ).pk: key
        for number, (key, (title, body)) in enumerate(STORIES.items())
    }


def found(paper, text, stories=None):
    stories = Article.objects.published() if stories is None else stories
    public = [paper[pk] for pk in newest_found(stories, read(text)).ids]
    listed = [paper[story.pk] for story in matching(stories, text).newest()]
    assert public == listed  # the desk's list and the readers' page agree
    return public


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("meresmikan", ["pasar", "puskesmas", "jembatan"]),
        ("PERESMIAN", ["pasar", "puskesmas", "jembatan"]),
        ("diresmikannya", ["pasar", "puskesmas", "jembatan"]),
        ("peresmian pasar", ["pasar"]),
        ("anak", ["sawah", "puskesmas"]),
        ("anak-anak", ["sawah", "puskesmas"]),
        ("pertanian", ["sawah"]),
        ("bertani", ["sawah"]),
        ("covid19", ["covid"]),
        ("1500000000", ["covid"]),
        ("1.500.000.000", ["covid"]),
        ('"jembatan citarum"', ["jembatan"]),
        ('"citarum jembatan"', []),
        ("citarum jembatan", ["jembatan"]),
        ("jembatan yang citarum", ["jembatan"]),
        ("jembatan pasar", []),
        ('"citarum warga"', []),  # one ends the title, the other begins the body
        ("resm", []),
    ],
)
def test_words_find_their_stories_in_any_form(paper, text, keys):
    assert found(paper, text) == keys


@pytest.mark.parametrize("text", ["%", "resm%", "_asar", "*", "pas*", "NEAR(a b)", "OR", "!!", '"'])
def test_signs_and_operators_mean_nothing(paper, text):
    assert found(paper, text) == []


def test_operators_between_words_change_nothing(paper):
    assert found(paper, "pasar dan -ramai") == ["pasar"]
    assert found(paper, "pasar OR jembatan") == []
    assert found(paper, "pasar & ramai | (camat)") == ["pasar"]
    assert found(paper, "stems:pasar ^ramai pasar*") == []
    assert found(paper, "'pasar' \\ ramai;--") == ["pasar"]


def test_common_words_are_found_as_rare_ones_are(paper, monkeypatch):
    before = {text: found(paper, text) for text in ("resmi", "anak", '"jembatan citarum"')}
    monkeypatch.setattr(search_query, "_RARE", 0)
    monkeypatch.setattr(search_query, "_BATCHES", ((1, False), (1, True)))  # then one by one
    monkeypatch.setattr(search_query, "_AT_ONCE", 2)
    assert {text: found(paper, text) for text in before} == before
    monkeypatch.setattr(search_query, "_BATCHES", ((2, False), (1, False), (9, True)))
    assert {text: found(paper, text) for text in before} == before


def test_more_than_the_window_is_said_and_not_shown(paper, monkeypatch):
    monkeypatch.setattr(search_query, "WINDOW", 2)
    answer = newest_found(Article.objects.published(), read("resmi"))
    assert ([paper[pk] for pk in answer.ids], answer.more) == (["pasar", "puskesmas"], True)


def test_the_best_stand_first_and_the_newest_among_equals(paper):
    answer = newest_found(Article.objects.published(), read("resmi"))
    assert [paper[pk] for pk in best_first(answer, read("resmi")).ids] == [
        "puskesmas",
        "jembatan",
        "pasar",
    ]


def test_a_search_of_nothing_restricts_nothing_and_one_without_a_word_finds_nothing(paper):
    assert matching(Article.objects.all(), "  ").count() == 5
    assert matching(Article.objects.all(), "?!").count() == 0


def test_only_the_stories_of_the_caller_are_found(paper, rita, sam, edi, mira):
    hidden = {
        a_draft(sam, title="Rahasia draf").pk,
        a_withdrawn_story(sam, edi, mira, title="Rahasia ditarik").pk,
        a_published_story(
            sam, edi, title="Rahasia terjadwal", at=timezone.now() + timedelta(days=1)
        ).pk,
    }
    everything = set(matching(Article.objects.open_to(edi), "rahasia").values_list("pk", flat=True))
    assert everything == hidden
    assert not matching(Article.objects.open_to(rita), "rahasia").exists()
    assert newest_found(Article.objects.published(), read("rahasia")).ids == []


def test_a_story_is_found_from_its_second_on_and_no_longer_once_withdrawn(rita, edi, mira):
    at = timezone.now().replace(microsecond=0) + timedelta(hours=3)
    story = a_published_story(rita, edi, title="Kirab budaya", at=at)
    row = SearchText.objects.get(article=story)

    def public():
        return newest_found(Article.objects.published(), read("kirab")).ids

    for moment, there in ((-1, []), (0, [story.pk]), (1, [story.pk])):
        with time_machine.travel(at + timedelta(seconds=moment), tick=False):
            assert public() == there
    with time_machine.travel(at + timedelta(hours=1), tick=False):
        workflow.withdraw(story, by=mira, ground="child", text="Keliru.")
        assert public() == []
        workflow.reinstate(story, by=mira, reason="Ternyata benar.")
        assert public() == [story.pk]
    assert SearchText.objects.filter(article=story).values().get() == {
        "article_id": story.pk, "place": row.place, "headline": row.headline,
        "opening": row.opening, "stems": row.stems,
    }  # fmt: skip


def test_a_change_is_found_at_once_and_what_is_gone_no_longer(rita):
    story = a_draft(rita, title="Lomba perahu")
    workflow.edit(story, by=rita, fields={"title": "Lomba layang-layang"}, seen=1)
    everything = Article.objects.all()
    assert [list(matching(everything, text)) for text in ("perahu", "layangan")] == [[], [story]]
