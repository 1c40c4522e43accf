"""Nobody publishes a text that only he has written, and whoever forces it is looked at after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.editorial import workflow
from articles.editorial.restoring import restore_version
from articles.editorial.rules import Refused, authors_of, verbs_open_to
from articles.editorial.writing import BylineEntry
from tests.newsdesk import (
    BODY,
    RALAT,
    TITLE,
    a_category,
    a_draft,
    a_published_story,
    a_reporter,
    a_story_in_review,
    all_about,
)


def publish(story, by):
    return workflow.publish(story, by=by, seen=story.version)


def test_the_only_author_does_not_publish_his_own_text(edi):
    story = a_draft(edi)
    before = all_about(story)
    with pytest.raises(Refused) as refused:
        publish(story, edi)
    assert refused.value.sentence == (
        "Anda satu-satunya penulis naskah ini, jadi orang lain yang harus menerbitkannya. "
        "Mintalah tinjauan dengan “Ajukan untuk Ditinjau”."
    )
    assert all_about(story) == before


def test_a_managing_editor_is_also_offered_to_force_it(mira):
    with pytest.raises(Refused) as refused:
        publish(a_draft(mira), mira)
    assert refused.value.sentence.endswith(
        "Bila tidak dapat menunggu: “Terbitkan Paksa”, dengan alasan."
    )


def test_what_waits_for_review_is_for_another_editor(edi, mira):
    story = a_story_in_review(edi)
    with pytest.raises(Refused, match="mintalah editor lain menerbitkannya") as refused:
        publish(story, edi)
    assert "Ajukan untuk Ditinjau" not in refused.value.sentence
    assert publish(story, mira).status == "published"


def test_the_rule_holds_for_a_superuser_too(root):
    with pytest.raises(Refused, match="satu-satunya penulis"):
        publish(a_draft(root), root)


def test_the_button_is_not_shown_where_the_rule_stops_it(edi, mira):
    now = timezone.now()
    assert verbs_open_to(edi, a_draft(edi), now=now) == ["edit", "submit", "trash"]
    assert verbs_open_to(mira, a_draft(mira), now=now) == [
        "edit",
        "submit",
        "force_publish",
        "trash",
    ]


def test_a_second_author_lifts_the_rule(rita, edi):
    story = a_draft(rita)
    story = workflow.edit(story, by=edi, fields={"title": "Judul dari Edi"}, seen=1)
    assert authors_of(story) == {rita.pk, edi.pk}
    assert publish(story, edi).status == "published"


@pytest.mark.parametrize(
    "fields",
    [
        {"dateline": "SUKATANI"},
        {"source": "Humas Setda"},
        {"posted_by": "Humas Setda"},
        {"needs_verification": True},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_colleague_who_touches_no_word_of_the_text_is_no_author(fields, edi, mira):
    story = a_draft(edi)
    story = workflow.edit(story, by=mira, fields=fields, seen=1)
    assert authors_of(story) == {edi.pk}
    with pytest.raises(Refused):
        publish(story, edi)


def test_neither_a_byline_nor_a_tag_nor_a_section_makes_an_author(edi, mira):
    story = a_draft(edi)
    story = workflow.edit(
        story,
        by=mira,
        fields={"category": a_category("Kesehatan", "kesehatan")},
        bylines=[BylineEntry(a_reporter("Budi", "budi"))],
        tags=["Posyandu"],
        seen=1,
    )
    assert (story.version, authors_of(story)) == (2, {edi.pk})
    with pytest.raises(Refused):
        publish(story, edi)


@pytest.mark.parametrize("field", ["title", "summary", "body"])
def test_each_part_of_the_text_makes_an_author(field, edi, mira):
    story = a_draft(edi)
    story = workflow.edit(story, by=mira, fields={field: "<p>Kalimat Mira.</p>"}, seen=1)
    assert authors_of(story) == {edi.pk, mira.pk}


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Posyandu  Sukatani Buka Layanan Malam\u200b"},
        {"body": f"{BODY}<p> </p>"},
        {"body": BODY.replace(" di ", "&nbsp;di ").replace("kini ", "kini<br> ")},
        {"body": BODY.replace("kini ", "</p><p>kini ")},
        {"summary": "  "},
    ],
    ids=["title", "empty paragraph", "hard spaces", "new paragraph", "blank summary"],
)
def test_a_colleague_who_touches_nothing_but_white_space_is_no_author(fields, edi, mira):
    story = workflow.edit(a_draft(edi), by=mira, fields=fields, seen=1)
    assert authors_of(story) == {edi.pk}
    with pytest.raises(Refused, match="satu-satunya penulis"):
        publish(story, edi)


@pytest.mark.parametrize("back", ["by hand", "by restoring"])
def test_whoever_wrote_only_what_was_taken_back_is_no_author(back, edi, mira):
    story = workflow.edit(a_draft(edi), by=mira, fields={"title": "Judul Mira"}, seen=1)
    assert authors_of(story) == {edi.pk, mira.pk}
    if back == "by hand":
        story = workflow.edit(story, by=edi, fields={"title": TITLE}, seen=2)
    else:
        story, _left = restore_version(story, by=edi, number=1, seen=2)
    assert authors_of(story) == {edi.pk}
    with pytest.raises(Refused, match="satu-satunya penulis"):
        publish(story, edi)
    assert publish(story, mira).status == "published"


def test_whoever_restores_the_words_of_others_is_no_author(rita, edi, mira):
    story = workflow.edit(a_draft(edi), by=edi, fields={"title": "Judul kedua"}, seen=1)
    story, _left = restore_version(story, by=mira, number=1, seen=2)
    assert authors_of(story) == {edi.pk}


def test_typing_the_same_text_again_makes_no_author(edi, mira):
    story = a_draft(edi)
    same = workflow.edit(story, by=mira, fields={"title": f"  {TITLE} "}, seen=1)
    assert (same.version, authors_of(same)) == (1, {edi.pk})


def test_handing_in_and_returning_make_no_author(edi, mira):
    story = workflow.submit(a_draft(edi), by=mira, seen=1)
    story = workflow.send_back(story, by=mira, note="Sebutkan tarifnya.")
    assert authors_of(story) == {edi.pk}


def test_without_the_rule_one_person_is_enough(edi, settings):
    settings.TWO_PERSON_RULE = False
    story = a_draft(edi)
    assert "publish" in verbs_open_to(edi, story, now=timezone.now())
    story = publish(story, edi)
    assert (story.status, story.marked_at) == ("published", None)


# --- forced ---------------------------------------------------------------------------------


def force(story, by, reason="Banjir, warga menunggu kabar.", **more):
    return workflow.force_publish(story, by=by, seen=story.version, reason=reason, **more)


def test_a_forced_story_is_marked_with_who_when_and_why(mira):
    now = timezone.now()
    story = force(a_draft(mira), mira, now=now)
    assert (story.status, story.marked_at, story.marked_by) == ("published", now, mira)
    event = story.events.order_by("id").last()
    assert (event.verb, event.reason) == ("force_publish", "Banjir, warga menunggu kabar.")


def test_force_needs_a_reason(mira):
    story = a_draft(mira)
    before = all_about(story)
    with pytest.raises(Refused, match="Sebutkan alasan"):
        force(story, mira, reason=" \n")
    assert all_about(story) == before


def test_force_waives_the_two_person_rule_and_nothing_else(mira):
    story = a_draft(mira, category=None)
    with pytest.raises(Refused, match=r"Belum siap\. Pilih kategori\."):
        force(story, mira)
    with pytest.raises(Refused, match="telah diubah"):
        workflow.force_publish(a_draft(mira), by=mira, seen=7, reason="Banjir.")


def test_another_editor_takes_the_mark_off(edi, mira):
    story = force(a_draft(mira), mira)
    with pytest.raises(Refused, match="Orang lain yang harus melihatnya"):
        workflow.second_look(story, by=mira)
    story = workflow.second_look(story, by=edi)
    assert (story.marked_at, story.marked_by, story.version) == (None, None, 1)
    with pytest.raises(Refused, match="tidak sedang menunggu"):
        workflow.second_look(story, by=edi)


def test_what_was_changed_since_he_looked_stays_marked(edi, mira, rita):
    story = force(a_draft(mira), mira)
    workflow.update(story, by=mira, seen=1, kind="typo", fields={"title": "Diubah sesudahnya"})
    with pytest.raises(Refused, match="telah diubah"):
        workflow.second_look(story, by=edi, seen=1)
    story.refresh_from_db()
    assert story.marked_by == mira
    assert workflow.second_look(story, by=edi, seen=2).marked_at is None


def test_a_forced_story_can_be_looked_at_before_it_appears(edi, mira):
    story = force(a_draft(mira), mira, at=timezone.now() + timedelta(days=1))
    assert story.state() == "scheduled"
    assert workflow.second_look(story, by=edi).marked_at is None


def test_whoever_forced_it_does_not_clear_it_after_a_later_update(edi, mira, sam):
    story = force(a_draft(edi), mira)
    story = workflow.update(story, by=edi, seen=1, kind="update", fields={"summary": "Baru."})
    assert story.marked_by == edi
    for person in (edi, mira):
        with pytest.raises(Refused, match="Orang lain"):
            workflow.second_look(story, by=person)


# --- after publication ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "marked"), [("typo", False), ("update", True), ("correction", True)]
)
def test_what_the_only_author_changes_in_public_waits_for_a_second_look(kind, marked, edi, mira):
    story = a_published_story(edi, mira)
    words = RALAT if kind == "correction" else {}
    story = workflow.update(story, by=edi, seen=1, kind=kind, fields={"summary": "x"}, **words)
    assert (story.marked_at is not None, story.marked_by) == (marked, edi if marked else None)


def test_what_a_second_author_changes_in_public_is_not_marked(rita, edi):
    story = a_published_story(rita, edi)
    story = workflow.update(story, by=edi, seen=1, kind="update", fields={"summary": "x"})
    assert (authors_of(story), story.marked_at) == ({rita.pk, edi.pk}, None)


def test_without_the_rule_an_update_is_not_marked(edi, mira, settings):
    story = a_published_story(edi, mira)
    settings.TWO_PERSON_RULE = False
    story = workflow.update(story, by=edi, seen=1, kind="update", fields={"summary": "x"})
    assert story.marked_at is None
