"""From the reporter's draft to the editor's table and back."""

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from articles.editorial import workflow
from articles.editorial.refusals import record_refusal
from articles.editorial.rules import Refused, check
from articles.editorial.writing import Outdated
from articles.models import Article, EditorialNote
from tests.newsdesk import a_draft, a_returned_story, a_story_in_review, all_about


def test_a_story_handed_in_waits_for_review(rita):
    story = workflow.submit(a_draft(rita), by=rita, seen=1)
    assert (story.status, story.version) == ("in_review", 1)
    event = story.events.order_by("id").last()
    assert (event.verb, event.from_status, event.to_status) == ("submit", "draft", "in_review")
    assert (event.by, event.by_name, event.version) == (rita, "Rita Anggraini", 1)


def test_a_story_is_handed_in_complete(rita):
    story = a_draft(rita, body="<p>&nbsp;</p>", category=None)
    before = all_about(story)
    with pytest.raises(Refused) as refused:
        workflow.submit(story, by=rita, seen=1)
    assert refused.value.sentence == (
        "Belum siap. Pilih kategori. Tulis isi berita: isinya masih kosong."
    )
    assert [point.key for point in refused.value.missing] == ["category", "body"]
    assert all_about(story) == before


def test_a_story_that_changed_since_it_was_seen_is_not_handed_in(rita, edi):
    story = a_draft(rita)
    workflow.edit(story, by=edi, fields={"title": "Judul dari Edi"}, seen=1)
    with pytest.raises(Outdated) as refused:
        workflow.submit(story, by=rita, seen=1)
    assert refused.value.current.title == "Judul dari Edi"
    assert refused.value.sentence.startswith("Berita ini telah diubah oleh Edi Kurniawan")


def test_its_author_takes_a_story_back(rita):
    story = workflow.take_back(a_story_in_review(rita), by=rita)
    assert (story.status, story.returned_at) == ("draft", None)


def test_a_returned_story_carries_its_note_until_it_is_handed_in_again(rita, edi):
    now = timezone.now()
    story = workflow.send_back(
        a_story_in_review(rita), by=edi, note=" Sebutkan tarifnya.\x00 ", now=now
    )
    assert (story.status, story.state(), story.returned_at) == ("draft", "returned", now)
    note = EditorialNote.objects.get(article=story)
    assert (note.kind, note.text, note.closed_at) == ("return", "Sebutkan tarifnya.", None)
    assert (note.by, note.by_name, note.at) == (edi, "Edi Kurniawan", now)
    assert story.events.order_by("id").last().reason == "Sebutkan tarifnya."

    story = workflow.edit(story, by=rita, fields={"summary": "Tarifnya nol."}, seen=1)
    assert story.state() == "returned"
    later = timezone.now()
    story = workflow.submit(story, by=rita, seen=2, now=later)
    note.refresh_from_db()
    assert (story.status, story.returned_at, note.closed_at) == ("in_review", None, later)


def test_a_second_return_leaves_the_first_note_closed(rita, edi):
    story = a_returned_story(rita, edi)
    story = workflow.submit(story, by=rita, seen=1)
    first_closed_at = story.notes.get().closed_at
    workflow.send_back(story, by=edi, note="Sekarang judulnya.")
    first, second = story.notes.all()
    assert (first.closed_at, second.closed_at) == (first_closed_at, None)


def test_an_ordinary_note_is_not_closed_by_handing_in(rita, edi):
    story = a_draft(rita)
    note = EditorialNote.objects.create(
        article=story, kind="note", text="Foto menyusul.", by=edi, by_name="Edi", at=timezone.now()
    )
    workflow.submit(story, by=rita, seen=1)
    note.refresh_from_db()
    assert note.closed_at is None


def test_publishing_a_returned_draft_closes_its_note(rita, edi):
    story = workflow.publish(a_returned_story(rita, edi), by=edi, seen=1)
    assert (story.state(), story.returned_at) == ("published", None)
    assert story.notes.get().closed_at is not None


@pytest.mark.parametrize("note", ["", "  \n ", "\x00\x07", "\u200b"])
def test_a_story_is_returned_with_a_note_or_not_at_all(note, rita, edi):
    story = a_story_in_review(rita)
    before = all_about(story)
    with pytest.raises(Refused, match="Tulis catatan untuk penulis"):
        workflow.send_back(story, by=edi, note=note)
    assert all_about(story) == before


def test_a_draft_in_the_trash_comes_back_as_it_was(rita, edi):
    story = a_returned_story(rita, edi, tags=["Posyandu"])
    thrown = workflow.trash(story, by=rita)
    assert thrown.state() == "trashed"
    back = workflow.restore(thrown, by=rita)
    assert (back.state(), back.trashed_at, back.title) == ("returned", None, story.title)
    assert [tag.name for tag in back.tags.all()] == ["Posyandu"]


def test_what_lies_in_the_trash_is_not_written_on(rita, edi):
    story = workflow.trash(a_draft(rita), by=rita)
    with pytest.raises(Refused, match="Yang dapat Anda lakukan sekarang: Pulihkan"):
        workflow.edit(story, by=rita, fields={"title": "x"}, seen=1)
    with pytest.raises(Refused, match="Pulihkan"):
        workflow.publish(story, by=edi, seen=1)


def test_what_was_once_public_is_never_thrown_away(rita):
    story, once = a_draft(rita), timezone.now()
    Article.objects.filter(pk=story.pk).update(published_at=once, first_published_at=once)
    with pytest.raises(Refused, match="Berita yang pernah terbit tidak dibuang"):
        workflow.trash(story, by=rita)


def test_every_verb_is_in_the_log(rita, edi):
    story = a_returned_story(rita, edi)
    entries = AuditEntry.objects.filter(target_id=str(story.pk)).order_by("id")
    assert [(e.action, e.actor, e.refused) for e in entries] == [
        ("create", rita, False),
        ("submit", rita, False),
        ("send_back", edi, False),
    ]
    assert entries.last().target_name == story.title
    assert entries.last().detail == "Sebutkan tarifnya."


def test_a_refusal_is_recorded_by_the_door_and_only_there(rita):
    story = a_draft(rita)
    logged = AuditEntry.objects.count()
    with pytest.raises(Refused) as refused:
        workflow.publish(story, by=rita, seen=1)
    assert AuditEntry.objects.count() == logged
    entry = record_refusal(refused.value, by=rita, article=story)
    assert (entry.action, entry.actor, entry.refused) == ("publish", rita, True)
    assert (entry.target_id, entry.detail) == (str(story.pk), refused.value.sentence)


def test_a_refusal_without_a_story_is_recorded_too(rita):
    with pytest.raises(Refused) as refused:
        workflow.create(by=rita, fields={"title": " "})
    entry = record_refusal(refused.value, by=rita, article=None)
    assert (entry.action, entry.target_id, entry.refused) == ("create", "", True)


@pytest.mark.parametrize(
    ("verb", "nothing_told"),
    [
        ("send_back", {"note": ""}),
        ("force_publish", {"reason": "", "seen": 1}),
        ("withdraw", {"ground": "", "text": ""}),
        ("reinstate", {"reason": ""}),
    ],
)
def test_who_may_not_is_told_so_and_not_asked_for_a_reason(rita, verb, nothing_told):
    story = a_draft(rita)
    with pytest.raises(Refused) as empty:
        getattr(workflow, verb)(story, by=rita, **nothing_told)
    with pytest.raises(Refused) as told:
        check(verb, story, by=rita, now=timezone.now())
    assert empty.value.sentence == told.value.sentence
