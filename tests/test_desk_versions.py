"""The versions of a story at the desk: listed in words, compared word by word, read one by one."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editorial import workflow
from tests.desk import comparison_of, page_of, text_of, version_of
from tests.newsdesk import (
    a_draft,
    a_photo,
    with_photo,
)


def differences(response) -> dict[str, str]:
    """Return label → words of what a comparison shows; what left is in [Dihapus: …]."""
    html = response.content.decode()
    found = re.findall(
        r'<section class="desk-compared".*?<h2[^>]*>(.*?)</h2>(.*?)</section>', html, re.S
    )
    words = (re.sub(r"<[^>]+>", "", inner) for _label, inner in found)
    return {label: " ".join(inner.split()) for (label, _), inner in zip(found, words, strict=True)}


# --- the list -----------------------------------------------------------------------------------


def test_the_list_says_who_when_what_and_which_fields(signed_in, rita, rewritten):
    words = text_of(signed_in(rita).get(page_of(rewritten, "history")))
    for step in ("Tulis Berita · Rita Anggraini ·", "Simpan · Rita Anggraini ·"):
        assert step in words
    assert " WIB" in words
    assert "Diubah: Judul, Isi berita" in words
    assert "Diubah: Kategori, Kutipan ulang, Sumber, Byline, Tag" in words


def test_every_version_can_be_read_and_compared_from_the_list(signed_in, rita, rewritten):
    workflow.submit(rewritten, by=rita, seen=3)
    client = signed_in(rita)
    html = client.get(page_of(rewritten, "history")).content.decode()
    links = re.findall(r'href="([^"]*/history/(?:\d+/|compare/[^"]*))"', html)
    assert links == [
        version_of(rewritten, 3),
        comparison_of(rewritten, 2, 3).replace("&", "&amp;"),
        version_of(rewritten, 2),
        comparison_of(rewritten, 1, 2).replace("&", "&amp;"),
        version_of(rewritten, 1),
    ]
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200
    assert re.findall(r'<option value="(\d)"( selected)?', html) == [
        *(("3", ""), ("2", " selected"), ("1", "")),
        *(("3", " selected"), ("2", ""), ("1", "")),
    ]


def test_a_long_history_has_pages_and_loads_no_body(signed_in, rita, django_assert_max_num_queries):
    story = a_draft(rita)
    for number in range(1, 103):
        fields = {"dateline": f"TEMPAT {number}"}
        story = workflow.edit(story, by=rita, fields=fields, seen=number)
    client = signed_in(rita)
    with django_assert_max_num_queries(12):
        first = text_of(client.get(page_of(story, "history")))
    assert first.count("Diubah: Titimangsa") == 100
    second = text_of(client.get(page_of(story, "history") + "?page=2"))
    assert second.count("Diubah: Titimangsa") == 2
    assert "Tulis Berita · Rita Anggraini" in second
    for garbage in ("0", "-1", "99", "x", "%00", "9" * 40):
        assert client.get(page_of(story, "history") + f"?page={garbage}").status_code == 200


# --- the comparison -----------------------------------------------------------------------------


def test_two_versions_are_compared_word_by_word(signed_in, rita, rewritten):
    response = signed_in(rita).get(comparison_of(rewritten, 1, 3))
    assert differences(response) == {
        "Judul": "Posyandu buka [Dihapus: Selasa][Ditambahkan: Rabu]",
        "Isi berita": "DiubahPosyandu Melati di Desa Sukatani kini buka sampai pukul"
        " [Dihapus: 21.00 ][Ditambahkan: 22.00 ]WIB.",
        "Kategori": "[Dihapus: Pemerintahan][Ditambahkan: Kesehatan]",
        "Kutipan ulang": "[Dihapus: tidak][Ditambahkan: ya]",
        "Sumber": "[Ditambahkan: Antara]",
        "Byline": "[Dihapus: Reporter : Fajar CQA ][Ditambahkan: Reporter : Budi ]",
        "Tag": "[Dihapus: Posyandu ][Ditambahkan: Gizi ]",
    }
    words = text_of(response)
    assert "Tidak berubah: Ringkasan" in words
    assert "Dicoret: dihapus. Digarisbawahi: ditambahkan." in words


def test_any_two_versions_in_any_order(signed_in, rita, rewritten):
    client = signed_in(rita)
    backwards = differences(client.get(comparison_of(rewritten, 2, 1)))
    assert backwards["Judul"] == "Posyandu buka [Dihapus: Rabu][Ditambahkan: Selasa]"
    assert "Isi kedua versi sama." in text_of(client.get(comparison_of(rewritten, 2, 2)))


def test_what_is_added_and_removed_is_marked_as_such_for_machines(signed_in, rita, rewritten):
    html = signed_in(rita).get(comparison_of(rewritten, 1, 2)).content.decode()
    assert '<del><span class="visually-hidden">[Dihapus: </span>Selasa' in html
    assert '<ins><span class="visually-hidden">[Ditambahkan: </span>Rabu' in html


def test_two_photos_stand_side_by_side(signed_in, rita):
    story = a_draft(rita, **with_photo(rita))
    new = a_photo(rita)
    story = workflow.edit(story, by=rita, fields={"photo": new}, seen=1)
    html = signed_in(rita).get(comparison_of(story, 1, 2)).content.decode()
    assert html.count("<img ") == 2
    story.history.filter(version=1).update(photo_id=999_999, category_id=999_999)
    found = differences(signed_in(rita).get(comparison_of(story, 1, 2)))
    assert found["Foto"] == "Dihapus (sudah dihapus) Ditambahkan"
    assert found["Kategori"] == "[Dihapus: (sudah dihapus)][Ditambahkan: Pemerintahan]"


def test_nothing_that_was_typed_becomes_markup(signed_in, rita):
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    texts = ("title", "summary", "dateline", "photo_caption", "photo_credit", "photo_alt", "source")
    story = a_draft(rita)
    fields = dict.fromkeys(texts, nasty[:60]) | {"body": f"<p>&lt;b&gt;{nasty}</p>"}
    story = workflow.edit(story, by=rita, fields=fields, tags=["<i>tag</i>"], seen=1)
    story.history.filter(version=1).update(body=nasty, tag_names=["<u>lama</u>"])
    client = signed_in(rita)
    for address in (comparison_of(story, 1, 2), version_of(story, 1), version_of(story, 2)):
        html = client.get(address).content.decode()
        assert re.findall(r"<script>|<img|<i>|<u>|<[^>]* onerror", html) == [], address
        assert "&lt;script&gt;alert(1)" in html


def test_many_large_versions_take_no_more_queries(signed_in, rita):
    story = workflow.edit(a_draft(rita), by=rita, fields={"dateline": "SETU"}, seen=1)
    client = signed_in(rita)

    def queries() -> dict[str, int]:
        counted = {}
        for page in ("history", "history/1", "history/compare"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"{page_of(story, page)}?dari=1&ke=2").status_code == 200
            counted[page] = len(captured)
        return counted

    queries()  # what is asked once is known from here on
    few = queries()
    for number in range(2, 30):
        fields = {"body": f"<p>Isi ke-{number}.</p>" * 1000}
        story = workflow.edit(story, by=rita, fields=fields, seen=number)
    assert queries() == few


# --- one version --------------------------------------------------------------------------------


def test_one_version_is_shown_as_readers_would_have_read_it(signed_in, rita, rewritten):
    words = text_of(signed_in(rita).get(version_of(rewritten, 1)))
    assert "Posyandu buka Selasa Pemerintahan" in words
    assert "Posyandu Melati di Desa Sukatani kini buka sampai pukul 21.00 WIB." in words
    assert "Reporter : Fajar CQA Tag: Posyandu" in words
    assert "Tulis Berita · Rita Anggraini" in words


def test_the_present_version_cannot_be_brought_back(signed_in, rita, rewritten):
    response = signed_in(rita).get(version_of(rewritten, 3))
    assert "Ini versi yang sekarang." in text_of(response)
    assert "Kembalikan ke Versi Ini" not in text_of(response)
