"""Forms beyond what anybody should send: the text comes back, or a page says what to do."""

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.test.client import MULTIPART_CONTENT

from articles.models import Article
from newsroom import large_forms
from tests.desk import ADD, page_of, picture, text_of, typed, value_of
from tests.newsdesk import a_draft

MEGABYTE = 1024 * 1024
FORM = "application/x-www-form-urlencoded"


def test_a_body_of_three_megabytes_is_saved_and_opened_again(signed_in, rita):
    body = "".join(f"<p>Alinea {n}: {'kata ' * 40}</p>" for n in range(3 * MEGABYTE // 220))
    assert len(body) > 3 * MEGABYTE
    client = signed_in(rita)
    assert client.post(ADD, typed(body=body)).status_code == 302
    story = Article.objects.get()
    assert story.body.count("<p>") == body.count("<p>")
    assert story.body.split("\n")[-1] in value_of(client.get(page_of(story)), "body")


@pytest.mark.parametrize("megabytes", [5, 10, 19])
def test_a_body_of_many_megabytes_comes_back_with_a_sentence(signed_in, rita, megabytes):
    body = "kata " * (megabytes * MEGABYTE // 5)
    response = signed_in(rita).post(ADD, typed(body=body))
    assert response.status_code == 200
    assert "karakter; paling banyak" in text_of(response)
    assert value_of(response, "body") == body.strip()
    assert Article.objects.count() == 0


def test_the_same_when_a_browser_sends_it_without_a_file(signed_in, rita):
    body = "kata " * MEGABYTE
    response = signed_in(rita).post(ADD, f"title=Judul&body={body}", content_type=FORM)
    assert response.status_code == 200
    assert value_of(response, "body") == body.strip()


@pytest.mark.parametrize("fields", [1_200, 2_600])
def test_a_form_of_too_many_fields_comes_back_with_its_text(signed_in, rita, fields):
    more = {"satu": ["nilai"] * fields}
    response = signed_in(rita).post(ADD, typed(**more))
    if fields < 2_500:
        assert Article.objects.count() == 1
        return
    assert response.status_code == 200
    assert "terlalu banyak isian" in text_of(response)
    assert value_of(response, "title") == "Panen raya di Karang Bahagia"
    assert Article.objects.count() == 0


def test_five_hundred_rows_of_names_are_a_sentence(signed_in, rita):
    article = a_draft(rita)
    rows = {"bylines-TOTAL_FORMS": "500", "bylines-INITIAL_FORMS": "0"}
    for n in range(500):
        rows |= {f"bylines-{n}-reporter": rita.reporter.pk, f"bylines-{n}-role": "reporter"}
    response = signed_in(rita).post(page_of(article), typed(article, title="Baru") | rows)
    assert response.status_code == 200
    assert "paling banyak 20 nama" in text_of(response)
    assert value_of(response, "title") == "Baru"


@pytest.mark.parametrize("content_type", [FORM, MULTIPART_CONTENT])
def test_more_than_twenty_megabytes_is_413_with_a_sentence(signed_in, rita, content_type):
    body = "a" * (21 * MEGABYTE)
    data = typed(body=body) if content_type != FORM else f"title=Judul&body={body}"
    client = signed_in(rita)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    response = client.post(ADD, data, content_type=content_type)
    assert response.status_code == 413
    assert "Formulir ini terlalu besar" in text_of(response)
    assert Article.objects.count() == 0


def test_far_too_many_fields_are_413_with_the_same_sentence(signed_in, rita):
    client = signed_in(rita)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    response = client.post(ADD, "field=value&" * 25_000, content_type=FORM)
    assert response.status_code == 413


def test_a_story_with_its_photo_may_weigh_more_than_its_text(signed_in, rita):
    client = signed_in(rita)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    photo = picture()
    photo.write(b"\0" * (21 * MEGABYTE))
    response = client.post(ADD, typed(photo=photo))
    assert response.status_code == 200
    assert "panen.jpg" in text_of(response)
    assert value_of(response, "title") == "Panen raya di Karang Bahagia"


@pytest.mark.once
@pytest.mark.parametrize("length", [str(large_forms.MOST_WITH_FILES + 1), "9" * 30])
def test_an_endless_request_is_refused_by_what_it_declares(length):
    answered = []
    middleware = large_forms.LargeFormMiddleware(answered.append)
    request = RequestFactory().post("/admin/", {"title": "x"})
    request.META["CONTENT_LENGTH"] = length
    assert middleware(request).status_code == 413
    assert answered == []


@pytest.mark.once
@pytest.mark.parametrize("length", ["", "abc", "-5", "１２"])
def test_a_length_that_is_no_length_is_left_to_the_server(length):
    request = RequestFactory().post("/admin/", {"title": "x"})
    request.META["CONTENT_LENGTH"] = length
    assert large_forms.LargeFormMiddleware(lambda request: "passed on")(request) == "passed on"
