"""A copy is a new draft of whoever makes it, and no way round the two-person rule."""

import pytest

from accounts.models import AuditEntry
from articles.editorial import previews, workflow
from articles.editorial.credits import BylineEntry, bylines_of
from articles.editorial.duplicating import duplicate
from articles.editorial.rules import Refused, authors_of
from articles.models import Article, EditorialNote, PreviewLink
from tests.desk import LIST, page_of, text_of
from tests.newsdesk import (
    RALAT,
    a_draft,
    a_published_story,
    a_reporter,
    a_returned_story,
    a_scheduled_story,
    a_story_in_review,
    a_trashed_story,
    a_withdrawn_story,
    all_about,
    with_photo,
)

SECRET = "Zamrudkhatulistiwa"


def test_what_the_story_says_comes_along_and_what_happened_to_it_does_not(rita, edi):
    story = a_published_story(
        rita,
        edi,
        summary="Ringkas.",
        dateline="SUKATANI",
        tags=["Posyandu", "Malam"],
        is_reprint=True,
        source="Antara",
        needs_verification=True,
        people_confirmed="x" * 64,
        **with_photo(rita),
    )
    story = workflow.update(story, by=edi, seen=1, kind="correction", fields={}, **RALAT)
    EditorialNote.objects.create(article=story, kind="note", text="x", at=story.saved_at)
    before = all_about(story)
    copy = duplicate(story, by=rita)
    assert copy.title == f"Salinan – {story.title}"
    for name in ("summary", "dateline", "body", "category", "photo", "photo_caption", "source",
                 "photo_credit", "photo_alt", "is_reprint", "needs_verification"):  # fmt: skip
        assert getattr(copy, name) == getattr(story, name), name
    assert set(copy.tags.values_list("name", flat=True)) == {"Posyandu", "Malam"}
    assert [line.reporter.name for line in copy.bylines.all()] == ["Rita Anggraini"]
    assert (copy.state(), copy.version, copy.created_by, copy.assigned_to) == (
        "draft",
        1,
        rita,
        None,
    )
    empty = ("published_at", "first_published_at", "updated_at", "published_by", "marked_at")
    assert [getattr(copy, name) for name in empty] == [None] * 5
    assert (copy.posted_by, copy.people_confirmed) == ("", "")
    assert not copy.notes.exists()
    assert not copy.corrections.exists()
    assert all_about(story) == {**before, "log": before["log"] + 1}


def test_the_history_and_the_log_say_of_what_it_is_a_copy(signed_in, rita):
    story = workflow.edit(a_draft(rita), by=rita, fields={"summary": "Ringkas."}, seen=1)
    copy = duplicate(story, by=rita)
    told = f"Salinan dari “{story.title}”, versi 2."
    event = copy.events.get()
    assert (event.verb, event.by, event.reason, event.version) == ("duplicate", rita, told, 1)
    entry = AuditEntry.objects.get(action="duplicate")
    assert (entry.actor, entry.target_id, entry.detail) == (rita, str(copy.pk), told)
    words = text_of(signed_in(rita).get(page_of(copy, "history")))
    assert "Duplikat · Rita Anggraini" in words
    assert told in words


def test_a_long_title_stays_within_its_length(rita):
    copy = duplicate(a_draft(rita, title="Judul " * 33), by=rita)
    assert copy.title.startswith("Salinan – Judul")
    assert copy.title.endswith(" …")
    assert len(copy.title) <= 200


def test_every_state_can_be_copied_by_who_may_open_the_story(rita, sam, edi, mira):
    stories = [
        a_draft(rita),
        a_returned_story(rita, edi),
        a_story_in_review(rita),
        a_scheduled_story(rita, edi),
        a_published_story(rita, edi),
        a_withdrawn_story(rita, edi, mira),
        a_trashed_story(rita),
    ]
    for story in stories:
        for person in (rita, edi, mira):
            assert duplicate(story, by=person).state() == "draft"
        with pytest.raises(Refused, match="yang boleh Anda buka"):
            duplicate(story, by=sam)


def test_a_photo_of_somebody_else_comes_along_with_the_story_it_stands_on(rita, edi):
    story = workflow.edit(a_draft(rita), by=edi, fields=with_photo(edi), seen=1)
    assert duplicate(story, by=rita).photo == story.photo


# --- the two-person rule ------------------------------------------------------------------------


def publishes(story: Article, by) -> bool:
    try:
        workflow.publish(story, by=by, seen=story.version)
    except Refused:
        return False
    return True


def retold(copy: Article, by) -> Article:
    return workflow.edit(copy, by=by, fields={"title": "Judul sendiri"}, seen=copy.version)


def test_nobody_is_an_author_of_an_unchanged_copy_and_nobody_publishes_it(rita, edi, mira):
    story = a_draft(edi)
    copy = duplicate(story, by=mira)
    named = workflow.edit(copy, by=mira, fields={}, bylines=bylines_of(story), seen=1)
    assert authors_of(named) == set()
    for person in (edi, mira):
        with pytest.raises(Refused, match="masih sama dengan berita asalnya"):
            workflow.publish(named, by=person, seen=named.version)


def test_a_colleagues_copy_makes_no_second_author_of_him(edi, mira):
    own = a_draft(edi)  # he may not publish it
    assert not publishes(own, edi)
    copy = retold(with_names(duplicate(own, by=mira), mira), edi)
    assert authors_of(copy) == {edi.pk}
    assert not publishes(copy, edi)
    assert publishes(copy, mira)


def test_a_copy_of_another_ones_story_that_is_rewritten_is_ones_own_text(rita, edi, mira):
    copy = retold(with_names(duplicate(a_published_story(rita, mira), by=edi), edi), edi)
    assert not publishes(copy, edi)
    assert publishes(copy, mira)


def with_names(copy: Article, by) -> Article:
    return workflow.edit(
        copy, by=by, fields={}, bylines=[BylineEntry(a_reporter())], seen=copy.version
    )


def test_without_the_rule_a_copy_is_published_like_any_story(settings, edi):
    settings.TWO_PERSON_RULE = False
    assert publishes(with_names(duplicate(a_draft(edi), by=edi), edi), edi)


def test_a_managing_editor_forces_it_with_a_reason(edi, mira):
    copy = with_names(duplicate(a_draft(edi), by=mira), mira)
    story = workflow.force_publish(copy, by=mira, seen=copy.version, reason="Banjir.")
    assert story.marked_by == mira


# --- the page -----------------------------------------------------------------------------------


def test_the_page_says_what_comes_along_and_makes_the_draft(signed_in, rita):
    story = a_draft(rita)
    previews.share(story, by=rita, version=1, days=7)
    client = signed_in(rita)
    assert "Ketikan yang belum disimpan tidak ikut." in text_of(
        client.get(page_of(story, "duplicate"))
    )
    assert Article.objects.count() == 1
    response = client.post(page_of(story, "duplicate"), follow=True)
    copy = Article.objects.exclude(pk=story.pk).get()
    assert response.redirect_chain == [(page_of(copy), 302)]
    assert "Inilah salinannya, draf milik Anda." in text_of(response)
    assert PreviewLink.objects.get().article == story
    html = client.get(page_of(story)).content.decode()
    assert f'href="{page_of(story, "duplicate")}"' in html


def test_a_colleagues_story_is_not_copied(signed_in, rita, sam, edi):
    story = a_draft(sam, title=f"Judul {SECRET}", body=f"<p>{SECRET}</p>")
    client = signed_in(rita)
    unknown = text_of(client.get(f"{LIST}99999999/duplicate/"))
    for send in (client.get, client.post):
        response = send(page_of(story, "duplicate"))
        assert (response.status_code, text_of(response)) == (404, unknown)
    assert Article.objects.get() == story
    assert SECRET in text_of(signed_in(edi).get(page_of(story, "duplicate")))
