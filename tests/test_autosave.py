"""A draft is saved while it is written: each time a version, once a sitting in the log."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from articles.editorial import workflow
from articles.editorial.past import content_of
from articles.editorial.rules import Refused
from articles.editorial.writing import Outdated
from tests.newsdesk import a_draft, a_published_story, a_scheduled_story, a_story_in_review


def types(story, by, *titles, start=None, apart=timedelta(seconds=30)):
    """Let somebody type one title after another, each of them autosaved."""
    now = start or timezone.now()
    for title in titles:
        story = workflow.autosave(
            story, by=by, fields={"title": title}, seen=story.version, now=now
        )
        now += apart
    return story


def logged(action: str) -> int:
    return AuditEntry.objects.filter(action=action).count()


def test_each_autosave_is_a_version_that_can_be_read_again(rita):
    story = types(a_draft(rita), rita, "Satu", "Dua")
    assert (story.title, story.version, story.status) == ("Dua", 3, "draft")
    assert [content_of(story, number).title for number in (2, 3)] == ["Satu", "Dua"]
    assert list(story.events.values_list("verb", "version"))[1:] == [
        ("autosave", 2),
        ("autosave", 3),
    ]
    assert story.history.first().history_change_reason == "autosave"


def test_what_has_not_changed_is_no_version(rita):
    story = types(a_draft(rita), rita, "Satu", "Satu", " Satu ")
    assert (story.version, story.events.count(), logged("autosave")) == (2, 2, 1)


def test_the_log_has_one_entry_for_each_sitting(rita, edi):
    story = types(a_draft(rita), rita, *[f"Judul {n}" for n in range(6)])
    assert logged("autosave") == 1
    story = types(story, rita, "Sore", start=timezone.now() + timedelta(hours=4))
    assert logged("autosave") == 2
    story = types(story, edi, "Edi", start=timezone.now() + timedelta(hours=4))
    assert logged("autosave") == 3
    assert story.events.filter(verb="autosave").count() == 8


def test_an_autosave_over_a_newer_version_is_refused(rita, edi):
    story = a_draft(rita)
    workflow.edit(story, by=edi, fields={"title": "Judul Edi"}, seen=1)
    with pytest.raises(Outdated) as refused:
        workflow.autosave(story, by=rita, fields={"title": "Judul Rita"}, seen=1)
    assert refused.value.current.title == "Judul Edi"


@pytest.mark.parametrize("kind", [a_published_story, a_scheduled_story])
def test_what_is_published_or_scheduled_is_never_autosaved(kind, rita, edi):
    story = kind(rita, edi)
    with pytest.raises(Refused):
        types(story, edi, "Diam-diam")
    story.refresh_from_db()
    assert story.title != "Diam-diam"


def test_what_waits_for_review_is_not_either_even_by_an_editor(rita, edi):
    story = a_story_in_review(rita)
    for person in (rita, edi):
        with pytest.raises(Refused, match="Simpan otomatis"):
            types(story, person, "Diam-diam")
    story.refresh_from_db()
    assert story.version == 1


def test_whoever_autosaves_is_an_author_of_the_text(rita, edi):
    story = types(a_draft(rita), edi, "Judul Edi")
    assert story.history.first().text_changed
    assert story.history.first().history_user == edi
