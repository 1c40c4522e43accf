"""When there is no page: the paper says so in its own voice, and never with a stack trace."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import path

from articles.public import errors
from newsroom import urls
from tests.readers import story
from tests.reading import page_of, parse


def forbidden(request):
    raise PermissionDenied("rahasia")


def broken(request):
    raise RuntimeError("rahasia")


urlpatterns = [path("forbidden/", forbidden), path("broken/", broken), *urls.urlpatterns]
handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500


@pytest.mark.django_db
def test_an_unknown_address_is_told_what_is_new(client, government):
    for n in range(7):
        story(government, f"Berita {n}")
    response = client.get("/tidak-ada/")
    page = page_of(response, status=404)
    assert page.one("h1").text == "Laman tidak ditemukan"
    assert len(page.section("Berita Terkini").all("li")) == 5
    assert page.one("meta", name_="robots").attributes["content"] == "noindex"
    assert page.all("link", rel="canonical") == []
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert "tidak-ada" not in response.content.decode()


@pytest.mark.django_db
def test_an_unknown_address_of_an_empty_site_offers_no_empty_list(client):
    page = page_of(client.get("/tidak-ada/"), status=404)
    assert page.all("h2", name="Berita Terkini") == []


@pytest.mark.django_db
def test_without_its_database_the_paper_still_says_that_the_page_is_unknown():
    def away(execute, sql, params, many, context):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(away):
        response = errors.not_found(RequestFactory().get("/x"), Http404())
    page = page_of(response, status=404)
    assert page.one("h1").text == "Laman tidak ditemukan"
    assert page.all("nav") == []


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_page_that_is_not_for_the_reader_says_so(client):
    page = page_of(client.get("/forbidden/"), status=403)
    assert page.one("h1").text == "Laman ini tidak terbuka untuk Anda"
    assert page.one("main").links() == ["/admin/", "/"]
    assert "rahasia" not in page.text


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_failure_is_our_fault_and_says_nothing_of_its_cause(client):
    client.raise_request_exception = False
    response = client.get("/broken/")
    page = page_of(response, status=500)
    assert page.one("h1").text == "Maaf, ada yang tidak beres di pihak kami"
    assert "rahasia" not in response.content.decode()
    assert "Traceback" not in response.content.decode()
    assert "script-src" not in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in response.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_form_that_is_not_ours_is_refused_in_words(rita):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/admin/login/", {"username": "rita", "password": "x"})
    page = page_of(response, status=403)
    assert page.one("h1").text == "Formulir Anda tidak diterima"
    assert "Yang Anda ketik masih ada di peramban" in page.text


@pytest.mark.once
@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_the_pages_of_a_failure_need_nothing_that_could_fail(settings, name):
    text = (settings.BASE_DIR / "templates" / name).read_text()
    page = parse(text)
    assert page.one("html").attributes["lang"] == "id"
    assert page.one("h1").text
    assert "{%" not in text
    assert "{{" not in text
    assert page.all("link") == page.all("script") == page.all("img") == page.all(src="") == []
    assert page.links() in ([], ["/"])


@pytest.mark.django_db
def test_a_request_for_somebody_elses_host_is_told_what_is_wrong_without_naming_it(client):
    response = client.get("/", headers={"host": "jahat.example"})
    page = page_of(response, status=400)
    assert page.one("h1").text == "Permintaan ini tidak kami pahami"
    assert "jahat.example" not in response.content.decode()
