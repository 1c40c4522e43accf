"""The preview at the desk: what was typed, as readers will see it; nothing is saved or counted."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, ArticleDay, Photo, Tag
from tests.desk import ADD, LIST, page_of, picture, text_of, typed
from tests.newsdesk import (
    a_draft,
    a_published_story,
    a_reporter,
    a_scheduled_story,
    a_story_in_review,
    a_trashed_story,
    a_withdrawn_story,
    all_about,
    with_photo,
)
from tests.reading import Element, parse

NEW = f"{LIST}preview/"
SECRET = "Zamrudkhatulistiwa"


def framed(response) -> Element:
    """Return the readers' page that stands in the frame."""
    assert response.status_code == 200
    return parse(unescape(re.search(r'srcdoc="([^"]*)"', response.content.decode())[1]))


def remarks(response) -> list[str]:
    found = re.search(r'<ul class="preview-remarks">(.*?)</ul>', response.content.decode(), re.S)
    return [unescape(line) for line in re.findall(r"<li>(.*?)</li>", found[1])] if found else []


def names(*entries) -> dict:
    """Return the rows of names under a story as the form sends them."""
    rows = {"bylines-TOTAL_FORMS": len(entries), "bylines-INITIAL_FORMS": 0}
    for number, (reporter, role) in enumerate(entries):
        rows |= {f"bylines-{number}-reporter": reporter.pk, f"bylines-{number}-role": role}
    return rows


def test_what_is_typed_is_shown_as_readers_will_see_it_and_nothing_is_saved(signed_in, rita):
    story = a_draft(rita, tags=["Posyandu"], **with_photo(rita))
    before = all_about(story)
    form = typed(
        story,
        title="Judul yang belum disimpan",
        summary="Ringkasan yang belum disimpan.",
        dateline="SUKATANI",
        body="<p>Naskah baru.</p><script>fire()</script><h2>Anak judul</h2>",
        tags="Posyandu, Tag yang belum ada",
        photo_caption="Keterangan baru.",
        **names((a_reporter("Budi", "budi"), "photographer")),
    )
    page = framed(signed_in(rita).post(page_of(story, "preview"), form))
    article = page.one("article", class_="article")
    assert article.one("h1").text == "Judul yang belum disimpan"
    assert article.one("p", class_="article__summary").text == "Ringkasan yang belum disimpan."
    assert article.one("div", class_="article__body").text == ("SUKATANI – Naskah baru. Anak judul")
    assert article.one("figcaption").text == "Keterangan baru. Foto: Ist."
    assert [line.text for line in article.all("li", class_="signature")] == ["Fotografer : Budi"]
    assert [tag.text for tag in article.one("ul", class_="tags").all("li")] == [
        "Posyandu",
        "Tag yang belum ada",
    ]
    facts = [fact.text for fact in article.one("ul", class_="article__facts").all("li")]
    assert facts == [
        "Pemerintahan",
        "Belum terbit",
        "Diposting oleh Newsroom Diskominfosantik",
        "Dibaca 0 kali",
    ]
    assert page.all("script") == []
    assert all_about(story) == before
    assert not Tag.objects.filter(name="Tag yang belum ada").exists()


def test_a_story_that_is_not_stored_yet_has_a_preview(signed_in, rita):
    response = signed_in(rita).post(NEW, typed(title="Baru sekali", body="Satu.\n\nDua."))
    page = framed(response)
    assert page.one("h1").text == "Baru sekali"
    assert [p.text for p in page.one("div", class_="article__body").all("p")] == ["Satu.", "Dua."]
    assert page.one("li", class_="signature").text == "Reporter : Rita Anggraini"
    assert Article.objects.count() == 0
    assert signed_in(rita).get(NEW)["Location"] == ADD


def test_fields_that_cannot_be_saved_are_shown_as_far_as_they_go_and_named(signed_in, rita):
    story = a_draft(rita)
    form = typed(
        story,
        title="T" * 250,
        category="99999999",
        tags="x" * 90,
        is_reprint="on",
        **{"bylines-TOTAL_FORMS": "banyak", "bylines-INITIAL_FORMS": "0"},
    )
    response = signed_in(rita).post(page_of(story, "preview"), form)
    page = framed(response)
    assert page.one("h1").text == "T" * 198 + " …"
    assert page.one("a", class_="kicker").text == "Pemerintahan"
    told = remarks(response)
    assert [line.partition(":")[0] for line in told[:3]] == ["Judul", "Kategori", "Tag"]
    assert told[-1].startswith("Periksa nama-nama di bawah berita")


@pytest.mark.parametrize("title", ["", "   ", "\u200b"])
def test_a_story_without_a_title_says_so(signed_in, rita, title):
    response = signed_in(rita).post(NEW, typed(title=title))
    assert framed(response).one("h1").text == "(belum berjudul)"


def test_a_photo_that_is_only_chosen_is_shown_and_not_taken_in(signed_in, rita, settings):
    story = a_draft(rita, **with_photo(rita))
    before = all_about(story)
    form = typed(story, photo=picture(size=(2000, 1000)), photo_caption="Panen raya.")
    response = signed_in(rita).post(page_of(story, "preview"), form)
    assert remarks(response) == ["Foto yang baru Anda pilih diterima saat Anda menyimpan."]
    figure = framed(response).one("figure", class_="article__photo")
    image = figure.one("img").attributes
    assert (image["width"], image["height"], image["alt"]) == ("640", "320", story.photo_alt)
    assert image["src"].startswith("data:image/jpeg;base64,/9j/")
    assert "data:" in response["Content-Security-Policy"]
    assert figure.one("figcaption").text == "Panen raya. Foto: Ist."
    assert Photo.objects.get() == story.photo
    assert all_about(story) == before


def test_a_file_that_is_no_photo_is_told_of_and_the_rest_is_shown(signed_in, rita):
    form = typed(photo=SimpleUploadedFile("catatan.jpg", b"bukan gambar"))
    response = signed_in(rita).post(NEW, form)
    assert remarks(response) == [
        "catatan.jpg rusak atau bukan foto yang dapat dibaca. Gunakan JPEG, PNG, atau WebP."
    ]
    assert framed(response).one("h1").text == form["title"]
    assert Photo.objects.count() == 0


def test_a_body_of_three_megabytes_is_shown(signed_in, rita):
    paragraph = "<p>" + "Padi menguning di Karang Bahagia. " * 30 + "</p>"
    body = paragraph * (3_000_000 // len(paragraph))
    response = signed_in(rita).post(NEW, typed(body=body))
    assert unescape(response.content.decode()).count("Padi menguning") > 50_000


def test_it_is_in_the_readers_language_whatever_the_desk_speaks(signed_in, rita):
    rita.language = "en"
    rita.save()
    story = a_draft(rita)
    response = signed_in(rita).get(page_of(story, "preview"))
    assert "As it is stored: version 1." in text_of(response)
    page = framed(response)
    assert "Belum terbit" in page.text
    assert page.one("html").attributes["lang"] == "id"


def test_it_is_marked_kept_by_nobody_and_found_by_nobody(signed_in, rita):
    story = a_draft(rita)
    for send in ("get", "post"):
        response = getattr(signed_in(rita), send)(page_of(story, "preview"), typed(story))
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert '<meta name="robots" content="noindex">' in response.content.decode()
        assert "Pratinjau Seperti yang" in text_of(response)
        page = framed(response)
        assert page.all("link", rel="canonical") == []
        assert [m for m in page.all("meta") if "og:" in m.attributes.get("property", "")] == []


def test_its_frame_runs_nothing_and_its_links_lead_to_no_desk(signed_in, rita):
    story = a_draft(rita, tags=["Posyandu"])
    response = signed_in(rita).get(page_of(story, "preview"))
    frame = re.search(r"<iframe[^>]*sandbox=\"([^\"]*)\"", response.content.decode())[1]
    assert frame.split() == ["allow-popups", "allow-popups-to-escape-sandbox"]
    page = framed(response)
    assert page.one("base").attributes["target"] == "_blank"
    assert [link for link in page.links() if "/admin/" in link] == []


def test_no_read_and_no_visitor_is_counted(signed_in, rita, edi):
    story = a_published_story(rita, edi)
    client = signed_in(edi)
    client.get(page_of(story, "preview"))
    client.post(page_of(story, "preview"), typed(story))
    assert ArticleDay.objects.count() == 0


def test_who_may_only_read_a_story_sees_what_is_stored(signed_in, rita):
    story = a_story_in_review(rita)
    client = signed_in(rita)
    response = client.post(page_of(story, "preview"), typed(story, title="Selundupan"))
    assert framed(response).one("h1").text == story.title
    assert remarks(response) == ["Ini naskah yang tersimpan."]
    html = client.get(page_of(story)).content.decode()
    assert f'href="{page_of(story, "preview")}" target="_blank"' in html


def test_the_form_offers_it_with_what_is_typed(signed_in, rita):
    html = signed_in(rita).get(ADD).content.decode()
    assert f'formaction="{NEW}" formtarget="_blank"' in html


def test_a_colleagues_story_has_no_preview(signed_in, rita, sam, edi, mira):
    hidden = {"title": f"Judul {SECRET}", "body": f"<p>Isi {SECRET}.</p>"}
    stories = [
        a_draft(sam, **hidden),
        a_story_in_review(sam, **hidden),
        a_scheduled_story(sam, edi, **hidden),
        a_trashed_story(sam, **hidden),
        a_withdrawn_story(sam, edi, mira, **hidden),
    ]
    client = signed_in(rita)
    unknown = text_of(client.get(f"{LIST}99999999/preview/"))
    for story in stories:
        for response in (
            client.get(page_of(story, "preview")),
            client.post(page_of(story, "preview"), typed(story)),
        ):
            assert response.status_code == 404
            assert text_of(response) == unknown
    client.logout()
    assert client.get(page_of(stories[0], "preview")).status_code == 302
    for story in stories:
        assert SECRET in signed_in(edi).get(page_of(story, "preview")).content.decode()


def test_whose_session_ended_gets_the_text_back(client, rita):
    response = client.post(NEW, typed(body="Naskah yang panjang."))
    assert response.status_code == 403
    assert "Naskah yang panjang." in response.content.decode()
