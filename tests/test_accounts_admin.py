"""A superuser adds, changes and deactivates accounts; to everybody else there are none."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.models import AuditEntry, User
from articles.models import Article, Reporter
from tests.conftest import person

ACCOUNTS = "/admin/accounts/user/"
ADD = "/admin/accounts/user/add/"
PROTECTED = ("role", "is_superuser", "is_active", "password", "username", "email")


def page_of(user: User, page: str = "change") -> str:
    return f"{ACCOUNTS}{user.pk}/{page}/"


def form_for(user: User, **changes) -> dict:
    """Return the form as the page shows it, with some fields changed; None leaves a field out."""
    form = {
        "username": user.username,
        "display_name": user.display_name,
        "email": user.email,
        "language": user.language,
        "role": user.role,
        "is_superuser": "on" if user.is_superuser else None,
        "is_active": "on" if user.is_active else None,
    }
    return {name: value for name, value in (form | changes).items() if value is not None}


def stored() -> list[tuple]:
    return sorted(User.objects.values_list("pk", *PROTECTED))


def log() -> list[tuple]:
    return list(AuditEntry.objects.order_by("id").values_list("action", "target_name", "detail"))


def test_a_superuser_adds_an_account_and_its_owner_gets_a_letter(signed_in, root):
    form = {
        "username": "nina",
        "display_name": "Nina Kartika",
        "email": "nina@bekasikab.example",
        "language": "id",
        "role": "reporter",
        "is_active": "on",
    }
    client = signed_in(root)
    assert client.post(ADD, form).status_code == 302

    nina = User.objects.get(username="nina")
    assert (nina.role, nina.is_superuser, nina.has_usable_password()) == ("reporter", False, False)
    (letter,) = mail.outbox
    assert letter.to == ["nina@bekasikab.example"]
    assert "sebuah akun telah dibuat untuk Anda di Newsroom Diskominfosantik" in letter.body
    assert log() == [
        ("account_added", "Nina Kartika", "role: reporter, superuser: off"),
        ("password_link_sent", "Nina Kartika", ""),
    ]
    page = client.get(ACCOUNTS).content.decode()
    assert "Tautan pengatur sandi dikirim ke nina@bekasikab.example." in page


def test_when_e_mail_does_not_work_the_account_is_there_and_a_link_can_be_shown(
    signed_in, root, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    client, nina = signed_in(root), User(username="nina", display_name="Nina", email="n@b.example")
    client.post(ADD, form_for(nina, role="reporter"))
    nina = User.objects.get(username="nina")
    page = client.get(page_of(nina)).content.decode()
    assert "E-mail ke n@b.example tidak terkirim." in page

    shown = client.post(page_of(nina, "password-link"), {"_show": "1"})

    link = re.search(r'value="http://testserver(/admin/reset/[^"]+)"', shown.content.decode())
    assert Client().get(link.group(1)).status_code == 302
    assert shown["Cache-Control"] == "private, no-store"
    assert log()[-1][0] == "password_link_shown"
    assert link.group(1).split("/")[-2] not in str(list(AuditEntry.objects.values()))


def test_a_fresh_link_is_sent_on_request_and_never_by_opening_an_address(signed_in, root, rita):
    client = signed_in(root)
    client.get(page_of(rita, "password-link"))
    assert mail.outbox == []
    client.post(page_of(rita, "password-link"), {"_send": "1"})
    assert [letter.to for letter in mail.outbox] == [["rita@bekasikab.example"]]


def test_a_superuser_gives_a_role_and_the_log_says_so(signed_in, root, rita):
    signed_in(root).post(page_of(rita), form_for(rita, role="editor"))
    assert User.objects.get(pk=rita.pk).role == "editor"
    assert log() == [("role_changed", "Rita Anggraini", "reporter → editor")]


def test_every_change_that_gives_or_takes_a_right_is_logged(signed_in, root, rita):
    changes = {"is_active": None, "is_superuser": "on", "email": "lain@bekasikab.example"}
    signed_in(root).post(page_of(rita), form_for(rita, **changes))
    assert sorted(log()) == [
        ("active_changed", "Rita Anggraini", "on → off"),
        (
            "email_changed",
            "Rita Anggraini",
            "rita@bekasikab.example → lain@bekasikab.example",
        ),
        ("superuser_changed", "Rita Anggraini", "off → on"),
    ]


def test_the_password_is_neither_shown_nor_set_here(signed_in, root, rita):
    client = signed_in(root)
    assert rita.password not in client.get(page_of(rita)).content.decode()
    client.post(page_of(rita), form_for(rita, password="md5$x$y", display_name="Rita A."))
    kept = User.objects.get(pk=rita.pk)
    assert (kept.password, kept.display_name) == (rita.password, "Rita A.")


@pytest.mark.parametrize("who", ["rita", "edi", "mira"])
def test_nobody_else_sees_or_changes_accounts(request, who):
    user = request.getfixturevalue(who)
    other = person("other", "Other Secretname", "reporter")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    before = stored()
    crafted = {
        **form_for(user, role="managing_editor", is_superuser="on"),
        "is_staff": "on",
        "groups": "1",
        "user_permissions": "1",
    }

    assert "/admin/accounts/user/" not in client.get("/admin/").content.decode()
    for page in (ACCOUNTS, ADD, *(page_of(u, p) for u in (user, other) for p in PAGES)):
        for answer in (client.get(page), client.post(page, crafted), client.post(page, DELETE)):
            assert answer.status_code == 403
            assert "Secretname" not in answer.content.decode()
    assert stored() == before
    assert mail.outbox == []


PAGES = ("change", "delete", "history", "password-link")
DELETE = {"post": "yes", "action": "delete_selected", "_send": "1"}


@pytest.mark.parametrize("who", ["rita", "edi", "mira"])
def test_nobody_gives_himself_rights_by_the_profile_page(request, who):
    user = request.getfixturevalue(who)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    before = stored()
    crafted = form_for(
        user, role="managing_editor", is_superuser="on", password="x", email="e@e.id"
    )
    assert client.post("/admin/profile/", {**crafted, "is_staff": "on"}).status_code == 302
    assert stored() == before


def test_a_list_of_accounts_cannot_be_searched_by_password(signed_in, root, rita):
    answer = signed_in(root).get(ACCOUNTS, {"password__startswith": "md5"})
    assert answer.status_code == 400


@pytest.mark.parametrize("change", [{"is_active": None}, {"is_superuser": None}])
def test_a_superuser_cannot_lock_himself_out(signed_in, root, change):
    person("second", "Second", "", is_superuser=True)
    page = signed_in(root).post(page_of(root), form_for(root, **change)).content.decode()
    assert "Anda tidak dapat mencabut hak superuser dari diri sendiri" in page
    assert User.objects.get(pk=root.pk).is_superuser
    assert User.objects.get(pk=root.pk).is_active


def test_another_superuser_may_be_switched_off_but_not_oneself_deleted(signed_in, root):
    second = person("second", "Second", "", is_superuser=True)
    client = signed_in(root)
    client.post(page_of(root, "delete"), {"post": "yes"})
    client.post(page_of(second), form_for(second, is_active=None))
    assert list(User.objects.filter(is_active=True)) == [root]


def test_an_account_with_stories_is_not_deleted_and_a_sentence_says_why(signed_in, root, rita):
    Article.objects.create(title="Panen Raya", created_by=rita)
    client = signed_in(root)

    page = client.post(page_of(rita, "delete"), {"post": "yes"}, follow=True).content.decode()

    assert "Rita Anggraini mempunyai berita di redaksi, jadi akun ini tidak dapat dihapus." in page
    assert User.objects.filter(pk=rita.pk).exists()
    assert Article.objects.filter(created_by=rita).count() == 1


def test_an_account_without_stories_is_deleted_and_its_log_stays(signed_in, root, sam):
    AuditEntry.objects.create(at=sam.created_at, actor=sam, actor_name="Sam", action="sign_in")

    signed_in(root).post(page_of(sam, "delete"), {"post": "yes"})

    assert not User.objects.filter(username="sam").exists()
    assert Reporter.objects.get(slug="sam-hidayat").user is None
    kept = AuditEntry.objects.order_by("id").values_list("action", "actor_name", "actor")
    assert list(kept) == [("sign_in", "Sam", None), ("account_deleted", "Petugas TI", root.pk)]


def test_two_accounts_never_share_a_name_in_another_case(signed_in, root, rita):
    nina = User(username="RITA", display_name="Nina", email="n@bekasikab.example")
    page = signed_in(root).post(ADD, form_for(nina)).content.decode()
    assert "Sudah ada akun dengan nama ini." in page


def test_the_page_of_an_account_that_is_not_there_is_not_there(signed_in, root):
    client = signed_in(root)
    for number in ("0", "99999999999999999999", "x", "%00"):
        address = f"{ACCOUNTS}{number}/password-link/"
        assert client.post(address, {"_show": "1"}).status_code == 404
