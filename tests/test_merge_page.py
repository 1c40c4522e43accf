"""Merging two tags or two reporters in the desk: asked, shown what it means, then done."""

import pytest

from accounts.models import AuditEntry
from articles.models import Article, Reporter, Tag
from tests.desk import text_of
from tests.newsdesk import a_draft, a_reporter

pytestmark = pytest.mark.django_db

TAG, REPORTER = "/admin/articles/tag/", "/admin/articles/reporter/"


@pytest.fixture
def tags(rita) -> tuple[Tag, Tag]:
    a_draft(rita, title="Judul rahasia-7731", tags=["Posyandu", "Pos Yandu"])
    a_draft(rita, title="Lain", tags=["Posyandu"])
    return Tag.objects.get(name="Posyandu"), Tag.objects.get(name="Pos Yandu")


def test_an_editor_sees_what_it_means_before_it_happens(signed_in, edi, tags):
    gone, into = tags
    client = signed_in(edi)
    address = f"{TAG}{gone.pk}/merge/"
    assert f"{TAG}{gone.pk}/merge/" in client.get(f"{TAG}{gone.pk}/change/").content.decode()
    assert "2 berita memakai “Posyandu”" in text_of(client.get(address))
    shown = text_of(client.post(address, {"into": " pos  yandu "}))
    assert "2 berita memakai “Posyandu”, apa pun statusnya; semua diganti “Pos Yandu”." in shown
    assert "1 di antaranya sudah memakai keduanya." in shown
    assert "/tag/posyandu/ akan menuju /tag/pos-yandu/." in shown
    assert Tag.objects.count() == 2
    answer = client.post(address, {"into": "Pos Yandu", "_confirm": "1"}, follow=True)
    assert answer.redirect_chain == [(f"{TAG}{into.pk}/change/", 302)]
    assert "“Posyandu” kini “Pos Yandu”; 2 berita diubah." in text_of(answer)
    assert list(Tag.objects.all()) == [into]
    assert client.get(address).status_code in {302, 404}


def test_an_editor_merges_reporters_by_name_and_address(signed_in, edi, rita):
    gone, into = a_reporter("Fajar CQA", "fajar-cqa-2"), a_reporter("Fajar CQA", "fajar-cqa")
    into.pk and a_draft(rita)
    client = signed_in(edi)
    address = f"{REPORTER}{gone.pk}/merge/"
    assert "Fajar CQA (fajar-cqa)" in text_of(client.get(address))
    assert client.post(address, {"into": into.pk}).status_code == 200
    client.post(address, {"into": into.pk, "_confirm": "1"})
    assert not Reporter.objects.filter(pk=gone.pk).exists()


@pytest.mark.parametrize(
    "into", ["", "Tidak ada", "Posyandu", "a\x00b", "x" * 500, "\u200b", "posyandu"]
)
def test_a_name_that_leads_nowhere_is_a_sentence(signed_in, edi, tags, into):
    answer = signed_in(edi).post(f"{TAG}{tags[0].pk}/merge/", {"into": into, "_confirm": "1"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["into"]
    assert Tag.objects.count() == 2


@pytest.mark.parametrize("into", ["", "0", "-1", "x", "9" * 30, "1\x00"])
def test_a_reporter_that_is_none_is_a_sentence(signed_in, edi, into):
    gone = a_reporter()
    answer = signed_in(edi).post(f"{REPORTER}{gone.pk}/merge/", {"into": into, "_confirm": "1"})
    assert answer.status_code == 200
    assert Reporter.objects.filter(pk=gone.pk).exists()


def test_a_reporter_merges_nothing_and_reads_nothing(signed_in, rita, tags):
    gone, into = tags
    client = signed_in(rita)
    for answer in (
        client.get(f"{TAG}{gone.pk}/merge/"),
        client.post(f"{TAG}{gone.pk}/merge/", {"into": into.name, "_confirm": "1"}),
    ):
        assert answer.status_code == 403
        assert "Posyandu" not in answer.content.decode()
    assert Tag.objects.count() == 2


def test_the_page_names_no_story(signed_in, edi, tags):
    page = signed_in(edi).post(f"{TAG}{tags[0].pk}/merge/", {"into": tags[1].name})
    assert "rahasia-7731" not in page.content.decode()
    assert Article.objects.filter(title__contains="rahasia-7731").exists()


def test_who_merged_what_is_in_the_log(signed_in, mira, edi, tags):
    signed_in(edi).post(f"{TAG}{tags[0].pk}/merge/", {"into": tags[1].name, "_confirm": "1"})
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.actor, entry.detail) == (
        "entries_merged", edi, "Posyandu → Pos Yandu (2)",
    )  # fmt: skip


def test_what_a_renaming_changed_is_in_the_log(signed_in, edi, tags):
    data = {"name": "Posyandu Melati", "slug": "melati"}
    signed_in(edi).post(f"{TAG}{tags[0].pk}/change/", data)
    entry = AuditEntry.objects.latest("id")
    assert entry.action == "entry_changed"
    assert entry.detail == "name: Posyandu → Posyandu Melati; slug: posyandu → melati"
