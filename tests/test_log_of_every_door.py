"""Every door of the desk leaves its entry in the log: exactly these, and no other."""

import pytest
from django.test import Client

from accounts.models import AuditEntry
from articles.editorial import workflow
from articles.models import Category, Tag
from tests.conftest import person
from tests.desk import page_of, text_of
from tests.log_doors import DOORS, Desk
from tests.newsdesk import a_draft

pytestmark = pytest.mark.usefixtures("filled_checklist")


@pytest.fixture
def desk(rita, sam, edi, mira, root) -> Desk:
    people = {"rita": rita, "sam": sam, "edi": edi, "mira": mira, "root": root}
    people["tono"] = person("tono", "Tono", "")
    return Desk(
        people,
        draft=a_draft(rita, tags=["Posyandu"]),
        hidden=a_draft(sam, title="Rahasia Sam", tags=[]),
        tag=Tag.objects.get(),
        category=Category.objects.create(name="Cuaca", slug="cuaca"),
    )


def written(entries) -> list[str]:
    return [
        f"{'! ' if e.refused else ''}{e.action} | {e.actor_name} | {e.target_name} | {e.detail}"
        for e in entries.order_by("id")
    ]


@pytest.mark.parametrize("door", DOORS)
def test_a_door_leaves_its_entry(desk, door):
    go_through, expected = DOORS[door]
    last = AuditEntry.objects.latest("id").pk
    go_through(desk)
    found = written(AuditEntry.objects.filter(pk__gt=last))
    # A refusal's sentence may say more; what stands in the table is how it begins.
    begins = [
        line[: len(wanted)] if wanted.startswith("!") else line
        for line, wanted in zip(found, expected, strict=False)
    ]
    assert begins + found[len(begins) :] == expected


def test_a_refused_page_is_noted_once_and_not_per_click(desk):
    client = desk.client("rita")
    for _click in range(3):
        assert client.get("/admin/articles/article/hand-over/").status_code == 403
    assert AuditEntry.objects.filter(action="open_page").count() == 1


def test_no_password_and_no_link_stands_in_the_log(desk):
    for door in ("sign in", "wrong password", "password by a link", "link shown", "own password"):
        DOORS[door][0](desk)
    text = " ".join(written(AuditEntry.objects.all()))
    for secret in ("kopi-susu", "kuda laut", "salah", "/reset/"):
        assert secret not in text


def test_the_page_of_a_story_shows_its_part_to_those_who_read_the_log(desk):
    desk.post("rita", page_of(desk.draft), {"_verb": "publish", "version": "1"})
    workflow.edit(desk.hidden, by=desk.people["sam"], fields={"title": "Rahasia 7731"}, seen=1)
    history = page_of(desk.draft, "history")
    seen = {name: text_of(desk.client(name).get(history)) for name in ("rita", "edi", "mira")}
    assert "Terbitkan sekarang (ditolak)" in seen["mira"]
    assert "7731" not in seen["mira"]
    for name in ("rita", "edi"):
        assert "ditolak" not in seen[name]
    log = f"/admin/accounts/auditentry/?kind=article&number={desk.draft.pk}"
    assert log.replace("&", "&amp;") in desk.client("mira").get(history).content.decode()
    assert "7731" not in text_of(desk.client("mira").get(log))


def test_the_log_of_a_story_quotes_without_running_it(desk):
    poison = "<script>alert(7731)</script>"
    AuditEntry.objects.create(
        at=desk.draft.saved_at, actor_name=poison, action="edit", detail=poison,
        target_type="article", target_id=str(desk.draft.pk), target_name=poison,
    )  # fmt: skip
    for address in (page_of(desk.draft, "history"), "/admin/accounts/auditentry/"):
        html = desk.client("mira").get(address).content.decode()
        assert "alert(7731)" in html
        assert poison not in html


def test_nobody_signed_in_leaves_no_entry(desk):
    before = AuditEntry.objects.count()
    client = Client()
    for address in ("/admin/", page_of(desk.draft), "/admin/accounts/auditentry/export/"):
        client.get(address)
        client.post(address, {"title": "x"})
    assert AuditEntry.objects.count() == before
