"""What search knows of the stories is what writing it anew would give, whatever was done."""

import random
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles.editorial import workflow
from articles.editorial.rules import Refused
from articles.models import Article, SearchText, SearchWord
from articles.models.search_text import INDEXED, MOST_STEMS, columns_of, place_at
from articles.public.search_query import matching, newest_found
from articles.public.search_terms import read
from tests.newsdesk import a_draft, a_published_story, a_story_in_review
from tests.readers import jakarta

pytestmark = pytest.mark.django_db

WORDS = "pasar panen jalan desa warga camat posyandu irigasi jembatan rapat".split()  # noqa: SIM905


def stored() -> dict[int, dict]:
    return {row["article_id"]: row for row in SearchText.objects.values()}


def anew() -> dict[int, dict]:
    return {story.pk: columns_of(story) for story in Article.objects.all()}


def found_by_index(word: str) -> set[int]:
    """Return what the full-text index of this database has, past the table it follows."""
    return set(newest_found(Article.objects.all(), read(word)).ids)


def test_after_any_verbs_search_knows_what_writing_anew_would_give(rita, edi, mira):
    dice, now = random.Random(7), timezone.now()
    stories = [a_draft(rita, title=" ".join(dice.sample(WORDS, 3))) for _ in range(4)]
    stories += [a_published_story(rita, edi, title="rapat desa"), a_story_in_review(rita)]

    def text():
        return {dice.choice(INDEXED): " ".join(dice.choices(WORDS, k=dice.randint(1, 30)))}

    verbs = [
        lambda s: workflow.edit(s, by=edi, fields=text(), seen=s.version),
        lambda s: workflow.update(s, by=edi, fields=text(), seen=s.version, kind="typo"),
        lambda s: workflow.submit(s, by=edi, seen=s.version),
        lambda s: workflow.take_back(s, by=rita),
        lambda s: workflow.send_back(s, by=edi, note="Lagi."),
        lambda s: workflow.publish(s, by=edi, seen=s.version),
        lambda s: workflow.publish(s, by=edi, seen=s.version, at=now + timedelta(days=1)),
        lambda s: workflow.reschedule(s, by=edi, at=now + timedelta(days=dice.randint(2, 9))),
        lambda s: workflow.unschedule(s, by=edi),
        lambda s: workflow.withdraw(s, by=mira, ground="child", text="Keliru."),
        lambda s: workflow.reinstate(s, by=mira, reason="Benar."),
        lambda s: workflow.trash(s, by=edi),
        lambda s: workflow.restore(s, by=edi),
    ]
    done = 0
    for _ in range(150):
        story = Article.objects.get(pk=dice.choice(stories).pk)
        try:
            dice.choice(verbs)(story)
            done += 1
        except Refused:
            pass  # most verbs are not open to most states
    assert done > 30
    assert stored() == anew()
    for word in WORDS:
        has = {pk for pk, row in stored().items() if f" {word} " in row["stems"]}
        assert found_by_index(word) == has, word


def test_writing_everything_anew_changes_nothing_and_mends_what_is_wrong(rita, capsys):
    kept, gone = a_draft(rita, title="Pasar malam"), a_draft(rita, title="Pasar pagi")
    before = stored()
    call_command("rebuild_search")
    assert stored() == before
    SearchText.objects.filter(article=kept).update(stems=" salah ", place=1)
    SearchText.objects.filter(article=gone).delete()
    SearchWord.objects.all().delete()
    assert found_by_index("salah") == {kept.pk}
    call_command("rebuild_search")
    assert "Written: the words of 2 stories; search knows 2 of 2." in capsys.readouterr().out
    assert stored() == before
    assert (found_by_index("salah"), found_by_index("pasar")) == (set(), {kept.pk, gone.pk})
    assert SearchWord.objects.filter(word="pasar").exists()


def test_writing_anew_goes_on_where_it_stopped(rita, capsys):
    first, second = a_draft(rita, title="Satu"), a_draft(rita, title="Dua")
    SearchText.objects.update(stems=" salah ")
    call_command("rebuild_search", after=first.pk)
    assert found_by_index("salah") == {first.pk}
    SearchText.objects.filter(article=second).delete()
    call_command("rebuild_search", missing=True, forget_words=True)
    assert (found_by_index("salah"), found_by_index("dua")) == ({first.pk}, {second.pk})
    assert set(SearchWord.objects.values_list("word", flat=True)) >= {"posyandu", "melati"}


def test_the_migration_fills_what_is_missing_and_makes_the_index_again(rita):
    story = a_draft(rita, title="Festival layang-layang")
    before = stored()
    SearchText.objects.all().delete()
    import_module("articles.migrations.0016_fill_the_words").fill(apps, None)
    assert stored() == before
    index = import_module("articles.migrations.0015_index_the_words")
    connection.check_constraints()  # PostgreSQL alters no table that waits for its checks
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        index.index_words(apps, editor)
    assert found_by_index("festival") == {story.pk}
    SearchText.objects.update(stems=" lain ")
    assert (found_by_index("festival"), found_by_index("lain")) == (set(), {story.pk})


def test_the_longest_story_is_kept_as_far_as_search_looks(rita):
    body = "".join(f"<p>kata{n} lagi</p>" for n in range(30_000))
    story = a_draft(rita, title="Panjang", body=body)
    assert len(SearchText.objects.get(article=story).stems.split()) <= MOST_STEMS + 20
    assert matching(Article.objects.all(), "kata 17").get() == story
    long = a_draft(rita, title="a" * 200, body=f"<p>{'b' * 100_000} {'9' * 5000} {'ع' * 5000}</p>")
    assert found_by_index("b" * 300) == {long.pk}


def test_a_place_is_above_all_older_seconds_whatever_the_number(rita):
    moments = [
        jakarta(1900, 1, 1),
        jakarta(1969, 12, 31, 23),
        jakarta(2026, 9, 1),
        jakarta(9998, 12, 31),
    ]
    places = [place_at(moment) for moment in moments]
    assert places == sorted(set(places))
    assert all(-(2**63) <= place < 2**63 - 2**29 for place in places)


def test_deleting_a_story_takes_its_words_along(rita):
    story = a_draft(rita, title="Hilang")
    SearchText.objects.filter(article=story).delete()
    assert found_by_index("hilang") == set()
