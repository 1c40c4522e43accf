"""PDF files: checked when they come in, shown with their story, and never without it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.editorial import workflow
from articles.editorial.restoring import restore_version
from articles.models import Article, Attachment
from articles.pictures import papers
from tests.desk import page_of as desk_page_of
from tests.desk import text_of, value_of
from tests.newsdesk import (
    a_draft,
    a_published_story,
    a_scheduled_story,
    a_story_in_review,
    a_withdrawn_story,
)
from tests.reading import page_of

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj RAHASIA\ntrailer << >>\n%%EOF\n"
NAME = "Siaran pers nomor 12"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def address(story: Article) -> str:
    return desk_page_of(story, "attachments")


def upload(content: bytes = PDF, name: str = "siaran.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def attach(client, story: Article, **more):
    form = {"version": story.version, "title": NAME, "file": upload()} | more
    answer = client.post(address(story), form)
    story.refresh_from_db()
    return answer


def public_address(story: Article) -> str:
    return f"/berkas/{story.attachments[0]['key']}/siaran-pers-nomor-12.pdf"


def files_in(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_attached_and_readers_get_it_with_the_story(signed_in, client, rita, edi):
    story = a_draft(rita)
    assert attach(signed_in(rita), story).status_code == 302
    assert story.version == 2
    workflow.publish(story, by=edi, seen=2)
    client.logout()
    block = page_of(client.get(story.get_absolute_url())).section("Lampiran")
    assert block.one("li").text == f"{NAME} PDF, 1 KB"
    assert block.links() == [public_address(story)]
    response = client.get(public_address(story))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="siaran-pers-nomor-12.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-cache"


def test_nobody_gets_it_before_after_or_beside_the_story(
    signed_in, client, rita, sam, edi, mira, media
):
    now = timezone.now()
    stories = [
        a_draft(rita), a_scheduled_story(rita, edi, at=now + timedelta(days=1)),
        a_story_in_review(rita),
    ]  # fmt: skip
    for story in stories:
        assert attach(signed_in(edi), story).status_code == 302
    gone = a_published_story(rita, edi)
    attach(signed_in(edi), gone)
    workflow.withdraw(gone, by=mira, ground="child", text="Identitas anak.")
    removed = a_published_story(rita, edi)
    attach(signed_in(edi), removed)
    way = public_address(removed)
    attach(signed_in(edi), removed, _remove=removed.attachments[0]["key"])
    client.logout()
    assert [file.suffix for file in files_in(media)] == [".pdf"] * 5
    for path in [way, *(public_address(story) for story in [*stories, gone])]:
        for somebody in (None, sam):
            if somebody:
                signed_in(somebody)
            response = client.get(path)
            assert response.status_code == 404
            assert b"RAHASIA" not in response.content
    for file in files_in(media):
        assert client.get(f"/media/{file.relative_to(media)}").status_code == 404


def test_who_may_open_a_story_reads_its_file_and_nobody_else(signed_in, rita, sam, edi):
    story = a_draft(rita)
    attach(signed_in(rita), story)
    way = f"{address(story)}?berkas={story.attachments[0]['key']}"
    for person, status in ((rita, 200), (edi, 200), (sam, 404)):
        response = signed_in(person).get(way)
        assert response.status_code == status
        if status == 200:
            assert b"".join(response.streaming_content) == PDF
            assert response["Cache-Control"] == "private, no-store"
    other = a_draft(rita)
    for junk in (story.attachments[0]["key"], "", "x", "\x00", "../../x"):
        assert signed_in(rita).get(address(other), {"berkas": junk}).status_code == 404


def test_a_reporter_changes_nothing_an_editor_has_taken_over(signed_in, rita, sam, edi, media):
    for story in (a_story_in_review(rita), a_published_story(rita, edi)):
        answer = attach(signed_in(rita), story)
        assert answer.status_code == 409
        assert story.attachments == []
        assert 'name="file"' not in signed_in(rita).get(address(story)).content.decode()
    assert attach(signed_in(sam), a_draft(rita)).status_code == 404
    assert files_in(media) == []
    assert Attachment.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "kosong"), (b"<html>%PDF- %%EOF", "bukan PDF"),
        (b"GIF89a%PDF-1.4 %%EOF", "bukan PDF"),
        (PDF[:-8], "bukan PDF"), (b"MZ\x90\x00", "bukan PDF"),
        (PDF.replace(b"/Type", b"/JavaScript (app.alert(1)) /Type"), "program"),
        (PDF.replace(b"/Type", b"/Launch /Type"), "program"),
        (PDF.replace(b"/Type", b"/EmbeddedFiles /Type"), "program"),
        (PDF + b" " * papers.MAX_BYTES, "10 MB"),
    ],
)  # fmt: skip
def test_what_is_no_plain_pdf_is_refused_and_nothing_is_kept(signed_in, rita, media, content, said):
    story = a_draft(rita)
    answer = attach(signed_in(rita), story, file=upload(content))
    assert answer.status_code == 200
    assert said in text_of(answer)
    assert value_of(answer, "title") == NAME
    assert story.attachments == files_in(media) == []
    assert Attachment.objects.count() == 0


@pytest.mark.parametrize("title", ["", " \u200b ", "x" * 151])
def test_a_file_needs_a_name_readers_understand(signed_in, rita, media, title):
    answer = attach(signed_in(rita), a_draft(rita), title=title)
    assert answer.status_code == 409
    assert "Beri berkas nama" in text_of(answer)
    assert files_in(media) == []


@pytest.mark.parametrize(
    "name", ["shell.php", "../../x.pdf", "a\x00.pdf", '"><script>.pdf', "x" * 300]
)
def test_the_name_of_the_upload_goes_nowhere(signed_in, rita, media, name):
    story = a_draft(rita)
    attach(signed_in(rita), story, file=upload(name=name), title="<script>alert(1)</script>\u202e")
    [file] = files_in(media)
    key = story.attachments[0]["key"]
    assert file == media / "berkas" / key[:2] / f"{key}.pdf"
    page = signed_in(rita).get(address(story)).content.decode()
    assert "<script>alert" not in page


def test_ten_fit_and_the_eleventh_is_refused(signed_in, rita, media):
    story = a_draft(rita)
    client = signed_in(rita)
    for _ in range(10):
        assert attach(client, story).status_code == 302
    assert attach(client, story).status_code == 409
    assert len(story.attachments) == len(files_in(media)) == 10


def test_nobody_writes_over_what_he_has_not_seen(signed_in, rita, edi, media):
    story = a_draft(rita)
    workflow.edit(story, by=edi, fields={"title": "Baru"}, seen=1)
    answer = attach(signed_in(rita), story, version=1)
    assert answer.status_code == 409
    assert story.attachments == files_in(media) == []
    for junk in ("", "x", "9" * 40):
        assert attach(signed_in(rita), story, version=junk).status_code == 409


def test_what_was_approved_is_what_is_published(signed_in, rita, edi):
    story = a_draft(rita)
    attach(signed_in(rita), story)
    with pytest.raises(workflow.Refused):
        workflow.publish(story, by=edi, seen=1)


def test_versions_keep_their_own_list_and_bring_it_back(signed_in, rita):
    story = a_draft(rita)
    client = signed_in(rita)
    attach(client, story)
    attach(client, story, _remove=story.attachments[0]["key"])
    assert [len(row.attachments) for row in story.history.order_by("history_id")] == [0, 1, 0]
    compared = text_of(client.get(desk_page_of(story, "history/compare") + "?dari=1&ke=2"))
    assert NAME in compared
    story, _left = restore_version(story, by=rita, number=2, seen=3)
    assert [line["title"] for line in story.attachments] == [NAME]


def test_readers_are_told_when_a_public_story_gets_a_file(signed_in, client, rita, edi):
    story = a_published_story(rita, edi)
    assert attach(signed_in(edi), story).status_code == 302
    assert story.updated_at is not None
    assert story.events.order_by("id").last().verb == "update"


def test_a_withdrawn_story_takes_no_file(signed_in, rita, edi, mira, media):
    story = a_withdrawn_story(rita, edi, mira)
    assert attach(signed_in(mira), story).status_code == 409
    assert files_in(media) == []
