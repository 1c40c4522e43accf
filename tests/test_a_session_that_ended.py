"""A session ends; what was sent a moment too late does not."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.conftest import PASSWORD

LOGIN = "/admin/login/"
STORY = "/admin/articles/article/add/"
EVENING = datetime.fromisoformat("2026-11-23T19:00:00+07:00")
MORNING = EVENING + timedelta(hours=13)
TEXT = {
    "title": 'Panen "Raya" & <b>Hujan</b>',
    "body": "<p>Baris satu.</p>\n<p>Baris dua 😀.</p>",
    "tags": ["1", "2"],
    "_verb": "submit",
}


@pytest.fixture
def late(client, rita):
    """Rita signed in yesterday evening, and sends her story this morning."""
    with time_machine.travel(EVENING, tick=False):
        sign_in(client, "rita")
    with time_machine.travel(MORNING, tick=False):
        yield client


def sign_in(client: Client, username: str):
    return client.post(LOGIN, {"username": username, "password": PASSWORD})


def form_in(page: str) -> list[tuple[str, str]]:
    form = page[page.index(f'action="{STORY}"') :]
    pairs = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form.split("</form>")[0])
    return [(unescape(name), unescape(value)) for name, value in pairs if "csrf" not in name]


def test_what_was_sent_too_late_waits_behind_the_sign_in_page(late):
    answer = late.post(STORY, {**TEXT, "csrfmiddlewaretoken": "old"})
    assert answer.status_code == 302
    assert answer["Location"] == f"/admin/login/?next={STORY}"
    assert "kiriman Anda tetap tersimpan" in late.get(answer["Location"]).content.decode()

    assert sign_in(late, "rita")["Location"] == "/admin/resume/"

    assert form_in(late.get("/admin/resume/").content.decode()) == [
        ("title", TEXT["title"]),
        ("body", TEXT["body"]),
        ("tags", "1"),
        ("tags", "2"),
        ("_verb", "submit"),
    ]


def test_it_is_sent_on_by_a_click_and_then_forgotten(late):
    late.post(STORY, TEXT)
    sign_in(late, "rita")
    assert late.get("/admin/resume/").status_code == 200

    assert late.post(STORY, TEXT).status_code != 403

    assert late.get("/admin/resume/")["Location"] == "/admin/"


def test_it_can_be_thrown_away(late):
    late.post(STORY, TEXT)
    sign_in(late, "rita")
    assert late.post("/admin/resume/")["Location"] == "/admin/"
    assert late.get("/admin/resume/")["Location"] == "/admin/"


def test_nobody_else_gets_it(late, sam):
    late.post(STORY, TEXT)
    assert late.get("/admin/resume/").status_code == 302
    assert sign_in(late, "sam")["Location"] == "/admin/"
    assert late.get("/admin/resume/")["Location"] == "/admin/"
    sessions = [session.get_decoded() for session in Session.objects.all()]
    assert "Panen" not in str(sessions)


def test_a_picture_has_to_be_chosen_again_and_the_page_says_so(late):
    late.post(STORY, {**TEXT, "photo": SimpleUploadedFile("padi.jpg", b"\xff\xd8")})
    sign_in(late, "rita")
    page = late.get("/admin/resume/").content.decode()
    assert "Gambar tidak dapat disimpan: pilih lagi sesudahnya." in page


def test_a_password_changed_on_another_device_loses_nothing_either(client, rita):
    sign_in(client, "rita")
    rita.set_password("kuda laut menyapu awan")
    rita.save()

    assert client.post(STORY, TEXT)["Location"] == f"/admin/login/?next={STORY}"

    new = {"username": "rita", "password": "kuda laut menyapu awan"}
    assert client.post(LOGIN, new)["Location"] == "/admin/resume/"
    assert form_in(client.get("/admin/resume/").content.decode())[0] == ("title", TEXT["title"])


@pytest.fixture
def strict(rita):
    """Rita in a browser that signed in anew in another window: its page bears an old token."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(rita, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_a_page_opened_before_the_last_sign_in_loses_nothing(strict):
    ours = {"HTTP_ORIGIN": "http://testserver"}
    old = {**TEXT, "csrfmiddlewaretoken": "x" * 64}

    assert strict.post(STORY, old, **ours)["Location"] == "/admin/resume/"

    page = strict.get("/admin/resume/").content.decode()
    assert form_in(page)[0] == ("title", TEXT["title"])
    assert strict.post(LOGIN, {"username": "rita"}, **ours)["Location"] == "/admin/"


@pytest.mark.parametrize(
    "origin", [{}, {"HTTP_ORIGIN": "null"}, {"HTTP_ORIGIN": "http://evil.testserver"}]
)
def test_a_form_of_another_site_is_refused_and_not_kept(strict, origin):
    assert strict.post(STORY, TEXT, **origin).status_code == 403
    assert strict.get("/admin/resume/")["Location"] == "/admin/"


def test_a_stranger_with_an_old_token_is_refused(db):
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(STORY, TEXT, HTTP_ORIGIN="http://testserver").status_code == 403
    assert Session.objects.count() == 0


def test_signing_out_too_late_keeps_nothing(late):
    late.post("/admin/logout/")
    assert sign_in(late, "rita")["Location"] == "/admin/"


def test_a_stranger_leaves_nothing_behind(client, db):
    assert client.post(STORY, TEXT).status_code == 403
    assert Session.objects.count() == 0


def test_what_another_site_sent_after_the_end_is_not_kept(rita):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(rita, backend="django.contrib.auth.backends.ModelBackend")
    rita.set_password("kuda laut menyapu awan")
    rita.save()

    answer = browser.post(STORY, TEXT, HTTP_ORIGIN="http://evil.testserver")

    assert answer.status_code == 403
    assert "Panen" not in str([session.get_decoded() for session in Session.objects.all()])
