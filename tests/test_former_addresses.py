"""Old addresses of categories, tags and reporters lead to where their stories are now."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.editorial.former_addresses import leave
from articles.editorial.merging import merge
from articles.models import Category, FormerAddress, Reporter, Tag
from tests.newsdesk import a_draft, a_published_story, a_reporter

pytestmark = pytest.mark.django_db

KINDS = {
    "kategori": (Category, "category", {"description": "", "position": "1"}),
    "tag": (Tag, "tag", {}),
    "reporter": (Reporter, "reporter", {"title": "", "user": ""}),
}


@pytest.fixture
def rename(signed_in, mira):
    """Return a function that renames an address as the desk does, in its form."""
    client = signed_in(mira)

    def in_the_form(row, slug: str):
        _model, kind, more = next(values for values in KINDS.values() if values[0] is type(row))
        data = {"name": row.name, "slug": slug, **more}
        answer = client.post(f"/admin/articles/{kind}/{row.pk}/change/", data)
        assert answer.status_code == 302, answer.context["adminform"].form.errors
        row.refresh_from_db()

    return in_the_form


def a_named(word: str, rita, edi, *, slug: str = "lama"):
    """A category, tag or reporter that readers know: it has a published story."""
    model = KINDS[word][0]
    row = model.objects.create(name=slug.title(), slug=slug)
    if model is Category:
        a_published_story(rita, edi, category=row)
    elif model is Tag:
        a_published_story(rita, edi, tags=[row.name])
    else:
        story = a_published_story(rita, edi)
        story.bylines.update(reporter=row)
    return row


def lead(client, address: str) -> tuple[int, str]:
    answer = client.get(address)
    return answer.status_code, answer.get("Location", "")


@pytest.mark.parametrize("word", KINDS)
def test_a_renamed_one_is_found_at_its_old_address(client, rename, rita, edi, word):
    row = a_named(word, rita, edi)
    assert lead(client, f"/{word}/lama/") == (200, "")
    rename(row, "baru")
    assert lead(client, f"/{word}/lama/") == (301, f"/{word}/baru/")
    assert lead(client, f"/{word}/baru/") == (200, "")
    assert lead(client, f"/{word}/lain/") == (404, "")


def test_the_page_and_the_feed_go_along(client, rename, rita, edi):
    rename(a_named("kategori", rita, edi), "baru")
    assert lead(client, "/kategori/lama/?page=2") == (301, "/kategori/baru/?page=2")
    assert lead(client, "/kategori/lama/rss.xml") == (301, "/kategori/baru/rss.xml")
    assert lead(client, "/kategori/baru/rss.xml") == (200, "")
    assert client.head("/kategori/lama/").status_code == 301


@pytest.mark.parametrize(
    "query",
    ["page=x", "page=%00", "page=1&page=%0d%0aSet-Cookie:a", "link=SLOT", "page=" + "9" * 9],
)
def test_nothing_else_that_was_asked_goes_along(client, rename, rita, edi, query):
    rename(a_named("kategori", rita, edi), "baru")
    assert lead(client, f"/kategori/lama/?{query}") == (301, "/kategori/baru/")


@pytest.mark.parametrize("word", KINDS)
def test_renaming_back_leads_in_no_circle(client, rename, rita, edi, word):
    row = a_named(word, rita, edi)
    for slug in ("baru", "lama", "baru", "lama"):
        rename(row, slug)
    assert lead(client, f"/{word}/lama/") == (200, "")
    answer = Client().get(f"/{word}/baru/")
    assert (answer.status_code, answer["Location"]) == (301, f"/{word}/lama/")
    # A browser that kept the first redirection would go round between the two.
    assert "no-cache" in answer["Cache-Control"]
    assert list(FormerAddress.objects.values_list("slug", flat=True)) == ["baru"]


@pytest.mark.parametrize("word", KINDS)
def test_two_that_swap_their_addresses(client, rename, rita, edi, word):
    first = a_named(word, rita, edi, slug="satu")
    second = a_named(word, rita, edi, slug="dua")
    rename(first, "sementara")
    rename(second, "satu")
    rename(first, "dua")
    assert lead(client, f"/{word}/satu/") == (200, "")
    assert lead(client, f"/{word}/dua/") == (200, "")
    assert lead(client, f"/{word}/sementara/") == (301, f"/{word}/dua/")
    assert (first.slug, second.slug) == ("dua", "satu")


@pytest.mark.parametrize("word", KINDS)
def test_a_new_one_takes_an_old_address_and_keeps_it(client, rename, rita, edi, word):
    rename(a_named(word, rita, edi), "baru")
    other = a_named(word, rita, edi, slug="lama-2")
    rename(other, "lama")
    assert lead(client, f"/{word}/lama/") == (200, "")
    rename(other, "lain")
    assert lead(client, f"/{word}/lama/") == (301, f"/{word}/lain/")


@pytest.mark.parametrize("word", ["tag", "reporter"])
def test_a_merged_one_leads_to_the_one_that_stays(client, rename, rita, edi, word):
    gone = a_named(word, rita, edi, slug="lama")
    rename(gone, "tengah")
    into = a_named(word, rita, edi, slug="baru")
    merge(gone, into=into, by=edi)
    rename(into, "terbaru")
    for old in ("lama", "tengah", "baru"):
        assert lead(client, f"/{word}/{old}/") == (301, f"/{word}/terbaru/")


def test_an_old_address_tells_nothing_of_a_tag_that_readers_do_not_know(client, rename, rita):
    a_draft(rita, tags=["Lama"])
    tag = Tag.objects.get()
    unknown = client.get("/tag/tidak-ada/").content
    rename(tag, "rahasia-7731")
    answer = client.get("/tag/lama/")
    assert (answer.status_code, answer.content) == (404, unknown)
    assert FormerAddress.objects.get().slug == "lama"


def test_the_kinds_do_not_mix(client, rename, rita, edi):
    rename(a_named("kategori", rita, edi), "baru")
    assert lead(client, "/tag/lama/")[0] == 404
    assert lead(client, "/reporter/lama/")[0] == 404


def test_one_that_is_deleted_takes_its_old_addresses_along(client, rename, mira):
    reporter = a_reporter("Budi", "budi")
    rename(reporter, "budi-2")
    reporter.delete()
    assert FormerAddress.objects.count() == 0
    assert lead(client, "/reporter/budi/")[0] == 404


def test_leaving_an_address_one_still_has_keeps_nothing(db):
    tag = Tag.objects.create(name="Padi", slug="padi")
    leave(tag, "padi", now="2025-09-02T00:00Z")
    assert FormerAddress.objects.count() == 0


def test_who_asks_for_an_address_in_use_waits_for_no_table_of_old_ones(client, rita, edi):
    a_named("kategori", rita, edi)
    client.get("/kategori/lama/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/kategori/lama/")
    assert not [q for q in queries.captured_queries if "formeraddress" in q["sql"]]
