"""Giving a story to somebody with a day: by the form and by the verb, and who learns of it."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from articles.editorial import workflow
from articles.editorial.assigning import assign
from articles.editorial.changes import BadField
from articles.editorial.rules import Refused
from articles.models import Article, ArticleEvent, Notice
from tests.conftest import person
from tests.desk import ADD, LIST, page_of, text_of, typed, value_of
from tests.newsdesk import a_draft, a_published_story, a_scheduled_story, a_withdrawn_story

pytestmark = pytest.mark.django_db

# Nine in the evening of the 26th in London is four in the morning of the 27th in Jakarta.
NIGHT = timezone.datetime(2025, 8, 26, 21, 0, tzinfo=timezone.get_fixed_timezone(0))
FRIDAY = date(2099, 11, 27)


def test_an_assignment_is_no_version_and_makes_nobody_an_author(rita, sam, edi):
    story = a_draft(rita)
    story = assign(story, by=edi, to=sam, due=FRIDAY)
    assert (story.assigned_to, story.due_date, story.version) == (sam, FRIDAY, 1)
    row = story.history.latest()
    assert (row.history_change_reason, row.history_user, row.text_changed) == ("assign", edi, False)
    event = story.events.last()
    assert (event.verb, event.by, event.version) == ("assign", edi, 1)
    assert AuditEntry.objects.latest("id").action == "assign"
    # Rita had it open before, and saves.
    assert workflow.edit(story, by=rita, fields={"title": "Baru"}, seen=1).version == 2


def test_whoever_a_story_is_given_to_is_told_by_when(rita, sam, edi):
    story = a_draft(rita)
    assign(story, by=edi, to=sam, due=date(2099, 11, 27))
    notice = Notice.objects.get(kind="assigned")
    assert (notice.person, notice.by) == (sam, edi)
    assert notice.words == "Tenggat: Jumat, 27 November 2099."


def test_assigning_what_is_already_so_leaves_no_trace(rita, sam, edi):
    story = assign(a_draft(rita), by=edi, to=sam, due=FRIDAY)
    before = (story.events.count(), Notice.objects.count(), AuditEntry.objects.count())
    assign(story, by=edi, to=sam, due=FRIDAY)
    assert (story.events.count(), Notice.objects.count(), AuditEntry.objects.count()) == before


@pytest.mark.parametrize(
    ("due", "allowed"),
    [(date(2025, 8, 26), False), (date(2025, 8, 27), True), (date(2025, 8, 28), True)],
)
def test_a_day_that_has_passed_in_jakarta_is_asked_back(rita, sam, edi, due, allowed):
    story = a_draft(rita)
    if allowed:
        assert assign(story, by=edi, to=sam, due=due, now=NIGHT).due_date == due
        return
    with pytest.raises(BadField, match="Hari itu sudah lewat") as refused:
        assign(story, by=edi, to=sam, due=due, now=NIGHT)
    assert refused.value.field == "due_date"
    with pytest.raises(BadField, match="Hari itu sudah lewat"):
        workflow.create(by=edi, fields={"title": "Panen", "due_date": due}, now=NIGHT)
    assert Article.objects.get().due_date is None


def test_a_day_that_passed_since_it_was_set_stands_in_nobodys_way(rita, sam, edi):
    story = assign(a_draft(rita), by=edi, to=sam, due=date(2025, 8, 27), now=NIGHT)
    later = NIGHT + timedelta(days=9)
    fields = {"title": "Lewat tenggat", "due_date": story.due_date}
    assert workflow.edit(story, by=edi, fields=fields, seen=1, now=later).title == "Lewat tenggat"
    assert assign(story, by=edi, to=rita, due=story.due_date, now=later).assigned_to == rita


def test_editors_assign_and_nobody_else(rita, sam, edi, mira):
    story = a_draft(rita)
    for nobody in (rita, sam, person("tamu", "Tamu", "")):
        with pytest.raises(Refused):
            assign(story, by=nobody, to=rita, due=None)
    assert assign(story, by=mira, to=sam, due=None).assigned_to == sam


def test_what_readers_have_is_not_assigned(rita, sam, edi, mira):
    for story in (a_published_story(rita, edi), a_withdrawn_story(rita, edi, mira)):
        with pytest.raises(Refused, match="tidak dapat dilakukan"):
            assign(story, by=edi, to=sam, due=None)
    assert assign(a_scheduled_story(rita, edi), by=edi, to=sam, due=None).assigned_to == sam


@pytest.mark.parametrize("nobody", ["", "inactive"])
def test_a_story_is_not_given_to_somebody_who_cannot_enter(rita, edi, nobody):
    other = person("tamu", "Tamu Meja", "reporter" if nobody else "", is_active=not nobody)
    with pytest.raises(BadField, match="Tamu Meja tidak dapat masuk"):
        assign(a_draft(rita), by=edi, to=other, due=None)


# --- the page ----------------------------------------------------------------------------------


def test_an_editor_starts_a_story_for_a_reporter(signed_in, rita, edi):
    data = {"title": "Panen raya Jumat", "assigned_to": rita.pk, "due_date": "2099-11-27"}
    data["assignment_note"] = "Wawancarai ketua kelompok tani."
    assert signed_in(edi).post(ADD, data).status_code == 302
    story = Article.objects.get()
    assert (story.created_by, story.assigned_to, story.due_date) == (edi, rita, FRIDAY)
    assert set(Notice.objects.filter(person=rita).values_list("kind", "words")) == {
        ("assigned", "Tenggat: Jumat, 27 November 2099."),
        ("note", "Wawancarai ketua kelompok tani."),
    }
    page = signed_in(rita).get(page_of(story))
    assert "Wawancarai ketua kelompok tani." in text_of(page)
    assert workflow.edit(story, by=rita, fields={"body": "Padi."}, seen=1).body


@pytest.mark.parametrize("day", ["kemarin", "2025-02-30", "0000-00-00", "9" * 40, "2001-01-01"])
def test_a_day_that_is_none_is_asked_back_with_everything_typed(signed_in, rita, edi, day):
    data = {"title": "Panen raya", "body": "<p>Kata rahasia-7731.</p>", "due_date": day}
    answer = signed_in(edi).post(ADD, data | {"assignment_note": "Catatan ini tetap ada."})
    assert value_of(answer, "assignment_note") == "Catatan ini tetap ada."
    assert answer.status_code == 200
    assert value_of(answer, "due_date") == day
    assert "rahasia-7731" in answer.content.decode()
    assert Article.objects.count() == 0


def test_a_form_opened_before_an_assignment_does_not_undo_it(signed_in, rita, sam, edi, mira):
    story = a_draft(rita)
    client = signed_in(edi)
    opened = client.get(page_of(story))
    sent = typed(story, title="Judul baru", assigned_to="", due_date="")
    sent |= {name: value_of(opened, name) for name in ("assigned_to_was", "due_date_was")}
    assign(story, by=mira, to=sam, due=FRIDAY)
    assert client.post(page_of(story), sent).status_code == 302
    story.refresh_from_db()
    assert (story.title, story.assigned_to, story.due_date) == ("Judul baru", sam, FRIDAY)


def test_what_somebody_chose_in_such_a_form_counts(signed_in, rita, sam, edi, mira):
    story = a_draft(rita)
    assign(story, by=mira, to=sam, due=FRIDAY)
    sent = typed(story, assigned_to=rita.pk, due_date="2099-11-28")
    signed_in(edi).post(page_of(story), sent | {"assigned_to_was": "", "due_date_was": ""})
    story.refresh_from_db()
    assert (story.assigned_to, story.due_date) == (rita, date(2099, 11, 28))
    events = ArticleEvent.objects.filter(verb="assign").values_list("by_name", flat=True)
    assert list(events) == ["Mira Lestari", "Edi Kurniawan"]


def test_the_history_says_who_assigned_it(signed_in, rita, sam, edi):
    story = assign(a_draft(rita), by=edi, to=sam, due=FRIDAY)
    page = text_of(signed_in(rita).get(page_of(story, "history")))
    assert "Tugaskan · Edi Kurniawan" in page
    assert "Diubah: Ditugaskan kepada, Tenggat Sam Hidayat, 27-11-2099." in page


def test_a_reporter_sets_no_day(signed_in, rita):
    story = a_draft(rita)
    signed_in(rita).post(page_of(story), typed(story, title="Baru", due_date="2099-11-27"))
    story.refresh_from_db()
    assert (story.title, story.due_date) == ("Baru", None)


def test_a_note_that_is_too_long_begins_no_story_and_is_kept(signed_in, rita, edi):
    note = "Catatan. " * 700
    answer = signed_in(edi).post(ADD, {"title": "Panen", "assignment_note": note})
    assert answer.status_code == 200
    assert value_of(answer, "assignment_note") == note.strip()
    assert Article.objects.count() == 0


def test_a_page_says_who_has_the_story_and_that_it_is_late(signed_in, rita, sam, edi, mira):
    story = assign(a_draft(rita), by=edi, to=sam, due=date(2025, 8, 27), now=NIGHT)
    for person_, page in ((sam, page_of(story)), (mira, f"{LIST}hand-over/{sam.pk}/")):
        html = signed_in(person_).get(page).content.decode()
        assert re.search(r'class="marked">lewat tenggat \d+ hari', html)
    assert "diberikan kepada Sam Hidayat" in text_of(signed_in(sam).get(page_of(story)))
