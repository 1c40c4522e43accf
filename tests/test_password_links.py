"""First password by a link, forgotten password, change of password, profile."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client, RequestFactory

from accounts.models import AuditEntry, User
from accounts.password_links import accounts_behind, link_for
from accounts.views import ForgottenPassword
from tests.conftest import PASSWORD, person

RESET = "/admin/password_reset/"
DONE = "/admin/password_reset/done/"
NEW = "kuda laut menyapu awan"
MONDAY = datetime.fromisoformat("2026-11-23T08:00:00+07:00")


def ask(email: str, **more):
    return Client().post(RESET, {"email": email}, **more)


def follow(link: str) -> tuple[Client, str]:
    """Open a link as its reader does, and return the browser and the address of the form."""
    client = Client()
    answer = client.get(link.removeprefix("http://testserver"))
    return client, answer.get("Location", "")


def choose(link: str, password: str = NEW):
    client, form = follow(link)
    return client.post(form, {"new_password1": password, "new_password2": password})


def link_in(letter) -> str:
    return re.search(r"http\S+", letter.body).group()


def test_a_forgotten_password_is_replaced_by_a_link(rita):
    assert ask("rita@bekasikab.example")["Location"] == DONE
    (letter,) = mail.outbox
    assert letter.to == ["rita@bekasikab.example"]
    assert letter.subject == "Atur sandi Anda – Berita Kabupaten Bekasi"

    answer = choose(link_in(letter))

    assert answer["Location"] == "/admin/login/"
    assert User.objects.get(pk=rita.pk).check_password(NEW)
    log = AuditEntry.objects.order_by("id").values_list("action", "actor_name", "target_name")
    assert list(log) == [
        ("password_link_sent", "", "Rita Anggraini"),
        ("password_changed", "Rita Anggraini", "Rita Anggraini"),
    ]


def test_the_letter_says_what_it_is_and_for_whom(rita):
    ask("rita@bekasikab.example")
    body = mail.outbox[0].body
    assert body.startswith("Halo Rita Anggraini,\n\nseseorang, mungkin Anda sendiri, meminta")
    assert "Nama pengguna Anda: rita\n" in body
    assert "Tautan ini berlaku sekali, selama 3 hari.\n" in body


def test_the_letter_is_written_in_the_language_of_its_reader(rita):
    User.objects.filter(pk=rita.pk).update(language="en")
    ask("rita@bekasikab.example")
    assert mail.outbox[0].subject == "Set your password – Berita Kabupaten Bekasi"


@pytest.mark.parametrize(
    "claims",
    [
        {"HTTP_HOST": "evil.example"},
        {"HTTP_X_FORWARDED_HOST": "evil.example"},
        {"HTTP_HOST": "localhost", "HTTP_X_FORWARDED_HOST": "evil.example"},
    ],
)
def test_the_link_leads_to_the_site_whatever_host_was_asked(rita, claims):
    answer = ask("rita@bekasikab.example", **claims)
    letters = [letter.body for letter in mail.outbox]
    assert answer.status_code == 400 or link_in(mail.outbox[0]).startswith("http://testserver/")
    assert "evil" not in str(letters)
    assert "localhost" not in str(letters)


def test_nobody_learns_whether_there_is_an_account(rita):
    person("gone", "Gone", "reporter", is_active=False)
    emails = ["rita@bekasikab.example", "gone@bekasikab.example", "nobody@bekasikab.example"]

    answers = [ask(email) for email in emails]

    assert {(a.status_code, a["Location"], a.content) for a in answers} == {(302, DONE, b"")}
    assert [letter.to for letter in mail.outbox] == [["rita@bekasikab.example"]]


def test_letters_leave_after_the_answer(rita):
    request = RequestFactory().post(RESET, {"email": "rita@bekasikab.example"})
    answer = ForgottenPassword.as_view()(request)

    assert mail.outbox == []
    answer.close()  # what a server does once everything has been sent
    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_away_changes_nothing_in_the_answer(rita, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert ask("rita@bekasikab.example")["Location"] == DONE
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.target_id, entry.refused) == (
        "password_link_failed", str(rita.pk), True,
    )  # fmt: skip


def test_an_address_that_only_looks_alike_gets_no_letter(rita):
    assert accounts_behind("RITA@bekasikab.example") == [rita]
    assert accounts_behind("rıta@bekasikab.example") == []


def test_letters_are_limited_per_address_and_per_client(rita, sam):
    for _try in range(5):
        assert ask("rita@bekasikab.example").status_code == 302
    refused = ask("rita@bekasikab.example", REMOTE_ADDR="198.51.100.7")
    assert refused.status_code == 429
    assert "Terlalu banyak surat diminta." in refused.content.decode()
    assert 'value="rita@bekasikab.example"' in refused.content.decode()
    assert len(mail.outbox) == 5

    for n in range(15):
        ask(f"nobody{n}@bekasikab.example")
    assert ask("sam@bekasikab.example").status_code == 429
    assert ask("sam@bekasikab.example", REMOTE_ADDR="198.51.100.7").status_code == 302


def test_an_address_without_an_account_is_limited_just_the_same(db):
    statuses = [ask("nobody@bekasikab.example").status_code for _try in range(6)]
    assert statuses == [302] * 5 + [429]


def test_a_link_works_once(rita):
    link = link_for(rita)
    assert choose(link).status_code == 302
    client, form = follow(link)
    assert form == ""
    page = client.get(link.removeprefix("http://testserver"))
    assert page.status_code == 404
    assert "Tautan ini tidak berlaku lagi" in page.content.decode()


@pytest.mark.parametrize(("days", "status"), [(2.9, 302), (3.1, 404)])
def test_a_link_is_good_for_three_days(rita, days, status):
    with time_machine.travel(MONDAY, tick=False):
        path = link_for(rita).removeprefix("http://testserver")
    with time_machine.travel(MONDAY + timedelta(days=days), tick=False):
        assert Client().get(path).status_code == status


def test_a_link_of_a_deactivated_account_is_worth_nothing(rita):
    link = link_for(rita)
    client, form = follow(link)
    User.objects.filter(pk=rita.pk).update(is_active=False)

    answer = client.post(form, {"new_password1": NEW, "new_password2": NEW})

    assert answer.status_code == 404
    assert not User.objects.get(pk=rita.pk).check_password(NEW)


@pytest.mark.parametrize("uid", ["MQ", "x", "AA", "%00", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "é"])
@pytest.mark.parametrize("token", ["set-password", "abc-def", "%00", "-", "x" * 5000])
def test_an_invented_link_is_told_from_nothing(client, db, uid, token):
    assert client.get(f"/admin/reset/{uid}/{token}/").status_code == 404


def test_inventing_links_is_limited(client, rita):
    statuses = [client.get(f"/admin/reset/MQ/abc-{n}/").status_code for n in range(22)]
    assert statuses == [404] * 20 + [429] * 2
    assert follow(link_for(rita))[1] != ""  # a real one is still let in


def test_a_bad_new_password_is_refused_and_the_link_stays_good(rita):
    link = link_for(rita)
    answer = choose(link, "diskominfo123")
    assert answer.status_code == 200
    assert "Sandi ini terlalu mudah ditebak di sini: “diskominfo”" in answer.content.decode()
    assert choose(link).status_code == 302


def test_the_owner_of_the_mailbox_is_not_kept_out_by_a_lock(client, rita):
    for _try in range(10):
        Client().post(
            "/admin/login/", {"username": "rita", "password": "salah"}, REMOTE_ADDR="9.9.9.9"
        )
    choose(link_for(rita))
    answer = client.post("/admin/login/", {"username": "rita", "password": NEW})
    assert answer.status_code == 302


@pytest.mark.parametrize("door", ["change", "link"])
def test_a_new_password_ends_every_other_session(signed_in, rita, door):
    here = signed_in(rita)
    elsewhere = Client()
    elsewhere.force_login(rita, backend="django.contrib.auth.backends.ModelBackend")
    assert elsewhere.get("/admin/").status_code == 200

    if door == "change":
        form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
        answer = here.post("/admin/password_change/", form, follow=True)
        assert "Sandi Anda diganti." in answer.content.decode()
    else:
        choose(link_for(rita))

    assert elsewhere.get("/admin/").status_code == 302
    assert here.get("/admin/").status_code == (200 if door == "change" else 302)


def test_a_password_is_changed_only_by_who_knows_it(signed_in, rita):
    form = {"old_password": "salah", "new_password1": NEW, "new_password2": NEW}
    page = signed_in(rita).post("/admin/password_change/", form).content.decode()
    assert "Ini bukan sandi Anda sekarang." in page
    assert User.objects.get(pk=rita.pk).check_password(PASSWORD)


def test_everybody_keeps_his_own_name_and_language(signed_in, rita):
    client = signed_in(rita)
    assert "rita@bekasikab.example" in client.get("/admin/profile/").content.decode()
    form = {"display_name": "Rita A.", "language": "en", "role": "editor", "is_superuser": "on"}

    page = client.post("/admin/profile/", form, follow=True).content.decode()

    assert "Your profile is saved." in page
    kept = User.objects.values_list("display_name", "language", "role", "is_superuser")
    assert kept.get(pk=rita.pk) == ("Rita A.", "en", "reporter", False)
    assert list(AuditEntry.objects.order_by("id").values_list("action", "detail")) == [
        ("name_changed", "Rita Anggraini → Rita A."),
        ("language_changed", "id → en"),
    ]


@pytest.mark.parametrize("name", ["", "Rita\0", "Rita\u202eidE", "x" * 121])
def test_a_name_that_hides_something_is_refused(signed_in, rita, name):
    answer = signed_in(rita).post("/admin/profile/", {"display_name": name, "language": "id"})
    assert answer.status_code == 200
    assert User.objects.get(pk=rita.pk).display_name == "Rita Anggraini"
