"""Readers read the site's language whatever their browser asks; staff read their own."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from accounts.models import User
from accounts.sign_in import DeskMiddleware, LanguageMiddleware
from tests.conftest import PASSWORD, person

GERMAN = {"HTTP_ACCEPT_LANGUAGE": "en-US,en;q=0.9,de"}


@pytest.mark.parametrize("page", ["/", "/berita/4711/tidak-ada/", "/kategori/tidak-ada/"])
def test_a_public_page_is_indonesian_whatever_the_browser_asks_for(client, db, page):
    answer = client.get(page, **GERMAN)
    assert answer["Content-Language"] == "id"
    assert '<html lang="id"' in answer.content.decode()


def test_the_site_can_be_english(client, db, settings):
    settings.LANGUAGE = "en"
    assert '<html lang="en"' in client.get("/").content.decode()


def test_a_public_page_is_indonesian_for_english_speaking_staff_too(signed_in, rita):
    User.objects.filter(pk=rita.pk).update(language="en")
    client = signed_in(rita)
    assert '<html lang="en"' in client.get("/admin/").content.decode()
    assert '<html lang="id"' in client.get("/").content.decode()


def test_the_sign_in_page_is_in_the_language_of_the_site(client, db):
    page = client.get("/admin/login/", **GERMAN).content.decode()
    assert '<html lang="id"' in page
    assert "Nama pengguna" in page
    assert "Lupa sandi?" in page


@pytest.mark.parametrize(("language", "words"), [("id", "Ganti sandi"), ("en", "Change password")])
def test_staff_read_the_language_of_their_profile(signed_in, rita, language, words):
    User.objects.filter(pk=rita.pk).update(language=language)
    page = signed_in(rita).get("/admin/profile/", **GERMAN).content.decode()
    assert f'<html lang="{language}"' in page
    assert words in page


def test_a_language_does_not_stay_in_the_worker(signed_in, rita):
    User.objects.filter(pk=rita.pk).update(language="en")
    with translation.override("id"):
        signed_in(rita).get("/admin/")
        assert translation.get_language() == "id"


def test_away_from_the_desk_neither_session_nor_account_is_asked():
    request = RequestFactory().get("/berita/1/panen-raya/")
    request.COOKIES["sessionid"] = "of somebody"  # but no request.session and no request.user
    for middleware in (LanguageMiddleware, DeskMiddleware):
        answer = middleware(lambda _request: HttpResponse("read"))(request)
        assert answer.content == b"read"
        assert "Cache-Control" not in answer.headers


def test_a_stranger_on_a_public_page_gets_no_cookie(client, db):
    answer = client.get("/berita/4711/tidak-ada/")
    assert answer.cookies == {}
    assert "Cookie" not in answer.get("Vary", "")


def test_every_sentence_of_the_account_pages_is_indonesian(client, db):
    person("sari", "Sari Dewi", "reporter")
    for form in ({"username": "sari", "password": "salah"}, {"username": "", "password": ""}):
        page = client.post("/admin/login/", form).content.decode()
        assert "Please" not in page
        assert "This field" not in page
    client.post("/admin/login/", {"username": "sari", "password": PASSWORD})
    for address in ("/admin/profile/", "/admin/password_change/"):
        page = client.get(address).content.decode()
        assert "Your " not in page
        assert "password" not in visible(page)
    page = Client().get("/admin/password_reset/").content.decode()
    assert "Isi alamat e-mail akun Anda." in page


def visible(page: str) -> str:
    """Return the text between the tags of a page."""
    return " ".join(part.partition(">")[2] for part in page.split("<"))
