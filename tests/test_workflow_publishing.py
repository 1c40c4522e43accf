"""What was approved appears at the minute that was promised, and nothing else."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.editorial import workflow
from articles.editorial.rules import Refused
from articles.editorial.writing import Outdated
from articles.models import Article
from tests.newsdesk import (
    a_draft,
    a_forced_story,
    a_published_story,
    a_scheduled_story,
    a_story_in_review,
    all_about,
)

WIB = ZoneInfo("Asia/Jakarta")
NOON = datetime(2025, 9, 2, 12, 0, tzinfo=WIB)
NINE = datetime(2025, 9, 3, 9, 0, tzinfo=WIB)
SECOND = timedelta(seconds=1)


def test_a_story_published_now_is_public_now(rita, edi, settings):
    settings.NEWSROOM_NAME = "Newsroom Diskominfosantik"
    story = workflow.publish(a_story_in_review(rita), by=edi, seen=1, now=NOON)
    assert (story.status, story.published_at, story.first_published_at) == (
        "published",
        NOON,
        NOON,
    )
    assert (story.posted_by, story.published_by) == ("Newsroom Diskominfosantik", edi)
    assert list(Article.objects.published(NOON)) == [story]
    assert story.version == 1


def test_a_story_for_tomorrow_appears_to_the_second(rita, edi):
    story = workflow.publish(a_story_in_review(rita), by=edi, seen=1, at=NINE, now=NOON)
    assert (story.state(NOON), story.published_at) == ("scheduled", NINE)
    assert list(Article.objects.published(NINE - SECOND)) == []
    assert list(Article.objects.published(NINE)) == [story]
    event = story.events.order_by("id").last()
    assert (event.verb, event.at, event.published_at) == ("publish", NOON, NINE)


def test_posted_by_is_kept_when_somebody_filled_it_in(rita, edi):
    story = a_draft(rita)
    story = workflow.edit(story, by=edi, fields={"posted_by": "Humas Setda"}, seen=1)
    story = workflow.publish(story, by=edi, seen=2)
    assert story.posted_by == "Humas Setda"


def test_only_the_version_that_was_seen_is_published(rita, edi):
    story = a_draft(rita)
    workflow.edit(story, by=rita, fields={"body": "<p>Belum dibaca Edi.</p>"}, seen=1)
    before = all_about(story)
    with pytest.raises(Outdated):
        workflow.publish(story, by=edi, seen=1, at=timezone.now() + timedelta(days=1))
    assert all_about(story) == before


def test_an_incomplete_story_is_not_published(rita, edi):
    story = a_draft(rita, bylines=[])  # Rita's own name is filled in
    story = workflow.edit(story, by=edi, fields={"category": None}, bylines=[], seen=1)
    with pytest.raises(Refused) as refused:
        workflow.publish(story, by=edi, seen=2)
    assert refused.value.sentence == (
        "Belum siap. Pilih kategori. Cantumkan paling sedikit satu nama pada byline."
    )


def test_a_moment_that_has_passed_is_refused(rita, edi):
    story = a_story_in_review(rita, now=NOON)
    before = all_about(story)
    past = {"at": NOON - timedelta(minutes=1), "by": edi, "now": NOON}
    with pytest.raises(Refused, match="Waktu itu sudah lewat"):
        workflow.publish(story, seen=1, **past)
    assert all_about(story) == before

    story = workflow.publish(story, by=edi, seen=1, at=NINE, now=NOON)
    before = all_about(story)
    with pytest.raises(Refused, match="Waktu itu sudah lewat"):
        workflow.reschedule(story, **past)
    assert all_about(story) == before


def test_a_moment_a_few_seconds_ago_is_now(rita, edi):
    story = a_story_in_review(rita)
    story = workflow.publish(story, by=edi, seen=1, at=NOON - 5 * SECOND, now=NOON)
    assert (story.published_at, story.is_public(NOON)) == (NOON, True)


def test_a_moment_without_a_zone_is_refused(rita, edi):
    story = a_story_in_review(rita)
    with pytest.raises(Refused, match="zona waktu"):
        workflow.publish(story, by=edi, seen=1, at=datetime(2100, 1, 1, 9, 0))
    scheduled = a_scheduled_story(rita, edi)
    with pytest.raises(Refused, match="zona waktu"):
        workflow.reschedule(scheduled, by=edi, at=datetime(2100, 1, 1, 9, 0))


def test_a_scheduled_story_is_moved_by_reschedule_not_by_publish(rita, edi):
    story = a_scheduled_story(rita, edi)
    with pytest.raises(Refused, match="Ubah Jadwal, Batalkan Jadwal"):
        workflow.publish(story, by=edi, seen=1, at=timezone.now() + timedelta(days=3))
    later = timezone.now() + timedelta(days=3)
    story = workflow.reschedule(story, by=edi, at=later)
    assert (story.published_at, story.first_published_at) == (later, later)
    assert story.events.order_by("id").last().published_at == later


def test_a_schedule_needs_a_moment(rita, edi):
    with pytest.raises(Refused, match="Pilih kapan berita ini terbit"):
        workflow.reschedule(a_scheduled_story(rita, edi), by=edi, at=None)


def test_rescheduling_to_this_moment_publishes(rita, edi):
    story = workflow.publish(a_story_in_review(rita), by=edi, seen=1, at=NINE, now=NOON)
    story = workflow.reschedule(story, by=edi, at=NOON, now=NOON)
    assert (story.state(NOON), story.first_published_at) == ("published", NOON)


def test_a_story_that_appeared_on_time_is_no_longer_rescheduled(rita, edi):
    story = workflow.publish(a_story_in_review(rita), by=edi, seen=1, at=NINE, now=NOON)
    with pytest.raises(Refused, match="Perbarui Berita"):
        workflow.reschedule(story, by=edi, at=NINE + timedelta(days=1), now=NINE)
    with pytest.raises(Refused, match="status berita ini “Terbit”"):
        workflow.edit(story, by=edi, fields={"title": "x"}, seen=1, now=NINE)
    assert workflow.unschedule(story, by=edi, now=NINE - SECOND).status == "in_review"


def test_a_story_taken_off_the_schedule_was_never_published(rita, edi):
    story = workflow.unschedule(a_scheduled_story(rita, edi), by=edi)
    assert story.status == "in_review"
    assert (story.published_at, story.first_published_at, story.published_by) == (None, None, None)
    event = story.events.order_by("id").last()
    assert (event.from_status, event.to_status) == ("published", "in_review")
    thrown = workflow.trash(workflow.take_back(story, by=rita), by=rita)
    assert thrown.state() == "trashed"


def test_a_forced_story_taken_off_the_schedule_is_not_marked_any_more(edi, mira):
    story = a_draft(mira)
    tomorrow = timezone.now() + timedelta(days=1)
    story = workflow.force_publish(story, by=mira, seen=1, reason="Banjir.", at=tomorrow)
    assert story.marked_by == mira
    story = workflow.unschedule(story, by=edi)
    assert (story.marked_at, story.marked_by) == (None, None)


def test_a_scheduled_story_stays_as_complete_as_it_was_approved(rita, edi):
    story = a_scheduled_story(rita, edi)
    before = all_about(story)
    with pytest.raises(Refused, match=r"Belum siap\. Pilih kategori\."):
        workflow.edit(story, by=edi, fields={"category": None}, seen=1)
    with pytest.raises(Refused, match="byline"):
        workflow.edit(story, by=edi, fields={"title": "Judul Baru"}, bylines=[], seen=1)
    assert all_about(story) == before
    story = workflow.edit(story, by=edi, fields={"title": "Judul Baru"}, seen=1)
    assert (story.title, story.version, story.status) == ("Judul Baru", 2, "published")


def test_nothing_publishes_a_published_story_again(rita, edi, mira):
    for story in (a_published_story(rita, edi), a_forced_story(rita, mira)):
        with pytest.raises(Refused):
            workflow.publish(story, by=edi, seen=1)
        with pytest.raises(Refused):
            workflow.force_publish(story, by=mira, seen=1, reason="Sekali lagi.")
