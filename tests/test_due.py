"""What follows when a scheduled story appears happens once, whoever does it and however often."""

from datetime import timedelta

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from articles.editorial import appearances, due, workflow
from articles.models import Article, DueEffect, DueRun, Notice
from tests.newsdesk import a_published_story, a_scheduled_story
from tests.test_verbs_race import at_once

pytestmark = pytest.mark.django_db


class Broken(BaseEmailBackend):
    """A way of sending that fails as nobody foresaw."""

    def send_messages(self, messages):
        raise ZeroDivisionError


@pytest.fixture
def at():
    return timezone.now() + timedelta(hours=2)


def appeared() -> list[tuple]:
    rows = Notice.objects.filter(kind="appeared").order_by("id")
    return list(rows.values_list("person__username", "article"))


def planned() -> list[tuple]:
    return list(DueEffect.objects.order_by("id").values_list("published_at", "done_at"))


def test_the_author_is_told_once_that_his_story_has_appeared(rita, edi, at):
    story = a_scheduled_story(rita, edi, at=at)
    assert appearances.carry_out(at - timedelta(seconds=1)) == 0
    assert [appearances.carry_out(at + timedelta(minutes=n)) for n in range(3)] == [1, 0, 0]
    assert appeared() == [("rita", story.pk)]
    assert planned() == [(at, at)]


def test_what_is_published_at_once_makes_nothing_due(rita, edi):
    a_published_story(rita, edi)
    assert planned() == []


def test_a_story_that_is_moved_appears_once_and_at_its_new_time(rita, edi, at):
    story = a_scheduled_story(rita, edi, at=at)
    later = at + timedelta(hours=1)
    workflow.reschedule(story, by=edi, at=later)
    assert planned() == [(later, None)]
    assert appearances.carry_out(at) == 0
    assert appearances.carry_out(later) == 1


def test_a_story_moved_to_this_moment_is_published_by_the_editor_and_not_by_the_clock(
    rita, edi, at
):
    story = a_scheduled_story(rita, edi, at=at)
    workflow.reschedule(story, by=edi, at=timezone.now())
    assert (planned(), appearances.carry_out(at), appeared()) == ([], 0, [])


def test_a_story_taken_off_the_schedule_and_put_back_appears_once(rita, edi, at):
    story = a_scheduled_story(rita, edi, at=at)
    workflow.unschedule(story, by=edi)
    assert planned() == []
    workflow.publish(story, by=edi, seen=1, at=at)
    assert appearances.carry_out(at) == 1


def test_what_was_withdrawn_before_anybody_looked_is_not_announced(rita, edi, mira, at):
    story = a_scheduled_story(rita, edi, at=at)
    after = at + timedelta(minutes=1)
    workflow.withdraw(story, by=mira, ground="child", text="Identitas anak.", now=after)
    assert (appearances.carry_out(after), appeared()) == (0, [])
    assert DueEffect.objects.filter(done_at=None).count() == 0


def test_a_story_imported_for_a_time_ahead_is_planned_too(db, government, at):
    story = Article(title="Panen", slug="panen", category=government)
    workflow.adopt(story, source="arsip.jsonl", status="published", at=at)
    assert planned() == [(at, None)]


def test_readers_see_it_without_anybody_running_anything(client, rita, edi, at):
    story = a_scheduled_story(rita, edi, at=at)
    assert Article.objects.published(at).get() == story
    assert appeared() == []


def test_a_task_that_fails_is_named_and_stops_no_other(rita, edi, at, settings, caplog):
    a_scheduled_story(rita, edi, at=at)
    settings.EMAIL_BACKEND = "tests.test_due.Broken"
    report = due.run(at)
    assert report.failed == ["letters"]
    assert report.done == {"appeared": 1, "notices_forgotten": 0}
    assert "run_due: letters failed" in caplog.text


def test_each_machine_has_one_row_and_a_forgotten_one_goes(db):
    now = timezone.now()
    for host in ("satu", "dua", "satu"):
        due.run(now, host=host)
    assert sorted(DueRun.objects.values_list("host", flat=True)) == ["dua", "satu"]
    due.run(now + timedelta(days=31), host="satu")
    assert list(DueRun.objects.values_list("host", flat=True)) == ["satu"]


def test_it_is_late_ten_minutes_after_the_last_run_while_something_waits(rita, edi, at):
    assert due.overdue(at).is_late is False  # nothing waits, so nobody has to run it
    a_scheduled_story(rita, edi, at=at)
    due.run(at - timedelta(minutes=5))
    assert due.overdue(at).is_late is False
    assert due.overdue(at + timedelta(minutes=6)).is_late is True
    due.run(at + timedelta(minutes=7))
    assert due.overdue(at + timedelta(days=1)).is_late is False


@pytest.mark.django_db(transaction=True)
def test_eight_runs_at_once_announce_ten_stories_once_each(rita, edi, at):
    stories = [a_scheduled_story(rita, edi, at=at).pk for _ in range(10)]
    results = at_once(*[lambda: appearances.carry_out(at)] * 8)
    assert sum(results) == 10
    assert sorted(story for _name, story in appeared()) == stories
