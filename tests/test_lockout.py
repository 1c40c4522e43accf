"""Too many tries: an account and a client are both locked, for a time, and nobody learns more."""

from datetime import datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.core.management import call_command
from django.test import Client

from accounts.models import AuditEntry, User
from tests.conftest import PASSWORD, person

LOGIN = "/admin/login/"
MONDAY = datetime.fromisoformat("2026-11-23T08:00:00+07:00")
TOO_MANY = "Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."


def tries(n: int, username: str, password: str = "salah-salah-salah", **who) -> list[int]:
    """Return the statuses of so many wrong tries, each by a browser without a history."""
    form = {"username": username, "password": password}
    return [Client().post(LOGIN, form, **who).status_code for _try in range(n)]


def test_thirty_wrong_passwords_lock_the_account_before_the_eleventh(client, rita):
    assert tries(30, "rita") == [200] * 9 + [429] * 21

    right = client.post(LOGIN, {"username": "rita", "password": PASSWORD})

    assert right.status_code == 429
    assert right["Retry-After"] == "900"
    assert "_auth_user_id" not in client.session


def test_the_page_of_a_lock_is_the_sign_in_page_with_the_name_kept(client, rita):
    tries(10, "rita")
    page = client.post(LOGIN, {"username": "rita", "password": PASSWORD}).content.decode()

    assert TOO_MANY in page
    assert 'name="username" value="rita"' in page
    assert PASSWORD not in page


def test_an_account_is_locked_for_every_client(client, rita):
    for n in range(10):
        tries(1, "rita", REMOTE_ADDR=f"203.0.113.{n}")

    form = {"username": "rita", "password": PASSWORD}
    assert client.post(LOGIN, form, REMOTE_ADDR="198.51.100.7").status_code == 429


def test_a_client_is_locked_for_every_account(client, rita):
    for n in range(10):
        tries(1, f"somebody{n}", REMOTE_ADDR="203.0.113.5")

    form = {"username": "rita", "password": PASSWORD}
    assert client.post(LOGIN, form, REMOTE_ADDR="203.0.113.5").status_code == 429
    assert client.post(LOGIN, form, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_a_client_cannot_dodge_by_headers_or_by_another_name_for_itself(client, rita):
    for n in range(10):
        claims = {"HTTP_X_FORWARDED_FOR": f"8.8.8.{n}", "HTTP_USER_AGENT": f"Browser/{n}"}
        tries(1, f"somebody{n}", REMOTE_ADDR="203.0.113.5", **claims)

    form = {"username": "rita", "password": PASSWORD}
    answer = client.post(LOGIN, form, REMOTE_ADDR="203.0.113.5", HTTP_X_FORWARDED_FOR="8.8.4.4")
    assert answer.status_code == 429


def test_a_client_cannot_dodge_within_its_own_ipv6_network(client, rita):
    for n in range(10):
        tries(1, f"somebody{n}", REMOTE_ADDR=f"2404:8000:1:2::{n + 1}")

    form = {"username": "rita", "password": PASSWORD}
    assert client.post(LOGIN, form, REMOTE_ADDR="2404:8000:1:2:9::9").status_code == 429
    assert client.post(LOGIN, form, REMOTE_ADDR="2404:8000:1:3::1").status_code == 302


@pytest.mark.parametrize("spelling", ["RITA", " rita ", "Rita", "rıta"])
def test_an_account_cannot_be_tried_under_another_spelling(client, rita, spelling):
    tries(10, spelling)
    assert client.post(LOGIN, {"username": "rita", "password": PASSWORD}).status_code == 429


def test_a_name_without_an_account_is_locked_just_the_same(db):
    person("known", "Known", "reporter")
    by_known = tries(12, "known", REMOTE_ADDR="203.0.113.1")
    assert tries(12, "nobody", REMOTE_ADDR="203.0.113.2") == by_known


def test_a_lock_ends_after_fifteen_minutes_even_while_somebody_goes_on_trying(client, rita):
    with time_machine.travel(MONDAY, tick=False):
        tries(10, "rita")
    with time_machine.travel(MONDAY + timedelta(minutes=14), tick=False):
        assert tries(5, "rita") == [429] * 5
    with time_machine.travel(MONDAY + timedelta(minutes=15, seconds=1), tick=False):
        response = client.post(LOGIN, {"username": "rita", "password": PASSWORD})
        assert response.status_code == 302


def test_slips_of_a_whole_week_never_add_up_to_a_lock(client, rita):
    for hour in range(0, 24 * 6, 6):
        with time_machine.travel(MONDAY + timedelta(hours=hour), tick=False):
            assert tries(1, "rita") == [200]


def test_signing_in_forgets_the_slips_of_this_person_here_and_no_others(client, rita, sam):
    tries(4, "rita", REMOTE_ADDR="203.0.113.5")
    tries(4, "sam", REMOTE_ADDR="203.0.113.5")
    tries(4, "rita", REMOTE_ADDR="198.51.100.7")

    form = {"username": "rita", "password": PASSWORD}
    client.post(LOGIN, form, REMOTE_ADDR="203.0.113.5")

    left = AccessAttempt.objects.values_list("ip_address", "failures_since_start")
    assert sorted(left) == [("198.51.100.7", 4), ("203.0.113.5", 4)]


def test_tries_are_kept_for_seven_days(rita):
    with time_machine.travel(MONDAY, tick=False):
        tries(1, "rita")
    with time_machine.travel(MONDAY + timedelta(days=6), tick=False):
        tries(1, "sam")
        assert AccessAttempt.objects.count() == 2
    with time_machine.travel(MONDAY + timedelta(days=7, minutes=1), tick=False):
        tries(1, "edi")
        assert AccessAttempt.objects.count() == 2


def test_neither_the_typed_name_nor_the_browser_is_stored(client, rita):
    tries(1, "my-secret-password-2026", HTTP_USER_AGENT="Browser/1")
    client.post(LOGIN, {"username": "rita", "password": PASSWORD})

    assert AccessLog.objects.count() == 0
    stored = str(list(AccessAttempt.objects.values()) + list(AuditEntry.objects.values()))
    assert "203.0.113" not in stored
    assert "my-secret-password-2026" not in stored
    assert "Browser/1" not in stored
    assert "salah-salah-salah" not in stored


def test_failures_and_the_lock_are_in_the_log_once(rita):
    tries(12, "Rita")

    log = AuditEntry.objects.order_by("id").values_list("action", "actor_name", "refused")
    assert list(log) == [("sign_in_failed", "rita", True)] * 10 + [("locked", "rita", True)]


def test_a_typed_name_is_logged_only_when_an_account_is_called_so(rita):
    tries(1, "kuda-laut-menyapu")
    assert AuditEntry.objects.get().actor_name == ""


def test_a_lock_can_be_undone_from_the_command_line(client, rita):
    tries(10, "rita", REMOTE_ADDR="203.0.113.5")
    call_command("axes_reset_username", "rita")
    assert client.post(LOGIN, {"username": "rita", "password": PASSWORD}).status_code == 302


def test_guessing_the_present_password_is_counted_like_a_sign_in(signed_in, rita):
    client = signed_in(rita)
    new = "kuda laut menyapu"
    form = {"old_password": "salah-salah", "new_password1": new, "new_password2": new}

    answers = [client.post("/admin/password_change/", form) for _try in range(10)]

    assert [answer.status_code for answer in answers] == [200] * 9 + [429]
    assert TOO_MANY in answers[-1].content.decode()
    right = client.post("/admin/password_change/", {**form, "old_password": PASSWORD})
    assert right.status_code == 429
    assert User.objects.get(pk=rita.pk).check_password(PASSWORD)
