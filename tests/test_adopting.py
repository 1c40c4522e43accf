"""A story that lived elsewhere is taken over as it was, and never over what was done here."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from articles.editorial import workflow
from articles.editorial.rules import Refused, authors_of
from articles.editorial.writing import BadField, BylineEntry
from articles.models import Article
from tests.newsdesk import BODY, a_draft, a_published_story, a_reporter, all_about

LONG_AGO = datetime(2019, 3, 4, 8, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
TITLE = "Bupati Resmikan Puskesmas"


def a_found_story(category, **fields) -> Article:
    return Article(**{"title": TITLE, "body": BODY, "category": category, **fields})


def adopt(story, *, status="published", at=LONG_AGO, **more) -> Article:
    return workflow.adopt(story, source="situs lama", status=status, at=at, **more)


def test_a_published_story_keeps_its_date(government, settings):
    settings.NEWSROOM_NAME = "Newsroom Diskominfosantik"
    story = adopt(
        a_found_story(government), bylines=[BylineEntry(a_reporter())], tags=["Puskesmas"]
    )
    story.refresh_from_db()
    assert (story.status, story.published_at, story.first_published_at) == (
        "published",
        LONG_AGO,
        LONG_AGO,
    )
    assert (story.posted_by, story.created_by, story.published_by) == (
        "Newsroom Diskominfosantik",
        None,
        None,
    )
    assert [str(b) for b in story.bylines.all()] == ["Reporter : Fajar CQA"]
    assert [t.name for t in story.tags.all()] == ["Puskesmas"]


def test_the_logs_say_that_it_was_imported_and_from_where(government):
    story = adopt(a_found_story(government))
    event = story.events.get()
    assert (event.verb, event.from_status, event.to_status) == ("adopt", "", "published")
    assert (event.by, event.by_name, event.reason) == (None, "situs lama", "situs lama")
    assert (story.history.get().history_change_reason, authors_of(story)) == ("adopt", set())
    entry = AuditEntry.objects.get(action="adopt")
    assert (entry.actor, entry.actor_name, entry.target_id) == (None, "situs lama", str(story.pk))


def test_neither_checklist_nor_two_persons_are_asked_for(edi, government):
    story = adopt(a_found_story(government, body="", created_by=edi), by=edi)
    assert (story.status, story.marked_at, authors_of(story)) == ("published", None, {edi.pk})


def test_what_it_says_is_cleaned_like_everything_else(government):
    story = adopt(
        a_found_story(government, title=" Judul\x00 \u202ebaru ", body="<p>a</p><script>b</script>")
    )
    story.refresh_from_db()
    assert story.title == "Judul baru"
    assert "script" not in story.body
    with pytest.raises(BadField, match="terlalu panjang"):
        adopt(a_found_story(government, title="x" * 201))
    with pytest.raises(BadField, match="judul"):
        adopt(a_found_story(government, title=""))


def test_a_slug_is_kept_and_made_where_there_is_none(government):
    assert adopt(a_found_story(government, slug="resmi-puskesmas")).slug == "resmi-puskesmas"
    assert adopt(a_found_story(government)).slug == "bupati-resmikan-puskesmas"
    assert adopt(a_found_story(government, slug="!?")).slug == "berita"


def test_a_draft_has_no_date_of_publication(rita):
    story = adopt(a_found_story(None, created_by=rita), status="draft", by=rita)
    assert (story.state(), story.published_at, story.posted_by) == ("draft", None, "")
    story = workflow.edit(story, by=rita, fields={"title": "Judul"}, seen=1)
    assert story.version == 2


def test_a_story_for_tomorrow_is_scheduled(government):
    story = adopt(a_found_story(government), at=timezone.now() + timedelta(days=1))
    assert story.state() == "scheduled"


def test_a_withdrawn_story_is_kept_with_its_notice(government, mira):
    story = adopt(
        a_found_story(government), status="withdrawn", ground="child", text="Anak dikenali."
    )
    assert (story.status, story.withdrawal_ground, story.withdrawal_text) == (
        "withdrawn",
        "child",
        "Anak dikenali.",
    )
    assert story.published_at == LONG_AGO
    undated = adopt(a_found_story(government), status="withdrawn", at=None, text="Dicabut.")
    now = timezone.now()
    back = workflow.reinstate(undated, by=mira, reason="Sudah jelas.", now=now)
    assert (back.published_at, back.first_published_at) == (now, now)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"at": None}, "waktu terbit"),
        ({"at": datetime(2019, 1, 1)}, "zona waktu"),
        ({"status": "withdrawn"}, "penjelasan untuk pembaca"),
        ({"status": "withdrawn", "text": "x", "at": timezone.now() + timedelta(days=9)}, "sebelum"),
    ],
)
def test_what_cannot_be_kept_is_refused(changes, sentence, government):
    with pytest.raises(Refused, match=sentence):
        adopt(a_found_story(government), **changes)
    assert (Article.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_a_published_story_needs_a_section():
    with pytest.raises(Refused, match="kategori"):
        adopt(a_found_story(None))


@pytest.mark.parametrize("call", [{"status": "in_review"}, {"status": ""}, {"ground": "envy"}])
def test_a_wrong_call_is_a_programmers_error(call, government):
    with pytest.raises(ValueError):
        adopt(a_found_story(government), **call)


# --- a second time --------------------------------------------------------------------------------


@pytest.fixture
def imported(government):
    return adopt(a_found_story(government), tags=["Puskesmas"])


def again(story, **more):
    more.setdefault("tags", ["Puskesmas"])
    return adopt(story, **more)


def test_the_same_story_again_changes_nothing(imported):
    before = all_about(imported)
    assert again(Article.objects.get()).version == 1
    assert all_about(imported) == before


def test_a_story_that_changed_at_its_source_is_brought_up_to_date(imported):
    imported.title = "Bupati Meresmikan Puskesmas"
    story = again(imported, at=LONG_AGO + timedelta(hours=1), tags=["Kesehatan"])
    assert (story.title, story.version) == ("Bupati Meresmikan Puskesmas", 2)
    assert story.published_at == LONG_AGO + timedelta(hours=1)
    assert [t.name for t in story.tags.all()] == ["Kesehatan"]
    assert story.slug == "bupati-resmikan-puskesmas"
    assert [e.verb for e in story.events.all()] == ["adopt", "adopt"]


def test_a_story_that_was_worked_on_here_is_left_alone(imported, edi, mira):
    story = workflow.update(imported, by=edi, seen=1, kind="typo", fields={"title": "Dari Edi"})
    before = all_about(story)
    story.title = "Dari situs lama"
    with pytest.raises(Refused, match="sudah dikerjakan di sini"):
        again(story)
    assert all_about(story) == before


def test_a_story_that_was_withdrawn_here_stays_withdrawn(imported, mira):
    workflow.withdraw(imported, by=mira, ground="child", text="Anak dikenali.")
    with pytest.raises(Refused, match="sudah dikerjakan di sini"):
        again(imported)
    imported.refresh_from_db()
    assert imported.status == "withdrawn"


def test_a_story_that_was_written_here_is_not_taken_over(rita, edi):
    for story in (a_draft(rita), a_published_story(rita, edi)):
        with pytest.raises(Refused, match="sudah dikerjakan di sini"):
            again(story)


def test_an_import_does_not_hide_what_is_public(imported):
    for change in ({"status": "draft"}, {"at": timezone.now() + timedelta(days=1)}):
        with pytest.raises(Refused, match="impor tidak menyembunyikannya"):
            again(imported, **change)
    gone = again(imported, status="withdrawn", at=None, text="Dicabut di situs lama.")
    assert (gone.status, gone.published_at) == ("withdrawn", LONG_AGO)
