"""Bringing a version back at the desk: a button for drafts, the form for what readers see."""

import re

import pytest

from accounts.models import AuditEntry
from articles.editorial import workflow
from articles.editorial.writing import BylineEntry
from articles.models import Article
from tests.desk import page_of, text_of, value_of, version_of
from tests.newsdesk import (
    a_draft,
    a_photo,
    a_published_story,
    a_reporter,
    all_about,
    with_photo,
)


def test_a_button_brings_a_version_back(signed_in, rita, rewritten):
    client = signed_in(rita)
    page = client.get(version_of(rewritten, 1))
    assert "Kembalikan ke Versi Ini" in text_of(page)
    sent = {"version": value_of(page, "version")}
    response = client.post(version_of(rewritten, 1), sent, follow=True)
    assert response.redirect_chain == [(page_of(rewritten), 302)]
    assert "Isi versi 1 kembali sebagai versi 4." in text_of(response)
    stored = Article.objects.get()
    assert (stored.title, stored.version) == ("Posyandu buka Selasa", 4)
    assert "Isi versi 1 dikembalikan." in text_of(client.get(page_of(rewritten, "history")))


def test_what_could_not_come_back_is_said(signed_in, rita, rewritten):
    a_reporter().delete()
    sent = {"version": "3"}
    response = signed_in(rita).post(version_of(rewritten, 1), sent, follow=True)
    assert "Fajar CQA sudah dihapus; nama di bawah berita tetap" in text_of(response)


def test_whoever_saved_in_between_is_named_and_nothing_is_lost(signed_in, rita, edi, rewritten):
    workflow.edit(rewritten, by=edi, fields={"title": "Judul Edi"}, seen=3)
    before = all_about(rewritten)
    client = signed_in(rita)
    response = client.post(version_of(rewritten, 1), {"version": "3"})
    assert response.status_code == 409
    assert "telah diubah oleh Edi Kurniawan" in text_of(response)
    assert all_about(rewritten) | {"log": before["log"]} == before
    assert AuditEntry.objects.filter(refused=True, action="edit", actor=rita).count() == 1
    # The page now knows of Edi's version, so pressing again is meant.
    client.post(version_of(rewritten, 1), {"version": value_of(response, "version")})
    assert Article.objects.get().title == "Posyandu buka Selasa"


@pytest.mark.parametrize("seen", ["", "0", "-1", "x", "²", "9" * 40, "\x00"])
def test_a_form_that_does_not_say_what_was_seen_changes_nothing(signed_in, rita, rewritten, seen):
    response = signed_in(rita).post(version_of(rewritten, 1), {"version": seen})
    assert response.status_code == 409
    assert Article.objects.get().version == 3


def test_a_story_handed_in_is_no_longer_its_reporters(signed_in, rita):
    story = workflow.edit(a_draft(rita), by=rita, fields={"title": "Lain"}, seen=1)
    workflow.submit(story, by=rita, seen=2)
    client = signed_in(rita)
    assert "Kembalikan ke Versi Ini" not in text_of(client.get(version_of(story, 1)))
    response = client.post(version_of(story, 1), {"version": "2"})
    assert response.status_code == 409
    assert "hanya untuk editor" in text_of(response)
    assert AuditEntry.objects.filter(refused=True, actor=rita).count() == 1
    assert Article.objects.get().title == "Lain"


def test_a_published_story_goes_through_the_form_of_an_update(signed_in, rita, edi):
    story = a_published_story(rita, edi, title="Judul lama", tags=["Gizi"])
    bylines = [BylineEntry(a_reporter("Budi", "budi"))]
    story = workflow.update(
        story, by=edi, seen=1, kind="typo", bylines=bylines, tags=["Setu"],
        fields={"title": "Judul baru", "body": "<p>Baru.</p>", "needs_verification": True},
    )  # fmt: skip
    client = signed_in(edi)
    words = text_of(client.get(version_of(story, 1)))
    assert "Kembalikan ke Versi Ini" not in words
    assert "Buka Formulir Berisi Versi Ini" in words
    refused = client.post(version_of(story, 1), {"version": "2"})
    assert refused.status_code == 409
    assert "Perbarui Berita" in text_of(refused)

    form = client.get(f"{page_of(story)}?versi=1")
    assert "Formulir ini berisi versi 1. Belum ada yang disimpan." in text_of(form)
    assert 'role="alert"' not in form.content.decode()  # nothing was sent, so nothing is wrong
    assert (value_of(form, "title"), value_of(form, "tags")) == ("Judul lama", "Gizi")
    assert "Posyandu Melati" in value_of(form, "body")
    assert value_of(form, "version") == "2"
    assert Article.objects.get().title == "Judul baru"
    rows = re.findall(r'name="(bylines-[^"]*FORMS)"[^>]*value="(\d+)"', form.content.decode())
    sent = {
        "title": value_of(form, "title"),
        "body": value_of(form, "body"),
        "tags": value_of(form, "tags"),
        "needs_verification": "",
        "version": "2",
        "kind": "correction",
        "wrong": "Judulnya baru",
        "right": "Judulnya lama",
        "_verb": "update",
        "bylines-0-reporter": str(a_reporter().pk),
        **{f"bylines-{number}-role": "reporter" for number in range(3)},
        **dict(rows),
    }
    client.post(f"{page_of(story)}?versi=1", sent)
    stored = Article.objects.get()
    assert (stored.title, stored.version, stored.corrections.count()) == ("Judul lama", 3, 1)
    assert [str(row) for row in stored.bylines.all()] == ["Reporter : Fajar CQA"]
    assert stored.needs_verification is False


def test_the_form_keeps_a_photo_that_is_another_one_now(signed_in, rita, edi):
    story = a_published_story(rita, edi, **with_photo(rita))
    fields = {"photo": a_photo(rita), "photo_caption": "Foto baru."}
    story = workflow.update(story, by=edi, seen=1, kind="typo", fields=fields)
    form = signed_in(edi).get(f"{page_of(story)}?versi=1")
    assert value_of(form, "photo_caption") == "Foto baru."
    assert "Fotonya kini lain; foto berita tetap seperti sekarang." in text_of(form)


@pytest.mark.parametrize("number", ["0", "7", "-1", "x", "", "²", "9" * 40, "%00"])
def test_an_unknown_version_leaves_the_form_as_it_is(signed_in, rita, rewritten, number):
    form = signed_in(rita).get(f"{page_of(rewritten)}?versi={number}")
    assert value_of(form, "title") == "Posyandu buka Rabu"
    assert "Formulir ini berisi" not in text_of(form)


def test_the_form_of_somebody_who_may_only_read_takes_up_nothing(signed_in, rita, edi):
    story = a_published_story(rita, edi)
    workflow.update(story, by=edi, seen=1, kind="typo", fields={"title": "Judul baru"})
    form = signed_in(rita).get(f"{page_of(story)}?versi=1")
    assert "Formulir ini berisi" not in text_of(form)
