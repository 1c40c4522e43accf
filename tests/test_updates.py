"""A published page is answered for: corrections are shown, a withdrawal says why."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from articles.editorial import workflow
from articles.editorial.rules import Refused
from articles.editorial.writing import BadField, BylineEntry, Outdated
from articles.models import Article, Correction
from tests.newsdesk import (
    RALAT,
    a_published_story,
    a_reporter,
    a_withdrawn_story,
    all_about,
    with_photo,
)

NOON = datetime(2025, 9, 2, 12, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
LATER = NOON + timedelta(hours=3)


@pytest.fixture
def story(rita, edi):
    return a_published_story(rita, edi, at=NOON)


def change(story, by, kind, now=LATER, **more):
    more.setdefault("fields", {"title": "Posyandu Sukatani Buka Malam"})
    more.setdefault("seen", story.version)
    return workflow.update(story, by=by, kind=kind, now=now, **more)


def test_a_typing_error_is_mended_without_a_word_but_logged(story, edi):
    changed = change(story, edi, "typo")
    assert (changed.title, changed.version) == ("Posyandu Sukatani Buka Malam", 2)
    assert (changed.updated_at, changed.published_at) == (None, NOON)
    event = changed.events.order_by("id").last()
    assert (event.verb, event.reason, event.version) == ("update", "typo", 2)


def test_an_update_tells_readers_when(story, edi):
    changed = change(story, edi, "update")
    assert (changed.updated_at, changed.published_at) == (LATER, NOON)
    assert not Correction.objects.exists()


def test_a_correction_says_what_was_wrong_and_what_is_right(story, edi):
    changed = change(story, edi, "correction", **RALAT)
    assert changed.updated_at == LATER
    correction = Correction.objects.get(article=changed)
    assert (correction.wrong, correction.right) == ("dibuka Selasa", "dibuka Rabu")
    assert (correction.at, correction.by_name) == (LATER, "Edi Kurniawan")


@pytest.mark.parametrize("words", [{}, {"wrong": "Selasa"}, {"right": "Rabu", "wrong": " "}])
def test_half_a_correction_changes_nothing(words, story, edi):
    before = all_about(story)
    with pytest.raises(Refused, match="Ralat menyebut apa yang keliru dan apa yang benar"):
        change(story, edi, "correction", **words)
    assert all_about(story) == before


def test_a_correction_that_is_pressed_twice_is_made_once(story, edi):
    words = {"fields": {}, "seen": 1, **RALAT}
    assert change(story, edi, "correction", **words).version == 2
    with pytest.raises(Outdated):
        change(story, edi, "correction", **words)
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("kind", ["typo", "update"])
def test_a_change_of_nothing_is_refused(kind, story, edi):
    before = all_about(story)
    with pytest.raises(Refused, match="Tidak ada yang berubah"):
        change(story, edi, kind, fields={"title": story.title})
    assert all_about(story) == before


@pytest.mark.parametrize("kind", ["", "rewrite", "TYPO"])
def test_the_kind_of_change_is_one_of_three(kind, story, edi):
    with pytest.raises(Refused, match="perbaikan ketik, pembaruan, atau ralat"):
        change(story, edi, kind)


def test_the_address_of_a_public_story_never_changes(story, edi):
    assert change(story, edi, "update").slug == story.slug


def test_a_public_story_stays_complete(story, edi):
    before = all_about(story)
    with pytest.raises(Refused, match="Pilih kategori"):
        change(story, edi, "typo", fields={"category": None})
    with pytest.raises(Refused, match="isinya masih kosong"):
        change(story, edi, "typo", fields={"body": "<p></p>"})
    with pytest.raises(Refused, match="teks alternatif"):
        change(story, edi, "typo", fields=with_photo(photo_alt=""))
    with pytest.raises(BadField, match="judul"):
        change(story, edi, "typo", fields={"title": " "})
    assert all_about(story) == before


def test_a_gap_that_an_import_left_does_not_stop_a_correction(edi, government):
    imported = Article(title="Dari situs lama", body="<p>Isi.</p>", category=government)
    story = workflow.adopt(imported, source="uji", status="published", at=NOON)
    changed = change(story, edi, "typo", fields={"title": "Dari situs yang lama"})
    assert (changed.title, changed.bylines.count()) == ("Dari situs yang lama", 0)
    filled = change(changed, edi, "typo", bylines=[BylineEntry(a_reporter())])
    with pytest.raises(Refused, match="byline"):
        change(filled, edi, "typo", fields={}, bylines=[])


# --- withdrawn ------------------------------------------------------------------------------


def test_a_withdrawn_story_says_when_on_which_ground_and_why(story, mira):
    gone = workflow.withdraw(story, by=mira, ground="child", text=" Anak dikenali. ", now=LATER)
    assert (gone.status, gone.withdrawn_at, gone.published_at) == ("withdrawn", LATER, NOON)
    assert (gone.withdrawal_ground, gone.withdrawal_text) == ("child", "Anak dikenali.")
    assert list(Article.objects.published(LATER)) == []
    event = gone.events.order_by("id").last()
    assert (event.to_status, event.reason) == ("withdrawn", "child: Anak dikenali.")


@pytest.mark.parametrize(
    ("ground", "text", "sentence"),
    [
        ("", "Anak dikenali.", "Pilih dasar penarikan"),
        ("embarrassing", "Anak dikenali.", "Pilih dasar penarikan"),
        ("child", "  ", "Tulis penjelasan"),
    ],
)
def test_a_withdrawal_without_its_ground_or_text_is_refused(ground, text, sentence, story, mira):
    before = all_about(story)
    with pytest.raises(Refused, match=sentence):
        workflow.withdraw(story, by=mira, ground=ground, text=text)
    assert all_about(story) == before


def test_a_reinstated_story_keeps_its_date(rita, edi, mira):
    gone = a_withdrawn_story(rita, edi, mira)
    back = workflow.reinstate(gone, by=mira, reason="Identitas sudah dihapus.")
    assert (back.status, back.published_at) == ("published", gone.published_at)
    assert (back.withdrawn_at, back.withdrawal_ground, back.withdrawal_text) == (None, "", "")
    assert back.events.order_by("id").last().reason == "Identitas sudah dihapus."
    with pytest.raises(Refused, match="Terbit"):
        workflow.reinstate(back, by=mira, reason="Lagi.")


def test_a_story_is_reinstated_with_a_reason_or_not_at_all(rita, edi, mira):
    gone = a_withdrawn_story(rita, edi, mira)
    before = all_about(gone)
    with pytest.raises(Refused, match="Sebutkan alasan berita boleh terbit kembali"):
        workflow.reinstate(gone, by=mira, reason="")
    assert all_about(gone) == before


def test_a_withdrawn_story_is_written_on_by_nobody(rita, edi, mira):
    gone = a_withdrawn_story(rita, edi, mira)
    with pytest.raises(Refused, match="Ditarik"):
        change(gone, mira, "typo")
    with pytest.raises(Refused, match="Ditarik"):
        workflow.edit(gone, by=mira, fields={"title": "x"}, seen=1)
