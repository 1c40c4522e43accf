"""The past is for those who may open the story, and nobody edits it: not by any address."""

import re

import pytest
from django.contrib import admin
from simple_history.models import HistoricalChanges

from articles.editorial import workflow
from articles.models import Article
from tests.desk import LIST, comparison_of, page_of, text_of, typed, version_of
from tests.newsdesk import (
    a_draft,
    a_story_in_review,
    all_about,
)

SECRET = "Zamrudkhatulistiwa"


@pytest.fixture
def hidden(sam):
    """A story of Sam's that bears the secret word in its first version only."""
    story = a_draft(sam, title=f"Judul {SECRET}", body=f"<p>{SECRET}</p>", tags=[SECRET])
    return workflow.edit(
        story, by=sam, fields={"title": "Judul biasa", "body": "<p>Biasa.</p>"}, tags=[], seen=1
    )


def test_there_is_something_to_leak(signed_in, edi, hidden):
    client = signed_in(edi)
    for address in (version_of(hidden, 1), comparison_of(hidden, 1, 2)):
        assert SECRET in client.get(address).content.decode()
    assert SECRET in client.get(f"{page_of(hidden)}?versi=1").content.decode()


def test_old_versions_are_for_those_who_may_open_the_story(signed_in, client, rita, hidden):
    addresses = [version_of(hidden, 1), comparison_of(hidden, 1, 2), version_of(hidden, 9)]
    for address in [*addresses, f"{page_of(hidden)}?versi=1"]:
        assert client.get(address).status_code == 302  # a stranger is asked to sign in
    rita_at_her_desk = signed_in(rita)
    unknown = rita_at_her_desk.get(f"{LIST}99999999/history/1/")
    assert unknown.status_code == 404
    for address in [*addresses, f"{page_of(hidden)}?versi=1"]:
        for response in (rita_at_her_desk.get(address), rita_at_her_desk.post(address, typed())):
            assert response.status_code in {404, 405}
            assert SECRET not in response.content.decode()
        assert text_of(rita_at_her_desk.get(address)) == text_of(unknown)


def test_a_number_never_leads_to_a_version_of_another_story(signed_in, rita, hidden):
    own = a_draft(rita)
    rows = hidden.history.values_list("history_id", flat=True)
    client = signed_in(rita)
    for number in [2, *(row for row in rows if row != 1)]:
        for address in (version_of(own, number), comparison_of(own, 1, number)):
            response = client.get(address)
            assert response.status_code == 404
            assert SECRET not in response.content.decode()
        assert client.post(version_of(own, number), {"version": "1"}).status_code == 404
    assert Article.objects.get(pk=own.pk).version == 1


@pytest.mark.parametrize(
    "number", ["", "0", "-1", "4", "x", "1.0", "%00", "%F0%9F%A5%A5", "²", "9" * 40, "1'--"]
)
def test_garbage_is_no_version(signed_in, rita, rewritten, number):
    client = signed_in(rita)
    addresses = [comparison_of(rewritten, 1, number), comparison_of(rewritten, number, 1)]
    if number:
        addresses.append(version_of(rewritten, number))
    for address in addresses:
        assert client.get(address, follow=True).status_code == 404
    assert client.get(page_of(rewritten, "history/compare")).status_code == 404


def test_a_role_taken_away_closes_the_history(signed_in, rita, rewritten):
    client = signed_in(rita)
    rita.role = ""
    rita.save()
    assert client.get(version_of(rewritten, 1)).status_code == 302
    assert client.post(version_of(rewritten, 1), {"version": "3"}).status_code == 302
    assert Article.objects.get().version == 3


# --- nobody edits the past ----------------------------------------------------------------------


def test_no_page_of_the_admin_holds_rows_of_history():
    registered = [model for model in admin.site._registry if issubclass(model, HistoricalChanges)]
    assert registered == []


def test_no_address_edits_or_deletes_the_past(signed_in, rita, root, rewritten):
    """The addresses of simple_history's own pages, and those a model of history would have."""
    row = rewritten.history.order_by("history_id").first()
    before = list(Article.history.order_by("history_id").values())
    client = signed_in(root)
    kinds = ("historicalarticle", "historicalarticles", "articlehistory", "articleevent")
    pages = (
        "",
        "add/",
        f"{row.pk}/",
        f"{row.pk}/change/",
        f"{row.pk}/delete/",
        f"{row.pk}/history/",
    )
    absent = [f"/admin/articles/{kind}/{page}" for kind in kinds for page in pages]
    for page in ("change", "delete", "revert", "restore", "history"):
        absent.append(f"{page_of(rewritten, f'history/{row.pk}')}{page}/")
    data = typed(title="Dipalsukan", post="yes", _change_history="1", history_user="1", version="3")
    for address in absent:
        for send in (client.get, client.post, client.put, client.delete, client.patch):
            response = send(address, data if send == client.post else {}, follow=True)
            assert response.status_code in {404, 405}, address
    for address in (page_of(rewritten, "history"), version_of(rewritten, 1)):
        for send in (client.put, client.delete, client.patch):
            send(address)
    client.post(page_of(rewritten, "history"), data | {"action": "delete_selected"})
    client.post(comparison_of(rewritten, 1, 2), data)
    assert list(Article.history.order_by("history_id").values()) == before


def test_a_form_of_the_history_librarys_own_page_does_not_rewrite_a_version(
    signed_in, rita, rewritten
):
    """It is sent to the same address; here only the version that was seen counts."""
    row = rewritten.history.order_by("history_id").first()
    before = list(rewritten.history.order_by("history_id").values())
    data = typed(rewritten, title="Dipalsukan", history_change_reason="x", _change_history="Ubah")
    response = signed_in(rita).post(version_of(rewritten, 1), data)
    assert response.status_code == 302
    rows = list(rewritten.history.order_by("history_id").values())
    assert rows[:-1] == before
    assert rows[-1]["title"] == row.title == "Posyandu buka Selasa"


def test_looking_changes_nothing(signed_in, rita, rewritten):
    before = all_about(rewritten)
    client = signed_in(rita)
    for address in (
        page_of(rewritten, "history"),
        version_of(rewritten, 1),
        comparison_of(rewritten, 1, 2),
        f"{page_of(rewritten)}?versi=1",
    ):
        assert client.get(address).status_code == 200
        assert client.head(address).status_code == 200
    assert all_about(rewritten) == before


def test_the_pages_of_the_versions_have_the_strict_policy(signed_in, rita, rewritten):
    story = a_story_in_review(rita)
    client = signed_in(rita)
    strict = client.get(page_of(story, "history")).headers["Content-Security-Policy"]
    assert "unsafe-inline" not in strict
    for address in (version_of(rewritten, 1), comparison_of(rewritten, 1, 2)):
        response = client.get(address)
        assert response.headers["Content-Security-Policy"] == strict
        assert not re.search(r"<script(?! src)|<style| style=| on\w+=", response.content.decode())
