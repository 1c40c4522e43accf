"""What the writing page saves by itself: each answer, and none loses a letter."""

import re

import pytest

from accounts.models import AuditEntry
from articles.editorial import workflow
from articles.models import Article
from tests.desk import ADD, page_of, text_of, typed, value_of
from tests.newsdesk import (
    a_draft,
    a_published_story,
    a_scheduled_story,
    a_story_in_review,
    a_trashed_story,
    a_withdrawn_story,
)
from tests.page_requests import BEGIN, KEY, asks, autosaves

OTHER_KEY = "halaman-uji-yang-kedua"


def test_a_draft_is_saved_and_the_page_goes_on_with_its_new_version(signed_in, rita):
    story = a_draft(rita)
    response = autosaves(signed_in(rita), story, rita, title="Judul baru", tags="Padi")
    told = response.told
    assert (response.status_code, told["state"], told["version"]) == (200, "saved", 2)
    assert re.fullmatch(r"Tersimpan pukul \d\d\.\d\d", told["said"])
    assert (told["story"], told["whole"]) == (str(story.pk), True)
    assert 'id="checklist"' in told["checklist"]
    assert "no-store" in response["Cache-Control"]
    story.refresh_from_db()
    assert (story.title, story.version, story.status) == ("Judul baru", 2, "draft")
    assert [tag.name for tag in story.tags.all()] == ["Padi"]
    # The author presses Save with the version he opened the page with: it is his own page's.
    sent = typed(story, title="Judul akhir", version=1, page_key=KEY, page_turn=2)
    assert signed_in(rita).post(page_of(story), sent).status_code == 302
    story.refresh_from_db()
    assert (story.title, story.version) == ("Judul akhir", 3)


def test_a_new_story_is_begun_once_however_often_the_page_asks(signed_in, rita):
    client = signed_in(rita)
    assert autosaves(client, None, rita, title="", body="Isi.").status_code == 422
    first = autosaves(client, None, rita, turn=2, title="Satu")
    lost = autosaves(client, None, rita, turn=3, title="Satu lagi")  # its answer never arrived
    assert (first.told["story"], first.told["version"]) == (lost.told["story"], 1)
    assert lost.told["version"] == 2
    response = client.post(ADD, typed(title="Tiga", page_key=KEY, page_turn=4))
    story = Article.objects.get()
    assert (story.title, response["Location"]) == ("Tiga", page_of(story))
    assert client.post(ADD, typed(title="Tiga", page_key=OTHER_KEY)).status_code == 302
    assert Article.objects.count() == 2


def test_pressing_save_twice_begins_one_story(signed_in, rita):
    client = signed_in(rita)
    for _again in range(2):
        assert client.post(ADD, typed(page_key=KEY)).status_code == 302
    assert Article.objects.count() == 1


def test_a_key_of_somebody_else_opens_nothing(signed_in, rita, sam):
    assert autosaves(signed_in(rita), None, rita, title="Rahasia Rita").status_code == 200
    assert autosaves(signed_in(sam), None, sam, title="Sam").status_code == 200
    assert {s.title: s.created_by for s in Article.objects.all()} == {
        "Rahasia Rita": rita,
        "Sam": sam,
    }


def test_what_was_held_up_does_not_replace_what_came_after_it(signed_in, rita):
    story, client = a_draft(rita), signed_in(rita)
    sent = typed(story, title="Yang terakhir", page_key=KEY, page_turn=5)
    assert client.post(page_of(story), sent).status_code == 302
    late = autosaves(client, story, rita, turn=4, title="Yang lebih dulu")
    assert (late.status_code, late.told["state"]) == (409, "late")
    assert Article.objects.get().title == "Yang terakhir"


def test_the_text_of_somebody_else_is_never_overwritten(signed_in, rita, edi):
    story = a_draft(rita)
    workflow.edit(story, by=edi, fields={"title": "Judul Edi"}, seen=1)
    response = autosaves(signed_in(rita), story, rita, title="Judul Rita")
    assert (response.status_code, response.told["state"]) == (409, "outdated")
    assert "Edi Kurniawan" in response.told["said"]
    assert Article.objects.get().title == "Judul Edi"
    assert AuditEntry.objects.filter(action="autosave", refused=True).count() == 1


def test_a_second_page_of_the_same_person_is_somebody_else(signed_in, rita):
    story, client = a_draft(rita), signed_in(rita)
    assert autosaves(client, story, rita, title="Tab satu").status_code == 200
    response = autosaves(client, story, rita, title="Tab dua", page_key=OTHER_KEY)
    assert response.told["state"] == "outdated"
    assert Article.objects.get().title == "Tab satu"


@pytest.mark.parametrize(
    "kind", [a_published_story, a_scheduled_story, a_story_in_review, a_withdrawn_story]
)
def test_only_a_draft_is_saved_by_itself(kind, signed_in, rita, edi, mira):
    needed = {a_story_in_review: (), a_withdrawn_story: (edi, mira)}.get(kind, (edi,))
    story = kind(rita, *needed)
    for person in (rita, edi, mira):
        response = autosaves(signed_in(person), story, person, title="Diam-diam")
        assert (response.status_code, response.told["state"]) == (409, "closed")
        assert response.told["said"]
    stored = Article.objects.get()
    assert (stored.title, stored.version) == (story.title, story.version)


def test_neither_is_one_in_the_trash(signed_in, rita):
    story = a_trashed_story(rita)
    assert autosaves(signed_in(rita), story, rita, title="Diam-diam").told["state"] == "closed"


def test_what_cannot_be_stored_is_named_and_the_rest_is_stored(signed_in, edi, sam):
    story = a_draft(edi)
    sent = {"title": "Baru", "summary": "x" * 501, "assigned_to": sam.pk, "photo_chosen": "1"}
    told = autosaves(signed_in(edi), story, edi, **sent).told
    assert (told["state"], told["whole"]) == ("saved", False)
    assert told["said"].endswith("kecuali: ringkasan, ditugaskan kepada, foto")
    story.refresh_from_db()
    assert (story.title, story.summary, story.assigned_to) == ("Baru", "", None)
    # Until all of it has arrived, the browser keeps its copy.
    assert f"{KEY}:0" in signed_in(edi).get(page_of(story)).content.decode()


def test_a_title_that_was_emptied_stays_and_the_page_says_so(signed_in, rita):
    story = a_draft(rita)
    told = autosaves(signed_in(rita), story, rita, title=" ", summary="Ringkas.").told
    assert "kecuali: judul" in told["said"]
    assert Article.objects.get().summary == "Ringkas."


def test_after_the_session_has_ended_nothing_is_saved_and_nothing_carried(client, rita):
    response = autosaves(client, a_draft(rita), rita, title="Hilang")
    assert (response.status_code, response.told["state"]) == (401, "signed_out")
    assert "carried" not in client.session


def test_nothing_is_saved_in_the_name_of_whoever_signed_in_since(signed_in, rita, edi):
    story = a_draft(rita)
    response = autosaves(signed_in(edi), story, rita, title="Tulisan Rita")
    assert (response.status_code, response.told["state"]) == (409, "other_person")
    pressed = typed(story, title="Tulisan Rita", person=rita.pk)
    page = signed_in(edi).post(page_of(story), pressed)
    assert "dibuka oleh orang lain" in text_of(page)
    assert value_of(page, "title") == "Tulisan Rita"
    assert Article.objects.get().version == 1


def test_another_reporters_story_does_not_exist(signed_in, rita, sam):
    story = a_draft(rita, title="RAHASIA")
    for page in ("autosave", "presence"):
        response = asks(signed_in(sam), page_of(story, page), sam, title="x", version="1")
        assert response.status_code == 404
        assert b"RAHASIA" not in response.content


def test_these_addresses_are_asked_by_post_alone(signed_in, rita):
    story, client = a_draft(rita), signed_in(rita)
    for address in (BEGIN, page_of(story, "autosave"), page_of(story, "presence")):
        for method in (client.get, client.put, client.delete):
            assert method(address).status_code == 405


@pytest.mark.parametrize(
    "nonsense",
    [
        {"page_key": "\x00" * 20},
        {"page_key": "x" * 5000, "page_turn": "9" * 40},
        {"page_turn": "-1", "version": "satu"},
        {"bylines-TOTAL_FORMS": "x", "category": "9" * 30},
        {"title": "\ud800Judul", "tags": "," * 3000},
        {"person": "9" * 4000},
    ],
)
def test_nonsense_has_an_answer(nonsense, signed_in, rita):
    story, client = a_draft(rita), signed_in(rita)
    sent = typed(story) | {"person": str(rita.pk), "page_key": KEY} | nonsense
    for address in (page_of(story, "autosave"), page_of(story, "presence"), BEGIN):
        data = {name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
                for name, value in sent.items()}  # fmt: skip
        assert client.post(address, data).status_code in {200, 409, 422}


@pytest.mark.parametrize(
    "aside",
    [
        {"publish_at": "besok pagi"},
        {"kind": "nonsense", "ground": "x", "reason": "x" * 3000},
        {"note": "x" * 9000, "publish_at": "2020-01-01T10:00"},
    ],
)
def test_a_mere_save_asks_for_nothing_but_a_title(aside, signed_in, edi):
    response = signed_in(edi).post(ADD, {"title": "Hanya judul", **aside})
    story = Article.objects.get()
    assert (response.status_code, response["Location"]) == (302, page_of(story))
    assert (story.title, story.status, story.body) == ("Hanya judul", "draft", "")
