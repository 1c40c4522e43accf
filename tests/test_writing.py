"""Writing a story: what is kept, what is mended on the way, and what is refused with a sentence."""

import pytest

from articles.editorial import workflow
from articles.editorial.rules import Refused
from articles.editorial.writing import WRITABLE, BadField, BylineEntry, Outdated
from articles.models import Article, Tag
from tests.newsdesk import TITLE, a_draft, a_photo, a_reporter, all_about


def names_under(story) -> list[str]:
    return [str(byline) for byline in story.bylines.all()]


def test_a_story_starts_as_a_draft_of_its_own(rita):
    story = workflow.create(by=rita, fields={"title": TITLE})
    assert (story.status, story.created_by, story.version) == ("draft", rita, 1)
    assert story.slug == "posyandu-sukatani-buka-layanan-malam"
    event = story.events.get()
    assert (event.verb, event.from_status, event.to_status) == ("create", "", "draft")


def test_a_new_story_gets_the_name_that_belongs_to_the_account(rita, edi):
    assert names_under(a_draft(rita, bylines=[])) == ["Reporter : Rita Anggraini"]
    assert names_under(a_draft(edi, bylines=[])) == []  # Edi has no name of that kind


def test_names_that_are_given_are_taken_as_they_are(rita):
    entries = [BylineEntry(a_reporter(), "writer"), BylineEntry(a_reporter("Yus", "yus"), "editor")]
    story = a_draft(rita, bylines=[*entries, entries[0]])
    assert names_under(story) == ["Penulis : Fajar CQA", "Editor : Yus"]
    assert [byline.position for byline in story.bylines.all()] == [0, 1]


def test_taking_all_names_away_is_not_undone(rita):
    story = a_draft(rita, bylines=[])
    assert names_under(workflow.edit(story, by=rita, fields={}, bylines=[], seen=1)) == []


def test_an_unknown_kind_of_byline_is_refused(rita):
    with pytest.raises(Refused, match="Jenis byline itu tidak ada"):
        a_draft(rita, bylines=[BylineEntry(a_reporter(), "boss")])
    assert not Article.objects.exists()


@pytest.mark.parametrize("title", ["", "  ", None, "\x00", "\u200b\u202e", "\ud800"])
def test_a_story_has_a_title_always(title, rita):
    with pytest.raises(BadField) as refused:
        workflow.create(by=rita, fields={"title": title})
    assert (refused.value.field, refused.value.sentence) == ("title", "Beri berita ini judul.")
    story = a_draft(rita)
    with pytest.raises(BadField):
        workflow.edit(story, by=rita, fields={"title": title}, seen=1)
    assert Article.objects.get() == story


def test_a_title_of_emoji_is_a_title(rita):
    assert workflow.create(by=rita, fields={"title": "🎉🎉"}).slug == "berita"


DIRTY = "Posyandu\x00 \x0bSukatani\u202e Buka\ud83d\n\tLayanan  Malam\ufffe"


@pytest.mark.parametrize(
    "field", ["title", "dateline", "photo_caption", "photo_credit", "photo_alt", "source"]
)
def test_a_line_is_stored_clean(field, rita):
    fields = {"title": TITLE, field: DIRTY[:50]}
    story = workflow.create(by=rita, fields=fields)
    story.refresh_from_db()
    assert getattr(story, field) == "Posyandu Sukatani Buka Layanan Malam"


def test_a_summary_keeps_its_lines_and_a_body_its_markup(rita):
    story = a_draft(
        rita,
        summary="Satu.\r\n\x00Dua.\ud800 ",
        body="<p>Satu\x00 \ud800<b>dua</b></p><script>alert(1)</script>",
    )
    story.refresh_from_db()
    assert story.summary == "Satu.\nDua."
    assert "script" not in story.body
    assert "dua" in story.body


@pytest.mark.parametrize(
    ("field", "most"),
    [
        *(("title", 200), ("summary", 500), ("dateline", 60), ("source", 200)),
        *(("photo_caption", 500), ("photo_credit", 120), ("photo_alt", 300), ("posted_by", 120)),
    ],
)
def test_a_field_is_full_at_its_length_and_says_so_beyond(field, most, edi):
    story = a_draft(edi)
    story = workflow.edit(story, by=edi, fields={field: "é" * most}, seen=1)
    with pytest.raises(BadField) as refused:
        workflow.edit(story, by=edi, fields={field: "é" * (most + 1)}, seen=2)
    assert refused.value.field == field
    assert f"{most + 1} huruf, paling banyak {most}" in refused.value.sentence


@pytest.mark.parametrize(
    "name", ["status", "slug", "published_at", "created_by", "version", "id", "nonsense"]
)
def test_what_the_desk_does_not_write_is_a_programmers_error(name, rita):
    story = a_draft(rita)
    assert name not in WRITABLE
    with pytest.raises(TypeError):
        workflow.edit(story, by=rita, fields={name: "published"}, seen=1)
    with pytest.raises(TypeError):
        workflow.create(by=rita, fields={"title": "Judul", name: "published"})


@pytest.mark.parametrize("fields", [{"category": 3}, {"photo": "1"}, {"title": 5}])
def test_a_value_of_the_wrong_kind_is_a_programmers_error(fields, rita):
    with pytest.raises(TypeError):
        workflow.edit(a_draft(rita), by=rita, fields=fields, seen=1)


# --- what a reporter leaves to editors --------------------------------------------------------


def test_a_reporter_neither_assigns_nor_signs_for_the_desk(rita, sam, edi):
    story = a_draft(rita)
    before = all_about(story)
    for fields in ({"assigned_to": sam}, {"posted_by": "Humas"}):
        with pytest.raises(BadField, match="Hanya editor yang mengubah"):
            workflow.edit(story, by=rita, fields={"title": "Baru", **fields}, seen=1)
        with pytest.raises(BadField):
            a_draft(rita, **fields)
    assert all_about(story) == before
    story = workflow.edit(story, by=edi, fields={"assigned_to": sam, "posted_by": "Humas"}, seen=1)
    assert (story.assigned_to, story.posted_by) == (sam, "Humas")
    # What stays as it is may stand in the form.
    workflow.edit(story, by=rita, fields={"title": "Baru", "posted_by": "Humas"}, seen=2)


def test_a_reporter_takes_his_own_photos_only(rita, sam, edi):
    story = a_draft(rita)
    secret = a_photo(sam)
    with pytest.raises(BadField, match="unggah sendiri"):
        workflow.edit(story, by=rita, fields={"photo": secret}, seen=1)
    story = workflow.edit(story, by=edi, fields={"photo": secret}, seen=1)
    story = workflow.edit(story, by=rita, fields={"photo": secret, "photo_alt": "x"}, seen=2)
    story = workflow.edit(story, by=rita, fields={"photo": a_photo(rita)}, seen=3)
    assert story.photo.uploaded_by == rita


def test_a_story_is_assigned_to_somebody_who_can_work_on_it(rita, sam, edi):
    sam.is_active = False
    sam.save()
    with pytest.raises(BadField, match="Sam Hidayat tidak dapat masuk ke meja redaksi"):
        workflow.edit(a_draft(rita), by=edi, fields={"assigned_to": sam}, seen=1)


def test_whoever_is_assigned_works_on_it_until_he_is_not(rita, sam, edi):
    story = workflow.edit(a_draft(rita), by=edi, fields={"assigned_to": sam}, seen=1)
    story = workflow.edit(story, by=sam, fields={"title": "Judul Sam"}, seen=1)
    story = workflow.edit(story, by=edi, fields={"assigned_to": None}, seen=2)
    with pytest.raises(Refused, match="ditugaskan kepada Anda"):
        workflow.edit(story, by=sam, fields={"title": "Lagi"}, seen=2)


# --- versions -----------------------------------------------------------------------------------


def test_a_story_that_somebody_else_saved_is_not_overwritten(rita, edi):
    story = a_draft(rita)
    workflow.edit(story, by=edi, fields={"title": "Judul Edi"}, seen=1)
    before = all_about(story)
    with pytest.raises(Outdated) as refused:
        workflow.edit(story, by=rita, fields={"title": "Judul Rita"}, seen=1)
    assert refused.value.sentence == (
        "Berita ini telah diubah oleh Edi Kurniawan sejak Anda membukanya. "
        "Periksa perubahannya, lalu ulangi."
    )
    assert (refused.value.current.title, refused.value.current.version) == ("Judul Edi", 2)
    assert all_about(story) == before


@pytest.mark.parametrize("seen", [None, 0, -1, 2, "1"])
def test_whoever_does_not_say_what_he_saw_saw_something_else(seen, rita, edi):
    story = a_draft(rita)
    with pytest.raises(Outdated):
        workflow.edit(story, by=rita, fields={"title": "Judul"}, seen=seen)
    with pytest.raises(Outdated):
        workflow.publish(story, by=edi, seen=seen)


def test_a_change_of_status_leaves_an_open_form_valid(rita, edi):
    story = a_draft(rita)
    workflow.submit(story, by=rita, seen=1)
    story = workflow.edit(story, by=edi, fields={"title": "Judul Edi"}, seen=1)
    assert (story.status, story.title) == ("in_review", "Judul Edi")


# --- tags -----------------------------------------------------------------------------------------


def test_a_tag_is_found_however_it_is_spelled_and_keeps_its_first_spelling(rita):
    a_draft(rita, tags=["PJ. Wali Kota  Bekasi"])
    story = a_draft(rita, tags=["pj. wali kota bekasi", "Posyandu", " ", "\u200b", "posyandu"])
    assert [tag.name for tag in story.tags.order_by("key")] == ["PJ. Wali Kota Bekasi", "Posyandu"]
    assert Tag.objects.count() == 2


def test_tags_that_cannot_be_are_refused_with_their_name(rita):
    with pytest.raises(Refused, match=r"Tag “a{40}…” terlalu panjang"):
        a_draft(rita, tags=["a" * 81])
    with pytest.raises(Refused, match="paling banyak memiliki 50 tag; di sini ada 1200"):
        a_draft(rita, tags=[f"tag {number}" for number in range(1200)])
    assert (Tag.objects.count(), Article.objects.count()) == (0, 0)
