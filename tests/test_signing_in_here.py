"""Signing in without leaving the page: the same lock, the same log, another person told apart."""

import json

import pytest
from django.test import Client

from accounts.models import AuditEntry
from tests.conftest import PASSWORD

HERE = "/admin/login/here/"


def sign_in(client: Client, username: str, password: str = PASSWORD, **headers):
    response = client.post(HERE, {"username": username, "password": password}, **headers)
    return response, json.loads(response.content)


def test_whoever_signs_in_is_named_and_logged(client, rita):
    response, told = sign_in(client, "rita")
    assert response.status_code == 200
    assert told == {"person": str(rita.pk), "name": "Rita Anggraini", "is_staff": True}
    assert client.get("/admin/").status_code == 200
    assert AuditEntry.objects.get(action="sign_in").actor == rita
    assert json.loads(client.get(HERE).content)["person"] == str(rita.pk)
    assert "no-store" in response["Cache-Control"]


def test_nobody_is_nobody_and_gets_a_token_to_sign_in_with(db):
    browser = Client(enforce_csrf_checks=True)
    assert json.loads(browser.get(HERE).content)["person"] == ""
    assert browser.cookies["csrftoken"].value


def test_a_wrong_password_is_a_sentence_and_an_entry(client, rita):
    response, told = sign_in(client, "rita", "salah sekali ini")
    assert (response.status_code, "person" in told) == (400, False)
    assert told["said"] == "Nama pengguna dan sandi tidak cocok."
    assert AuditEntry.objects.get(action="sign_in_failed").target_name == "Rita Anggraini"
    assert sign_in(client, "", "")[1]["said"]


def test_tries_are_counted_together_with_those_of_the_page(client, rita):
    for _try in range(5):
        sign_in(client, "rita", "salah sekali ini")
        client.post("/admin/login/", {"username": "rita", "password": "salah sekali ini"})
    response, told = sign_in(client, "rita")
    assert response.status_code == 429
    assert "Terlalu banyak percobaan" in told["said"]
    assert AuditEntry.objects.filter(action="locked").count() == 1


def test_somebody_without_a_role_is_told_apart(client, rita):
    rita.role = ""
    rita.save()
    assert sign_in(client, "rita")[1]["is_staff"] is False


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, db, method):
    assert getattr(client, method)(HERE).status_code == 405


def test_a_page_with_an_old_token_is_told_so_and_its_text_is_not_carried(rita):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(rita, backend="django.contrib.auth.backends.ModelBackend")
    headers = {"Accept": "application/json", "Origin": "http://testserver"}
    answer = browser.post("/admin/articles/article/autosave/", {"title": "x"}, headers=headers)
    assert (answer.status_code, json.loads(answer.content)) == (403, {"state": "token"})
    assert browser.get("/admin/resume/")["Location"] == "/admin/"
