"""Who is told what, in the desk at once and by letter, and who is not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from articles.editorial import notices, workflow
from articles.models import Letter, Notice
from tests.desk import page_of, text_of
from tests.newsdesk import (
    TITLE,
    a_draft,
    a_forced_story,
    a_published_story,
    a_returned_story,
    a_scheduled_story,
    a_story_in_review,
    a_withdrawn_story,
)

pytestmark = pytest.mark.django_db
PAGE = "/admin/articles/notice/"


def kinds(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("id").values_list("kind", flat=True))


def letters_to(person) -> list[str]:
    found = Letter.objects.filter(notice__person=person).order_by("id")
    return list(found.values_list("notice__kind", flat=True))


@pytest.fixture
def tomorrow():
    return timezone.now() + timedelta(days=1)


def test_handing_in_is_told_to_every_editor_in_the_desk_and_to_nobody_by_letter(
    rita, sam, edi, mira, root
):
    a_story_in_review(rita)
    assert [kinds(p) for p in (rita, sam, edi, mira, root)] == [
        [], [], ["submitted"], ["submitted"], [],
    ]  # fmt: skip
    assert Letter.objects.count() == 0


def test_what_waits_for_no_editor_any_more_is_marked_as_seen_for_all(rita, edi, mira):
    a_returned_story(rita, edi)
    assert Notice.objects.filter(person=mira, seen_at=None).count() == 0
    story = a_story_in_review(rita)
    assert notices.count_open(mira) == 1
    workflow.publish(story, by=edi, seen=1)
    assert notices.count_open(mira) == 0


def test_what_was_sent_back_is_told_to_the_author_and_to_whom_it_is_assigned(rita, sam, edi):
    story = workflow.edit(a_draft(rita), by=edi, fields={"assigned_to": sam}, seen=1)
    story = workflow.submit(story, by=rita, seen=story.version)
    workflow.send_back(story, by=edi, note="Sebutkan tarifnya.")
    assert (kinds(rita), kinds(sam)) == (["returned"], ["assigned", "returned"])
    assert (letters_to(rita), letters_to(sam)) == (["returned"], ["assigned", "returned"])
    assert notices.open_for(rita)[0].words == "Sebutkan tarifnya."


def test_nobody_is_told_about_his_own_deeds(edi, mira, settings):
    settings.TWO_PERSON_RULE = False
    story = workflow.publish(a_draft(edi), by=edi, seen=1)
    workflow.update(story, by=edi, seen=1, kind="typo", fields={"summary": "Baru."})
    assert kinds(edi) == []


def test_each_step_after_the_draft_is_told_to_its_author(rita, edi, mira, tomorrow):
    story = a_scheduled_story(rita, edi, at=tomorrow)
    workflow.reschedule(story, by=edi, at=tomorrow + timedelta(hours=1))
    story = workflow.unschedule(story, by=edi)
    story = workflow.publish(story, by=edi, seen=1)
    story = workflow.update(story, by=edi, seen=1, kind="update", fields={"summary": "Baru."})
    story = workflow.withdraw(story, by=mira, ground="child", text="Identitas anak.")
    workflow.reinstate(story, by=mira, reason="Keluarga mengizinkan.")
    workflow.trash(a_draft(rita), by=edi)
    assert kinds(rita) == [
        "scheduled", "rescheduled", "unscheduled", "published", "updated", "withdrawn",
        "reinstated", "trashed",
    ]  # fmt: skip
    assert letters_to(rita) == ["scheduled", "published", "withdrawn", "reinstated"]
    words = Notice.objects.filter(person=rita).exclude(words="").order_by("id")
    assert list(words.values_list("words", flat=True)) == [
        "Identitas anak.", "Keluarga mengizinkan.",
    ]  # fmt: skip


def test_a_story_moved_to_this_moment_is_told_as_published(rita, edi, tomorrow):
    story = a_scheduled_story(rita, edi, at=tomorrow)
    workflow.reschedule(story, by=edi, at=timezone.now())
    assert kinds(rita)[-1] == "published"


def test_a_forced_publication_asks_the_other_editors_to_look_until_one_has(rita, edi, mira):
    story = a_forced_story(rita, mira)
    assert (kinds(edi), kinds(mira), kinds(rita)) == (["forced"], [], ["published"])
    workflow.second_look(story, by=edi)
    assert notices.count_open(edi) == 0


def test_who_left_or_lost_the_role_is_told_nothing(rita, edi, mira):
    type(rita).objects.filter(pk=rita.pk).update(is_active=False)
    type(mira).objects.filter(pk=mira.pk).update(role="")
    a_returned_story(rita, edi)
    assert Notice.objects.exclude(person=edi).count() == 0


def test_notices_about_a_story_one_may_not_open_any_more_are_gone(rita, sam, edi, signed_in):
    story = workflow.edit(a_draft(edi), by=edi, fields={"assigned_to": sam}, seen=1)
    assert notices.count_open(sam) == 1
    workflow.edit(story, by=edi, fields={"assigned_to": None}, seen=story.version)
    assert (notices.count_open(sam), notices.open_for(sam)) == (0, [])
    assert TITLE not in text_of(signed_in(sam).get(PAGE))


def test_a_notice_speaks_the_language_of_its_reader(rita, edi):
    a_returned_story(rita, edi)
    with translation.override("en"):
        [told] = notices.open_for(rita)
    assert told.sentence == f"Edi Kurniawan sent “{TITLE}” back to you."
    with translation.override("id"):
        assert notices.open_for(rita)[0].sentence == (
            f"Edi Kurniawan mengembalikan “{TITLE}” kepada Anda."
        )


def test_every_kind_that_is_written_has_its_sentence(rita, edi, mira, tomorrow):
    a_withdrawn_story(rita, edi, mira)
    a_scheduled_story(rita, edi, at=tomorrow)
    a_forced_story(rita, mira)
    for notice in Notice.objects.all():
        assert "Ada perubahan" not in notices.sentence_of(notice), notice.kind


def test_the_head_of_the_desk_counts_and_the_page_lists_and_clears(signed_in, rita, sam, edi):
    for _number in range(2):
        a_returned_story(rita, edi, note="Sebutkan tarifnya.")
    client = signed_in(rita)
    assert "Pemberitahuan 2 belum dilihat" in text_of(client.get("/admin/profile/"))
    page = text_of(client.get(PAGE))
    assert page.count(f"Baru Edi Kurniawan mengembalikan “{TITLE}” kepada Anda.") == 2
    assert client.get(f"{PAGE}seen/").status_code == 405
    page = text_of(client.post(f"{PAGE}seen/", follow=True))
    assert "Semua pemberitahuan ditandai sudah dilihat." in page
    assert "belum dilihat" not in page
    assert TITLE not in text_of(signed_in(sam).get(PAGE))


def test_the_count_is_bounded(rita, edi):
    story = a_draft(rita)
    Notice.objects.bulk_create(
        Notice(person=rita, article=story, kind="note", by_name="Edi", at=timezone.now())
        for _ in range(150)
    )
    assert notices.count_open(rita) == notices.MOST


def test_thirty_notices_cost_no_more_queries_than_one(signed_in, rita, edi):
    story = a_returned_story(rita, edi)
    client = signed_in(rita)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as with_one:
        client.get(PAGE)
    Notice.objects.bulk_create(
        Notice(person=rita, article=story, kind="note", by_name="Edi", at=timezone.now())
        for _ in range(30)
    )
    with CaptureQueriesContext(connection) as with_many:
        client.get(PAGE)
    assert len(with_many) == len(with_one)


def test_a_page_without_a_role_shows_no_notices(client, signed_in, rita):
    type(rita).objects.filter(pk=rita.pk).update(role="")
    assert signed_in(rita).get(PAGE).status_code in (302, 403)
    assert client.post(f"{PAGE}seen/").status_code in (302, 403)


def test_old_notices_are_forgotten_and_what_is_still_to_be_sent_is_not(rita, edi):
    now = timezone.now()
    a_returned_story(rita, edi)
    a_published_story(rita, edi)
    a_story_in_review(rita)
    Notice.objects.update(seen_at=now - timedelta(days=31))
    Letter.objects.filter(notice__kind="published").update(state="sent", sent_at=now)
    notices.forget_old(now)
    assert sorted(Notice.objects.values_list("kind", flat=True)) == ["returned"]
    Letter.objects.update(state="sent", sent_at=now)
    Notice.objects.update(seen_at=None)
    assert notices.forget_old(now) == 0
    assert notices.forget_old(now + timedelta(days=181)) == 1


def test_opening_a_story_again_leaves_the_time_it_was_first_seen(signed_in, rita, edi):
    story = a_published_story(rita, edi)
    client = signed_in(rita)
    client.get(page_of(story))
    seen_at = Notice.objects.get(person=rita).seen_at
    client.get(page_of(story))
    assert Notice.objects.get(person=rita).seen_at == seen_at is not None
