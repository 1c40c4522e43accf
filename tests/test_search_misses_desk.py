"""The desk's list of what readers searched for in vain."""

from datetime import date

import pytest

from articles.models import SearchMiss
from tests.reading import page_of

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/searchmiss/"


@pytest.fixture
def misses(db):
    SearchMiss.objects.create(day=date(2026, 9, 1), words="kartu prakerja", times=1)
    SearchMiss.objects.create(day=date(2026, 9, 2), words="<b>bansos</b> & beras", times=2485)


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("edi", 200), ("mira", 200)])
def test_editors_see_it_and_reporters_do_not(signed_in, misses, request, who, status):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(LIST).status_code == status
    menu = page_of(client.get("/admin/")).links()
    assert (LIST in menu) == (status == 200)


def test_the_latest_day_stands_first_and_leads_to_the_search(signed_in, misses, edi):
    page = page_of(signed_in(edi).get(LIST))
    rows = [row.text for row in page.one("table", id="result_list").all("tr")][1:]
    assert ["2.485" in row for row in rows] == [True, False]
    assert "<b>bansos</b> & beras" in rows[0]
    assert "/cari/?q=kartu+prakerja" in page.links()


def test_nothing_in_it_is_opened_added_or_deleted(signed_in, misses, root):
    client, pk = signed_in(root), SearchMiss.objects.first().pk
    for path in ("add/", f"{pk}/", f"{pk}/change/", f"{pk}/delete/", f"{pk}/history/"):
        assert client.get(LIST + path).status_code == 404
    asked = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
    client.post(LIST, asked)
    assert SearchMiss.objects.count() == 2
    for asked in ("?words=x", "?day__gt=x", "?o=99.-x", "?p=abc", "?all=", "?q=%00"):
        assert client.get(LIST + asked).status_code in {200, 302, 400}
