"""Two people press at once: one of them moves the story, the other is told so."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, connections, transaction

from articles.editorial import workflow
from articles.editorial.rules import Refused
from articles.editorial.writing import Outdated
from articles.models import Article, ArticleDay, ArticleEvent, Letter, Notice, Tag
from articles.readership import sums
from tests.newsdesk import TITLE, a_draft, a_published_story, a_story_in_review

TODAY = date(2025, 9, 2)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """SQLite does not serve its writers in turn: on a busy machine one may miss it for long."""
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 120)


def at_once(*calls) -> list:
    """Run the calls in threads that start together; return what each returned or raised."""
    barrier, results = Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        barrier.wait(timeout=60)
        try:
            results[number] = call()
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=150)
    return results


def refusals(results: list) -> list[type]:
    return [type(result) for result in results if isinstance(result, Exception)]


def test_a_story_published_twice_at_once_is_published_once(rita, edi, mira):
    story = a_story_in_review(rita)
    results = at_once(
        lambda: workflow.publish(story, by=edi, seen=1),
        lambda: workflow.publish(story, by=mira, seen=1),
    )
    assert refusals(results) == [Refused]
    assert ArticleEvent.objects.filter(article=story, verb="publish").count() == 1
    story.refresh_from_db()
    [winner] = [result for result in results if not isinstance(result, Exception)]
    assert story.published_by_id == winner.published_by_id
    assert story.history.filter(history_change_reason="publish").count() == 1


def test_ten_presses_of_one_button_are_one_publication(rita, edi):
    story = a_story_in_review(rita)
    results = at_once(*[lambda: workflow.publish(story, by=edi, seen=1)] * 10)
    assert refusals(results) == [Refused] * 9
    assert ArticleEvent.objects.filter(article=story, verb="publish").count() == 1


def test_two_threads_publish_a_story_fifty_times_and_it_is_published_once(rita, edi, mira):
    story = a_story_in_review(rita)

    def press_fifty_times(who):
        return [_outcome(workflow.publish, story, by=who, seen=1) for _ in range(50)]

    results = at_once(lambda: press_fifty_times(edi), lambda: press_fifty_times(mira))
    published = [result for half in results for result in half if isinstance(result, Article)]
    refused = [result for half in results for result in half if type(result) is Refused]
    assert (len(published), len(refused)) == (1, 99)
    _check_published_once(story, published[0])


def test_fifty_stories_that_two_threads_publish_are_each_published_once(rita, edi, mira):
    stories = [a_draft(rita) for _ in range(50)]

    def publish_all(who):
        return [_outcome(workflow.publish, story, by=who, seen=1) for story in stories]

    results = at_once(lambda: publish_all(edi), lambda: publish_all(mira))
    for story, *outcomes in zip(stories, *results, strict=True):
        [winner] = [outcome for outcome in outcomes if isinstance(outcome, Article)]
        assert refusals(outcomes) == [Refused]
        _check_published_once(story, winner)


def _outcome(verb, *arguments, **more):
    """Return what a verb returned, or the refusal it raised."""
    try:
        return verb(*arguments, **more)
    except Refused as refusal:
        return refusal


def _check_published_once(story, winner):
    story.refresh_from_db()
    assert story.published_at == story.first_published_at == winner.published_at
    assert story.published_by_id == winner.published_by_id
    assert story.events.filter(verb="publish").count() == 1
    assert story.history.filter(history_change_reason="publish").count() == 1
    told = Notice.objects.filter(article=story, kind="published")
    assert [(notice.person_id, notice.at) for notice in told] == [
        (story.created_by_id, story.published_at)
    ]
    assert Letter.objects.filter(notice__in=told).count() == 1


def test_a_story_taken_back_while_it_is_published_goes_one_way_only(rita, edi):
    story = a_story_in_review(rita)
    results = at_once(
        lambda: workflow.publish(story, by=edi, seen=1),
        lambda: workflow.take_back(story, by=rita),
    )
    # Taken back first, the draft may still be published: it is the version that Edi saw.
    verbs = list(story.events.order_by("id").values_list("verb", flat=True))[2:]
    story.refresh_from_db()
    assert (verbs, refusals(results), story.status) in [
        (["publish"], [Refused], "published"),
        (["take_back", "publish"], [], "published"),
    ]


def test_of_two_edits_at_once_one_is_kept_and_the_other_told(edi, mira):
    story = a_draft(edi)
    results = at_once(
        lambda: workflow.edit(story, by=edi, fields={"title": "Judul Edi"}, seen=1),
        lambda: workflow.edit(story, by=mira, fields={"title": "Judul Mira"}, seen=1),
    )
    [kept] = [result for result in results if not isinstance(result, Exception)]
    [told] = [result for result in results if isinstance(result, Outdated)]
    story.refresh_from_db()
    assert (story.title, story.version) == (kept.title, 2)
    assert told.current.title == kept.title
    assert {row.title for row in story.history.all()} == {TITLE, kept.title}


def test_an_edit_and_a_publication_at_once_never_publish_what_was_not_seen(rita, edi, mira):
    story = a_story_in_review(rita)
    at_once(
        lambda: workflow.edit(story, by=edi, fields={"title": "Belum dibaca Mira"}, seen=1),
        lambda: workflow.publish(story, by=mira, seen=1),
    )
    story.refresh_from_db()
    assert (story.status, story.title, story.version) in [
        ("published", TITLE, 1),
        ("in_review", "Belum dibaca Mira", 2),
    ]


def test_two_stories_that_make_the_same_tags_at_once_share_them(rita, edi):
    names = [f"Tag {number}" for number in range(8)]
    results = at_once(
        lambda: workflow.create(by=rita, fields={"title": "Satu"}, tags=names),
        lambda: workflow.create(by=edi, fields={"title": "Dua"}, tags=names[::-1]),
    )
    assert refusals(results) == []
    assert sorted(Tag.objects.values_list("name", flat=True)) == names
    assert [result.tags.count() for result in results] == [8, 8]


def test_two_tags_that_would_share_an_address_get_two(rita, edi):
    results = at_once(
        lambda: workflow.create(by=rita, fields={"title": "Satu"}, tags=["C"]),
        lambda: workflow.create(by=edi, fields={"title": "Dua"}, tags=["C++"]),
    )
    assert refusals(results) == []
    assert sorted(Tag.objects.values_list("slug", flat=True)) == ["c", "c-2"]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time.")
def test_a_read_is_counted_while_an_editor_saves_the_story(rita, edi):
    story = a_published_story(rita, edi)

    def count():
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = 300")
            sums.grow(connection, reads={(story.pk, TODAY): 1}, visitors={TODAY: 1})

    with transaction.atomic():
        workflow.update(story, by=edi, seen=1, kind="typo", fields={"title": "Baru"})
        assert at_once(count) == [None]
    assert ArticleDay.objects.get().reads == 1


def test_the_tests_run_on_a_database_that_threads_can_share():
    name = str(connection.settings_dict["NAME"])
    assert "memory" not in name
