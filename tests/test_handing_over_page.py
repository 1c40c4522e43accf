"""Handing over in the desk: for managing editors, and only what is theirs to give."""

import pytest

from accounts.models import AuditEntry
from articles.models import Article
from tests.conftest import person
from tests.desk import text_of
from tests.newsdesk import a_draft, a_published_story, a_story_in_review, a_trashed_story

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/articles/article/hand-over/"


@pytest.fixture
def stories(rita, edi) -> list[Article]:
    a_published_story(rita, edi, title="Sudah terbit")
    a_trashed_story(rita, title="Di tong sampah")
    return [a_draft(rita, title="Draf rahasia-7731"), a_story_in_review(rita, title="Tinjau")]


def test_a_managing_editor_hands_everything_over(signed_in, rita, sam, mira, stories):
    client = signed_in(mira)
    assert f'href="{PEOPLE}"' in client.get("/admin/").content.decode()
    listed = client.get(PEOPLE)
    assert "Rita Anggraini 2 berita terbuka" in text_of(listed)
    page = client.get(f"{PEOPLE}{rita.pk}/")
    text = text_of(page)
    assert [row["story"] for row in page.context["rows"]] == stories
    assert "Draf rahasia-7731" in text
    assert "1 draf di tong sampah tetap di sana" in text
    assert "switch_off" not in page.context["form"].fields
    answer = client.post(f"{PEOPLE}{rita.pk}/", {"to": sam.pk, "reason": "Pindah."}, follow=True)
    assert "2 berita Rita Anggraini kini pada Sam Hidayat." in text_of(answer)
    assert set(Article.objects.filter(assigned_to=sam)) == set(stories)
    rita.refresh_from_db()
    assert rita.is_active


def test_a_superuser_ends_the_account_with_it(signed_in, rita, sam, root, stories):
    client = signed_in(root)
    account = client.get(f"/admin/accounts/user/{rita.pk}/change/").content.decode()
    assert f'href="{PEOPLE}{rita.pk}/"' in account
    data = {"to": sam.pk, "switch_off": "on"}
    answer = client.post(f"{PEOPLE}{rita.pk}/", data, follow=True)
    assert "Akunnya dinonaktifkan." in text_of(answer)
    rita.refresh_from_db()
    assert not rita.is_active


def test_who_may_not_end_an_account_ends_none_by_a_crafted_form(
    signed_in, rita, sam, mira, stories
):
    signed_in(mira).post(f"{PEOPLE}{rita.pk}/", {"to": sam.pk, "switch_off": "on"})
    rita.refresh_from_db()
    assert rita.is_active


@pytest.mark.parametrize("who", ["rita", "sam", "edi"])
def test_nobody_else_sees_the_pages(request, signed_in, rita, sam, stories, who):
    client = signed_in(request.getfixturevalue(who))
    before = list(Article.objects.order_by("pk").values())
    for answer in (
        client.get(PEOPLE),
        client.get(f"{PEOPLE}{rita.pk}/"),
        client.post(f"{PEOPLE}{rita.pk}/", {"to": sam.pk}),
    ):
        assert answer.status_code == 403
        assert "rahasia-7731" not in answer.content.decode()
        assert "2 berita" not in text_of(answer)
    assert list(Article.objects.order_by("pk").values()) == before
    assert PEOPLE not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("to", ["", "0", "x", "9" * 30, "\x00", "rita", "off", "nobody"])
def test_somebody_who_cannot_take_over_is_a_sentence(signed_in, rita, mira, stories, to):
    special = {
        "rita": rita.pk,
        "off": person("eka", "Eka", "reporter", is_active=False).pk,
        "nobody": person("tamu", "Tamu", "").pk,
    }
    data = {"to": special.get(to, to), "reason": "Alasan yang diketik."}
    answer = signed_in(mira).post(f"{PEOPLE}{rita.pk}/", data)
    assert answer.status_code == 200
    assert answer.context["form"].errors["to"]
    assert "Alasan yang diketik." in answer.content.decode()
    assert not Article.objects.exclude(assigned_to=None).exists()


@pytest.mark.parametrize("number", ["0", "987654", "9" * 18, "9" * 30])
def test_an_account_that_is_none_is_not_found(signed_in, mira, number):
    assert signed_in(mira).get(f"{PEOPLE}{number}/").status_code == 404


def test_an_account_with_stories_is_switched_off_and_never_deleted(signed_in, rita, root, stories):
    client = signed_in(root)
    answer = client.post(f"/admin/accounts/user/{rita.pk}/delete/", {"post": "yes"}, follow=True)
    assert "Rita Anggraini mempunyai berita" in text_of(answer)
    assert type(rita).objects.filter(pk=rita.pk).exists()
    assert Article.objects.filter(created_by=rita).count() == 4
    assert AuditEntry.objects.get(action="account_deleted").refused


def test_the_pages_cost_no_query_more_for_more_stories(
    signed_in, rita, mira, django_assert_max_num_queries
):
    client = signed_in(mira)
    client.get(PEOPLE)
    costs = []
    for _more in range(2):
        for number in range(4):
            a_draft(rita, title=f"Judul {number}")
        with django_assert_max_num_queries(20) as queries:
            client.get(PEOPLE)
            client.get(f"{PEOPLE}{rita.pk}/")
        costs.append(len(queries))
    assert costs[0] == costs[1]
