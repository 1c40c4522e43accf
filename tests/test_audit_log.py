"""The log: who did what, on one line each, to be read by few and written by nobody."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEntry

pytestmark = pytest.mark.django_db

LOG = "/admin/accounts/auditentry/"


@pytest.mark.parametrize(
    ("detail", "kept"),
    [
        ("a\nb", "a b"),
        ("Mira\r\n2026-11-23 08:00 Mira sign_in", "Mira  2026-11-23 08:00 Mira sign_in"),
        ("x\0y\x1b[31m", "x y [31m"),
        ("kanan\u202ekiri\u2028baris", "kanan kiri baris"),
        ("Selasa, 2 September – “ralat” 😀", "Selasa, 2 September – “ralat” 😀"),
    ],
)
def test_nobody_begins_a_line_of_his_own(db, detail, kept):
    entry = audit.record("publish", name=detail, detail=detail)
    assert (entry.detail, entry.actor_name) == (kept, kept)
    entry.refresh_from_db()
    assert entry.detail == kept


def test_a_person_and_an_object_are_kept_by_name_and_number(rita, government):
    before = timezone.now()
    entry = audit.record("change", by=rita, target=government, refused=True)
    assert (entry.actor, entry.actor_name) == (rita, "Rita Anggraini")
    assert (entry.target_type, entry.target_id) == ("category", str(government.pk))
    assert (entry.target_name, entry.refused) == (str(government), True)
    assert before <= entry.at <= timezone.now()


def test_what_is_too_long_is_cut_and_not_refused(db):
    entry = audit.record("x" * 100, name="y" * 300)
    assert (len(entry.action), len(entry.actor_name)) == (60, 200)


def test_an_entry_can_be_neither_changed_nor_deleted(rita):
    entry = audit.record("sign_in", by=rita)
    entry.detail = "something else"
    for forbidden in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(detail="something else"),
    ):
        with pytest.raises(TypeError):
            forbidden()
    assert AuditEntry.objects.get().detail == ""


@pytest.mark.parametrize(
    ("who", "status"), [("rita", 403), ("edi", 403), ("mira", 200), ("root", 200)]
)
def test_managing_editors_and_superusers_read_the_log(request, who, status):
    entry = audit.record("force_publish", name="Edi", detail="secret-reason-4711")
    client = Client()
    user = request.getfixturevalue(who)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for page in (LOG, f"{LOG}{entry.pk}/change/"):
        answer = client.get(page)
        assert answer.status_code == status
        assert ("secret-reason-4711" in answer.content.decode()) is (status == 200)


@pytest.mark.parametrize("who", ["mira", "root"])
def test_nobody_writes_the_log_by_any_page(request, who):
    entry = audit.record("sign_in", name="Rita")
    before = list(AuditEntry.objects.values())
    client = Client()
    user = request.getfixturevalue(who)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    crafted = {
        "action": "delete_selected",
        "_selected_action": entry.pk,
        "post": "yes",
        "detail": "forged",
        "actor_name": "forged",
    }
    pages = ["add/", f"{entry.pk}/change/", f"{entry.pk}/delete/"]

    assert {client.post(LOG + page, crafted).status_code for page in pages} == {403}
    client.post(LOG, crafted)
    assert list(AuditEntry.objects.filter(pk=entry.pk).values()) == before
    noted = AuditEntry.objects.exclude(pk=entry.pk).values_list("action", "refused")
    assert set(noted) == {("open_page", True)}  # what was tried is in the log itself


def test_the_log_is_searched_by_name_and_by_word(signed_in, mira):
    audit.record("publish", name="Edi", detail="Panen Raya")
    audit.record("publish", name="Sam", detail="Jalan Rusak")
    client = signed_in(mira)
    assert shown(client.get(LOG, {"q": "panen"})) == ["Edi"]
    assert shown(client.get(LOG, {"q": "sam"})) == ["Sam"]
    assert shown(client.get(LOG, {"q": "\0"})) == ["Edi", "Sam"]


def shown(answer) -> list[str]:
    assert answer.status_code == 200
    return sorted(row["entry"].actor_name for row in answer.context["rows"])


def test_the_log_quotes_without_running_what_it_quotes(signed_in, mira):
    poison = "<script>alert(1)</script>"
    entry = audit.record(poison, name=poison, detail=poison)
    client = signed_in(mira)
    for page in (LOG, f"{LOG}{entry.pk}/change/"):
        text = client.get(page).content.decode()
        assert "alert(1)" in text
        assert poison not in text


def test_the_log_speaks_the_language_of_its_reader(signed_in, mira):
    audit.record("password_changed", by=mira)
    assert "Mengganti sandi" in signed_in(mira).get(LOG).content.decode()


def test_reading_the_log_costs_the_same_however_long_it_is(
    signed_in, mira, django_assert_max_num_queries
):
    client = signed_in(mira)
    client.get(LOG)
    costs = []
    for _more in range(2):
        for n in range(30):
            audit.record("publish", by=mira, detail=f"story {n}")
        with django_assert_max_num_queries(12) as queries:
            client.get(LOG)
        costs.append(len(queries))
    assert costs[0] == costs[1]
