"""Getting into the desk, staying in, and getting out."""

from datetime import datetime, timedelta
from time import process_time

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, User
from articles.models import Article
from tests.conftest import PASSWORD, person

LOGIN = "/admin/login/"
MONDAY = datetime.fromisoformat("2026-11-23T08:00:00+07:00")


def try_to_sign_in(client: Client, username: str, password: str = PASSWORD, **more):
    return client.post(LOGIN, {"username": username, "password": password, **more})


def without_token(response) -> str:
    """Return the page without what differs between two visitors: the hidden token."""
    lines = response.content.decode().splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)


def test_a_reporter_signs_in_and_lands_on_the_desk(client, rita):
    response = try_to_sign_in(client, "rita")

    assert response.status_code == 302
    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert list(AuditEntry.objects.values_list("action", "actor_name")) == [
        ("sign_in", "Rita Anggraini")
    ]


def test_the_name_may_be_capitalised_by_a_phone(client, rita):
    assert try_to_sign_in(client, " Rita ").status_code == 302


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client, rita):
    asked = client.get("/admin/articles/article/add/")
    assert asked["Location"] == "/admin/login/?next=/admin/articles/article/add/"

    response = client.post(asked["Location"], {"username": "rita", "password": PASSWORD})

    assert response["Location"] == "/admin/articles/article/add/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//e.x",
    ],
)
def test_signing_in_never_leads_to_another_site(client, rita, elsewhere):
    assert try_to_sign_in(client, "rita", next=elsewhere)["Location"] == "/admin/"


def test_the_session_key_changes_on_signing_in(client, rita):
    client.get(LOGIN)
    client.session.save()
    planted = client.session.session_key
    client.cookies["sessionid"] = planted

    try_to_sign_in(client, "rita")

    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_unknown_wrong_inactive_and_passwordless_accounts_get_the_same_answer(db):
    person("known", "Known", "reporter")
    person("gone", "Gone", "reporter", is_active=False)
    User.objects.create_user("fresh", display_name="Fresh", email="f@bekasikab.example")
    tries = {"known": "wrong-wrong-wrong", "nobody": PASSWORD, "gone": PASSWORD, "fresh": PASSWORD}

    answers = {name: try_to_sign_in(Client(), name, word) for name, word in tries.items()}

    assert {answer.status_code for answer in answers.values()} == {200}
    pages = {without_token(answer).replace(name, "NAME") for name, answer in answers.items()}
    assert len(pages) == 1
    assert "Nama pengguna dan sandi tidak cocok." in pages.pop()


@pytest.mark.once
def test_the_time_of_an_answer_says_nothing_about_an_account(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.AXES_FAILURE_LIMIT = 1000
    person("known", "Known", "reporter")
    person("gone", "Gone", "reporter", is_active=False)
    times = {"known": [], "nobody": [], "gone": []}
    client = Client()
    for _round in range(5):
        for name, taken in times.items():
            began = process_time()  # not the clock on the wall: other tests run beside this one
            try_to_sign_in(client, name, "wrong-wrong-wrong")
            taken.append(process_time() - began)

    quickest = sorted(min(taken) for taken in times.values())
    assert quickest[-1] / quickest[0] < 1.5


@pytest.mark.parametrize("name", ["", "\0", "ri\0ta", "x" * 100_000, "😀", "ﬀ", "%' OR 1=1 --"])
def test_no_user_name_breaks_the_page(client, rita, name):
    response = try_to_sign_in(client, name)

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_password_of_a_megabyte_fails_quickly_and_is_not_hashed(client, rita, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    began = process_time()
    response = try_to_sign_in(client, "rita", "x" * 1_000_000)

    assert process_time() - began < 1
    assert response.status_code == 200
    assert "tidak cocok" in response.content.decode()


def test_signing_out_is_by_post_only_and_ends_the_session_on_the_server(client, rita):
    try_to_sign_in(client, "rita")
    old = client.cookies["sessionid"].value

    assert client.get("/admin/logout/").status_code == 405
    assert client.get("/admin/").status_code == 200
    assert client.post("/admin/logout/")["Location"] == LOGIN

    client.cookies["sessionid"] = old
    assert client.get("/admin/").status_code == 302
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["sign_out", "sign_in"]


def test_signing_out_needs_the_token(rita):
    client = Client(enforce_csrf_checks=True)
    client.force_login(rita, backend="django.contrib.auth.backends.ModelBackend")

    assert client.post("/admin/logout/").status_code == 403
    assert client.get("/admin/").status_code == 200


def test_a_deactivated_account_ends_at_the_next_request(signed_in, rita):
    client = signed_in(rita)
    assert client.get("/admin/").status_code == 200

    User.objects.filter(pk=rita.pk).update(is_active=False)

    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert client.post("/admin/articles/article/add/", {"title": "Belum"}).status_code == 302
    assert client.get("/admin/profile/")["Location"] == "/admin/login/?next=/admin/profile/"


def test_somebody_without_a_role_gets_a_clear_page_and_no_loop(client, rita):
    User.objects.filter(pk=rita.pk).update(role="")

    response = client.post(LOGIN, {"username": "rita", "password": PASSWORD}, follow=True)

    assert response.redirect_chain == [("/admin/", 302), ("/admin/login/?next=/admin/", 302)]
    assert response.status_code == 403
    page = response.content.decode()
    assert "Akun Anda belum mempunyai peran" in page
    assert 'action="/admin/logout/"' in page
    assert 'name="password"' not in page


def test_a_role_that_is_taken_away_ends_at_the_next_request(signed_in, rita):
    client = signed_in(rita)
    assert client.get("/admin/articles/article/add/").status_code == 200

    User.objects.filter(pk=rita.pk).update(role="")

    assert client.get("/admin/articles/article/add/").status_code == 302
    assert client.post("/admin/articles/article/add/", {"title": "Belum"}).status_code == 403
    assert Article.objects.count() == 0


@pytest.mark.parametrize(("hours", "stays"), [(11.9, True), (12.1, False)])
def test_a_session_ends_after_twelve_hours_without_a_page(client, rita, hours, stays):
    with time_machine.travel(MONDAY, tick=False):
        try_to_sign_in(client, "rita")
    with time_machine.travel(MONDAY + timedelta(hours=hours), tick=False):
        answer = client.get("/admin/")
        assert (answer.status_code == 200) is stays
        if not stays:
            page = client.get(LOGIN).content.decode()
            assert "Sesi Anda telah berakhir. Silakan masuk kembali." in page


def test_a_session_ends_after_fourteen_days_however_busy(client, rita):
    with time_machine.travel(MONDAY, tick=False):
        try_to_sign_in(client, "rita")
    for half_day in range(1, 29):
        with time_machine.travel(MONDAY + timedelta(hours=12 * half_day), tick=False):
            assert client.get("/admin/").status_code == 200
    with time_machine.travel(MONDAY + timedelta(days=14, minutes=1), tick=False):
        assert client.get("/admin/").status_code == 302


def test_pages_of_the_desk_are_kept_in_no_cache(signed_in, client, rita):
    assert client.get(LOGIN)["Cache-Control"] == "private, no-store"
    assert signed_in(rita).get("/admin/")["Cache-Control"] == "private, no-store"


def test_the_cookies_are_safe_under_https(client, rita, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    try_to_sign_in(client, "rita")

    cookie = client.cookies["sessionid"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")


def test_signing_in_twice_needs_no_second_password(signed_in, rita):
    assert signed_in(rita).get(LOGIN)["Location"] == "/admin/"


def test_sessions_that_are_over_are_removed_at_the_next_sign_in(client, rita):
    with time_machine.travel(MONDAY - timedelta(days=15), tick=False):
        try_to_sign_in(Client(), "rita")
    with time_machine.travel(MONDAY, tick=False):
        try_to_sign_in(client, "rita")
    assert [s.session_key for s in Session.objects.all()] == [client.session.session_key]


def test_the_desk_is_found_without_its_last_slash(client, db):
    assert client.get("/admin")["Location"] == "/admin/"


def test_the_last_sign_in_is_noted(client, rita):
    before = timezone.now()
    try_to_sign_in(client, "rita")
    assert User.objects.get(pk=rita.pk).last_login >= before
