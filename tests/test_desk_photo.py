"""The lead photo in the writing form: taken in, named when refused, kept, replaced, removed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, Photo
from articles.pictures import intake
from tests.desk import ADD, page_of, picture, text_of, typed, value_of
from tests.newsdesk import a_draft, with_photo


def test_a_photo_is_uploaded_with_its_words(signed_in, rita):
    story = typed(photo=picture(), photo_caption="Petani memanen.", photo_alt="Petani di sawah")
    signed_in(rita).post(ADD, story)
    article = Article.objects.get()
    assert (article.photo.width, article.photo.height) == (640, 480)
    assert article.photo.uploaded_by == rita
    assert (article.photo_caption, article.photo_alt) == ("Petani memanen.", "Petani di sawah")
    assert article.photo_credit == "Ist."
    assert re.fullmatch(r"foto/\d{4}/[0-9a-f]{32}\.jpg", article.photo.file.name)


def test_the_file_field_asks_for_what_we_read(signed_in, rita):
    html = signed_in(rita).get(ADD).content.decode()
    [field] = re.findall(r'<input[^>]*name="photo"[^>]*>', html)
    assert 'accept="image/jpeg,image/png,image/webp"' in field
    assert value_of(signed_in(rita).get(ADD), "photo_credit") == "Ist."


REFUSED = {
    "text.jpg": b"this is a letter",
    "kosong.jpg": b"",
    "web.html": b"<html><script>alert(1)</script></html>",
    "gambar.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "shell.php": b"<?php system($_GET[0]); ?>",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_photo_is_refused_by_name_and_the_rest_is_kept(signed_in, rita, name):
    upload = SimpleUploadedFile(name, REFUSED[name], content_type="image/jpeg")
    response = signed_in(rita).post(ADD, typed(photo=upload, photo_caption="Keterangan"))
    assert response.status_code == 200
    assert name in text_of(response)
    assert value_of(response, "title") == "Panen raya di Karang Bahagia"
    assert value_of(response, "body") == "Padi menguning."
    assert value_of(response, "photo_caption") == "Keterangan"
    assert Article.objects.count() == Photo.objects.count() == 0


def test_a_file_that_is_too_large_is_refused_by_name_and_the_rest_is_kept(signed_in, rita):
    upload = SimpleUploadedFile("besar.jpg", b"\xff" * (intake.MAX_BYTES + 1))
    response = signed_in(rita).post(ADD, typed(photo=upload))
    assert response.status_code == 200
    assert re.search(r"besar\.jpg .* 20 MB", text_of(response))
    assert value_of(response, "title") == "Panen raya di Karang Bahagia"


def test_a_photo_survives_the_mistake_in_another_field(signed_in, rita):
    client = signed_in(rita)
    response = client.post(ADD, typed(title="", photo=picture()))
    token = value_of(response, "photo_kept")
    assert Article.objects.count() == 0
    assert Photo.objects.get().file.url in response.content.decode()
    client.post(ADD, typed(title="Sekarang berjudul", photo_kept=token))
    assert Article.objects.get().photo == Photo.objects.get()


def test_a_photo_survives_a_refused_button(signed_in, rita):
    article = a_draft(rita, category=None)
    client = signed_in(rita)
    response = client.post(page_of(article), typed(article, photo=picture(), _verb="submit"))
    assert Article.objects.get().photo is None
    token = value_of(response, "photo_kept")
    client.post(page_of(article), typed(article, photo_kept=token))
    assert Article.objects.get().photo == Photo.objects.get()


def test_a_kept_photo_is_kept_for_its_uploader_alone(signed_in, rita, sam):
    token = value_of(signed_in(sam).post(ADD, typed(title="", photo=picture())), "photo_kept")
    assert token
    signed_in(rita).post(ADD, typed(photo_kept=token))
    assert Article.objects.get().photo is None


def test_a_photo_is_replaced_and_removed(signed_in, rita):
    article = a_draft(rita, **with_photo(rita))
    first = article.photo
    client = signed_in(rita)
    client.post(page_of(article), typed(article, photo=picture(size=(320, 200))))
    article.refresh_from_db()
    assert article.photo != first
    assert article.photo.width == 320
    client.post(page_of(article), typed(article, photo_remove="on"))
    article.refresh_from_db()
    assert article.photo is None
    assert Photo.objects.count() == 2  # the versions before still show them


def test_saving_without_a_new_file_keeps_the_photo(signed_in, rita):
    article = a_draft(rita, **with_photo(rita))
    signed_in(rita).post(page_of(article), typed(article, title="Baru"))
    stored = Article.objects.get()
    assert (stored.title, stored.photo) == ("Baru", article.photo)


def test_an_editor_keeps_the_photo_a_reporter_uploaded(signed_in, rita, edi):
    article = a_draft(rita, **with_photo(rita))
    signed_in(edi).post(page_of(article), typed(article, photo_caption="Keterangan Edi"))
    stored = Article.objects.get()
    assert (stored.photo_caption, stored.photo) == ("Keterangan Edi", article.photo)


def test_a_photo_without_alternative_text_is_not_handed_in(signed_in, rita):
    article = a_draft(rita, **with_photo(rita, photo_alt=""))
    response = signed_in(rita).post(page_of(article), typed(article, _verb="submit"))
    assert "Jelaskan" in text_of(response)
    assert Article.objects.get().status == "draft"
