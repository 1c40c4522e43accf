"""Going back to an older version writes it again: cleaned, counted and checked, undoing nothing."""

import pytest

from articles.editorial import workflow
from articles.editorial.past import content_of, versions_of
from articles.editorial.restoring import restore_version
from articles.editorial.rules import Refused
from articles.editorial.writing import BylineEntry, Outdated
from articles.models import Article, Byline, Photo, Tag
from tests.newsdesk import (
    a_category,
    a_draft,
    a_photo,
    a_published_story,
    a_reporter,
    a_scheduled_story,
    a_story_in_review,
    a_trashed_story,
    a_withdrawn_story,
    all_about,
    with_photo,
)


def changed(story: Article, by, **fields) -> Article:
    more = {name: fields.pop(name) for name in ("bylines", "tags") if name in fields}
    return workflow.edit(story, by=by, fields=fields, seen=story.version, **more)


@pytest.fixture
def rewritten(rita):
    """A draft of Rita's whose second version says something else in every part."""
    story = a_draft(rita, tags=["Posyandu"], dateline="SUKATANI", **with_photo(rita))
    return changed(
        story,
        rita,
        title="Judul kedua",
        summary="Ringkasan kedua.",
        body="<p>Isi kedua.</p>",
        dateline="SETU",
        category=a_category("Kesehatan", "kesehatan"),
        photo=a_photo(rita),
        photo_caption="Foto kedua.",
        is_reprint=True,
        source="Antara",
        needs_verification=True,
        bylines=[BylineEntry(a_reporter("Budi", "budi"), Byline.Role.WRITER)],
        tags=["Gizi", "Setu"],
    )


def said(story: Article) -> dict:
    """Everything that a version says."""
    row = content_of(story, story.version)
    names = ("title", "summary", "dateline", "body", "category_id", "photo_id", "photo_caption")
    names += ("photo_credit", "photo_alt", "is_reprint", "source", "needs_verification")
    return {name: getattr(row, name) for name in (*names, "bylines", "tag_names")}


def test_everything_a_version_said_is_said_again_as_a_new_version(rewritten, rita):
    first = content_of(rewritten, 1)
    story, left = restore_version(rewritten, by=rita, number=1, seen=2)
    assert (story.version, left) == (3, [])
    assert said(story) == {name: getattr(first, name) for name in said(story)}
    stored = Article.objects.get()
    assert (stored.title, stored.body, stored.photo_id) == (first.title, first.body, first.photo_id)
    assert [str(row) for row in stored.bylines.all()] == ["Reporter : Fajar CQA"]
    assert list(stored.tags.values_list("name", flat=True)) == ["Posyandu"]


def test_nothing_leaves_the_history_and_the_reason_names_the_version(rewritten, rita):
    before = list(rewritten.history.order_by("history_id").values())
    story, _left = restore_version(rewritten, by=rita, number=1, seen=2)
    assert list(story.history.order_by("history_id").values())[: len(before)] == before
    last = versions_of(story)[-1]
    assert (last.number, last.verb, last.who) == (3, "edit", "Rita Anggraini")
    assert last.reason == "Isi versi 1 dikembalikan."
    row = story.history.order_by("history_id").last()
    assert (row.history_user, row.text_changed) == (rita, True)


def test_one_may_go_back_and_forth(rewritten, rita):
    second = said(rewritten)
    story, _left = restore_version(rewritten, by=rita, number=1, seen=2)
    story, _left = restore_version(story, by=rita, number=2, seen=3)
    assert (story.version, said(story)) == (4, second)


def test_an_old_body_is_cleaned_again(rita):
    """A version may be older than a rule of the sanitiser."""
    story = changed(a_draft(rita), rita, body="<p>Bersih.</p>")
    dirty = '<p onclick="x()">Lama <a href="javascript:x()">tautan</a></p><script>x()</script>'
    story.history.filter(version=1).update(body=dirty)
    story, _left = restore_version(story, by=rita, number=1, seen=2)
    assert Article.objects.get().body == "<p>Lama tautan</p>"


def test_a_version_that_says_the_same_makes_no_new_one(rewritten, rita):
    before = all_about(rewritten)
    story, left = restore_version(rewritten, by=rita, number=2, seen=2)
    assert (story.version, left) == (2, [])
    assert all_about(rewritten) == before


def test_who_works_on_it_and_who_posts_it_stay(rita, sam, edi):
    story = a_draft(rita)
    story = changed(story, edi, assigned_to=sam, posted_by="Diskominfosantik", title="Lain")
    story, left = restore_version(story, by=rita, number=1, seen=2)
    assert (story.assigned_to, story.posted_by, left) == (sam, "Diskominfosantik", [])


def test_a_deleted_category_stays_deleted_and_is_told(rewritten, rita):
    rewritten.history.filter(version=1).update(category_id=999_999)
    story, left = restore_version(rewritten, by=rita, number=1, seen=2)
    assert story.category.name == "Kesehatan"
    assert left == [
        "Kategori pada versi itu sudah dihapus; kategori berita tetap seperti sekarang."
    ]


def test_with_a_deleted_photo_the_present_one_stays_with_its_words(rewritten, rita):
    old = content_of(rewritten, 1).photo_id
    Photo.objects.get(pk=old).delete()
    story, left = restore_version(rewritten, by=rita, number=1, seen=2)
    assert story.photo_id != old
    assert story.photo_caption == "Foto kedua."
    assert left == ["Foto pada versi itu sudah dihapus; foto berita tetap seperti sekarang."]


def test_with_a_deleted_reporter_all_names_stay(rewritten, rita):
    a_reporter().delete()
    story, left = restore_version(rewritten, by=rita, number=1, seen=2)
    assert [str(row) for row in story.bylines.all()] == ["Penulis : Budi"]
    assert left == ["Fajar CQA sudah dihapus; nama di bawah berita tetap seperti sekarang."]


def test_a_deleted_tag_is_made_again(rewritten, rita):
    Tag.objects.get(name="Posyandu").delete()
    story, _left = restore_version(rewritten, by=rita, number=1, seen=2)
    assert list(story.tags.values_list("name", flat=True)) == ["Posyandu"]


def test_a_reporter_does_not_get_a_photo_that_an_editor_uploaded(rita, edi):
    story = changed(a_draft(rita), edi, **with_photo(edi))
    story = changed(story, edi, title="Lain", photo=None)
    story, left = restore_version(story, by=rita, number=2, seen=3)
    assert story.photo is None
    assert len(left) == 1
    assert story.version == 4  # the title came back
    story, left = restore_version(story, by=edi, number=2, seen=4)
    assert (story.photo_id, left) == (content_of(story, 2).photo_id, [])


def test_a_version_of_another_story_or_of_none_is_refused(rewritten, rita):
    a_draft(rita)
    for number in (0, 3, -1, 10**30):
        with pytest.raises(Refused, match="tidak punya versi itu"):
            restore_version(rewritten, by=rita, number=number, seen=2)


def test_somebody_who_saved_in_between_is_not_overwritten(rewritten, rita, edi):
    changed(rewritten, edi, title="Judul Edi")
    with pytest.raises(Outdated, match="Edi Kurniawan"):
        restore_version(rewritten, by=rita, number=1, seen=2)
    assert Article.objects.get().title == "Judul Edi"


@pytest.mark.parametrize(
    ("make", "allowed"),
    [
        (lambda rita, edi, mira, **f: a_draft(rita, **f), {"rita", "edi", "mira"}),
        (lambda rita, edi, mira, **f: a_story_in_review(rita, **f), {"edi", "mira"}),
        (lambda rita, edi, mira, **f: a_scheduled_story(rita, edi, **f), {"edi", "mira"}),
        (lambda rita, edi, mira, **f: a_published_story(rita, edi, **f), set()),
        (lambda rita, edi, mira, **f: a_withdrawn_story(rita, edi, mira, **f), set()),
        (lambda rita, edi, mira, **f: a_trashed_story(rita, **f), set()),
    ],
    ids=["draft", "in review", "scheduled", "published", "withdrawn", "trashed"],
)
def test_restoring_is_open_to_whom_and_while_an_edit_is(make, allowed, rita, sam, edi, mira):
    done = set()
    for person in (rita, sam, edi, mira):
        story = make(rita, edi, mira, title="Judul")
        Article.objects.filter(pk=story.pk).update(title="Sesudahnya", version=2)
        before = all_about(story)
        try:
            restore_version(story, by=person, number=1, seen=2)
            done.add(person.username)
        except Refused:
            assert all_about(story) == before
    assert done == allowed


def test_what_is_scheduled_stays_complete(rita, edi):
    story = changed(a_draft(rita, body=""), rita, body="<p>Lengkap.</p>")
    story = workflow.submit(story, by=rita, seen=2)
    story = workflow.publish(story, by=edi, seen=2, at=a_scheduled_story(rita, edi).published_at)
    with pytest.raises(Refused, match="Belum siap"):
        restore_version(story, by=edi, number=1, seen=2)


def test_the_two_person_rule_counts_whoever_brought_a_text_back(rita, edi, settings):
    settings.TWO_PERSON_RULE = True
    story = changed(a_draft(edi), edi, body="<p>Kedua.</p>")
    story, _left = restore_version(story, by=edi, number=1, seen=2)
    with pytest.raises(Refused, match="satu-satunya penulis"):
        workflow.publish(story, by=edi, seen=3)
