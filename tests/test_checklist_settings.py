"""A managing editor says what is required, and keeps the list of officials."""

from datetime import date
from importlib import import_module

import pytest

from accounts.models import AuditEntry
from articles.editorial import checklist, workflow
from articles.editorial.checklist_points import KINDS
from articles.models import Article, ChecklistPoint, Official
from tests.desk import text_of
from tests.newsdesk import a_draft, a_published_story

POINTS = "/admin/articles/checklistpoint/"
OFFICIALS = "/admin/articles/official/"
LINE = {"name": "Ade Kuswara", "title": "Bupati Bekasi", "from_day": "2025-02-20"}
FIRST = ["title", "category", "byline", "body", "photo_alt", "photo_caption", "photo_credit"]

FILL = import_module("articles.migrations.0005_fill_the_checklist")


pytestmark = pytest.mark.usefixtures("filled_checklist")


def ticked(**changes) -> dict:
    """Return what the list of points sends, with some boxes set otherwise."""
    points = list(ChecklistPoint.objects.order_by("position", "key"))
    data = {
        "form-TOTAL_FORMS": len(points),
        "form-INITIAL_FORMS": len(points),
        "form-MIN_NUM_FORMS": 0,
        "form-MAX_NUM_FORMS": 1000,
        "_save": "Simpan",
    }
    for number, point in enumerate(points):
        data[f"form-{number}-id"] = point.pk
        if changes.get(point.key, point.required):
            data[f"form-{number}-required"] = "on"
    return data


def log() -> list[tuple]:
    rows = AuditEntry.objects.filter(action__regex="^(point|official)_").order_by("id")
    return list(rows.values_list("action", "actor_name", "target_name"))


def test_the_points_of_the_first_issue_are_required_at_first(db):
    assert checklist.required_keys() == {*FIRST, "source"}
    stored = list(ChecklistPoint.objects.values_list("key", flat=True))
    assert sorted(stored) == sorted(KINDS)
    assert stored[: len(FIRST)] == FIRST


def test_what_is_required_at_first_needs_no_rows(db):
    ChecklistPoint.objects.all().delete()
    assert checklist.required_keys() == {*FIRST, "source"}


def test_the_points_are_filled_in_once_and_can_be_taken_out(db):
    class Models:
        @staticmethod
        def get_model(app, name):
            return ChecklistPoint

    ChecklistPoint.objects.filter(key="blanks").delete()  # it came later, by a migration of its own
    before = list(ChecklistPoint.objects.values_list("key", "required", "position"))
    FILL.fill(Models, None)
    assert list(ChecklistPoint.objects.values_list("key", "required", "position")) == before
    FILL.empty(Models, None)
    FILL.fill(Models, None)
    assert list(ChecklistPoint.objects.values_list("key", "required", "position")) == before


def test_a_managing_editor_makes_advice_required(signed_in, mira, rita):
    client = signed_in(mira)
    response = client.post(POINTS, ticked(dateline=True, photo_credit=False), follow=True)
    assert "Daftar periksa diubah." in text_of(response)
    assert checklist.required_keys() == {*FIRST, "source", "dateline"} - {"photo_credit"}
    assert log() == [
        ("point_advised", "Mira Lestari", "Kredit foto"),
        ("point_required", "Mira Lestari", "Titimangsa"),
    ]
    story = a_draft(rita)
    with pytest.raises(checklist.Incomplete) as refused:
        workflow.submit(story, by=rita, seen=1)
    assert str(refused.value) == "Belum siap. Sebutkan tempat kejadiannya pada titimangsa."
    assert Article.objects.get().status == "draft"


@pytest.mark.parametrize("verb", ["publish", "force_publish"])
def test_what_is_required_stands_in_the_way_of_publishing(verb, rita, mira):
    ChecklistPoint.objects.filter(key="tags").update(required=True)
    more = {"reason": "Banjir."} if verb == "force_publish" else {}
    with pytest.raises(checklist.Incomplete) as refused:
        getattr(workflow, verb)(a_draft(rita), by=mira, seen=1, **more)
    assert [point.key for point in refused.value.missing] == ["tags"]
    story = a_draft(rita, tags=["padi"])
    assert getattr(workflow, verb)(story, by=mira, seen=1, **more).status == "published"


def test_an_update_takes_nothing_away_that_has_become_required(rita, edi):
    with_tag, without = (a_published_story(rita, edi, tags=tags) for tags in (["padi"], []))
    ChecklistPoint.objects.filter(key="tags").update(required=True)
    with pytest.raises(checklist.Incomplete):
        workflow.update(with_tag, by=edi, seen=1, kind="update", fields={}, tags=[])
    fields = {"summary": "Kini dibuka."}
    story = workflow.update(without, by=edi, seen=1, kind="update", fields=fields)
    assert story.summary == "Kini dibuka."


def test_what_is_only_advised_stands_in_nobodys_way(rita, edi):
    ChecklistPoint.objects.exclude(key__in=["title", "category"]).update(required=False)
    story = a_draft(rita, body="", bylines=[])
    assert workflow.publish(story, by=edi, seen=1).status == "published"


def test_title_and_category_stay_required_whatever_is_sent(signed_in, mira):
    client = signed_in(mira)
    client.post(POINTS, ticked(title=False, category=False))
    point = ChecklistPoint.objects.get(key="title")
    page = client.get(f"{POINTS}{point.pk}/change/")
    assert "Tanpa ini berita tidak dapat tayang, jadi tetap wajib." in text_of(page)
    client.post(f"{POINTS}{point.pk}/change/", {})
    assert {"title", "category"} <= checklist.required_keys()
    assert log() == []


def test_a_point_has_a_page_of_its_own(signed_in, mira):
    point = ChecklistPoint.objects.get(key="summary")
    response = signed_in(mira).post(f"{POINTS}{point.pk}/change/", {"required": "on"}, follow=True)
    assert "berhasil" not in text_of(response)
    assert log() == [("point_required", "Mira Lestari", "Ringkasan")]


@pytest.mark.parametrize("role", ["rita", "edi"])
def test_others_do_not_set_the_checklist(signed_in, role, request):
    client = signed_in(request.getfixturevalue(role))
    point = ChecklistPoint.objects.get(key="summary")
    official = Official.objects.create(**LINE | {"from_day": date(2025, 2, 20)})
    for address in (POINTS, f"{POINTS}{point.pk}/change/", OFFICIALS, f"{OFFICIALS}add/"):
        assert client.get(address).status_code == 403
        assert client.post(address, ticked(summary=True) | LINE).status_code == 403
    assert client.post(f"{OFFICIALS}{official.pk}/delete/", {"post": "yes"}).status_code == 403
    assert not ChecklistPoint.objects.get(key="summary").required
    assert Official.objects.get() == official


def test_points_are_neither_added_nor_deleted(signed_in, mira, root):
    point = ChecklistPoint.objects.get(key="summary")
    for person in (mira, root):
        client = signed_in(person)
        assert client.post(f"{POINTS}add/", {"required": "on"}).status_code == 403
        assert client.post(f"{POINTS}{point.pk}/delete/", {"post": "yes"}).status_code == 403
    assert ChecklistPoint.objects.count() == len(KINDS)


def test_a_managing_editor_keeps_the_list_of_officials(signed_in, mira):
    client = signed_in(mira)
    client.post(f"{OFFICIALS}add/", LINE | {"name": "  Ade   Kuswara ", "until_day": ""})
    official = Official.objects.get()
    assert (official.name, official.from_day) == ("Ade Kuswara", date(2025, 2, 20))
    assert "20 Feb 2025 – sekarang" in text_of(client.get(OFFICIALS))
    page = client.get(f"{OFFICIALS}{official.pk}/change/").content.decode()
    assert 'type="date" name="from_day" value="2025-02-20"' in page
    client.post(f"{OFFICIALS}{official.pk}/change/", LINE | {"until_day": "2030-02-20"})
    client.post(f"{OFFICIALS}{official.pk}/delete/", {"post": "yes"})
    assert not Official.objects.exists()
    name = "Bupati Bekasi Ade Kuswara"
    actions = ("official_added", "official_changed", "official_deleted")
    assert log() == [(action, "Mira Lestari", name) for action in actions]


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        ({"until_day": "2025-02-19"}, "Tanggal akhir mendahului tanggal awal."),
        ({"name": "\u200b"}, "Isi namanya."),
        ({"title": "\u200b"}, "Tulis jabatannya."),
    ],
)
def test_a_slip_in_the_list_is_told(slip, sentence, signed_in, mira):
    response = signed_in(mira).post(f"{OFFICIALS}add/", LINE | slip)
    assert sentence in text_of(response)
    assert not Official.objects.exists()
