"""The standing pages as readers see them: complete, reachable from everywhere."""

import re
from importlib import import_module

import pytest
from django.db import OperationalError, connection
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone

from articles.editorial import pages
from articles.models import Page
from articles.models.page import BLANK, NEEDED
from articles.public import errors
from articles.richtext import clean, is_empty
from tests.conftest import PHONE
from tests.newsdesk import a_published_story, a_withdrawn_story
from tests.readers import visitors_counted
from tests.reading import meta, page_of, parse
from tests.standing_pages import FIRST, SLUGS, a_page, models_then, the, write_first_pages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def five(db):
    write_first_pages()


def footer_of(response) -> list[tuple[str, str]]:
    """Return what the foot of a page offers about the site: address and words, in order."""
    nav = parse(response.content.decode()).all("nav", aria_label="Tentang situs ini")
    return [(link.attributes["href"], link.text) for part in nav for link in part.all("a")]


FIVE = [
    ("/halaman/pedoman-media-siber/", "Pedoman Media Siber"),
    ("/halaman/kode-etik/", "Kode Etik"),
    ("/halaman/redaksi/", "Redaksi"),
    ("/halaman/privasi/", "Kebijakan Privasi"),
    ("/halaman/hak-jawab/", "Hak Jawab"),
]


def test_the_five_pages_are_there_from_the_start(client):
    assert set(SLUGS) == set(NEEDED)
    for path, title in FIVE:
        page = page_of(client.get(path))
        assert page.one("h1").text == title
        assert len(page.one("main").text) > 700


@pytest.mark.parametrize(("slug", "title", "summary", "body"), FIRST.PAGES, ids=SLUGS)
def test_the_first_texts_could_have_been_written_in_the_desk(slug, title, summary, body):
    assert clean(body) == body
    assert pages._cleaned({"title": title, "summary": summary, "body": body}, pages.ADD) == {
        "title": title,
        "summary": summary,
        "body": body,
    }
    assert not is_empty(body)
    assert body.count("[") == body.count(BLANK) > 0


def test_the_first_texts_link_only_to_pages_that_are_there(client):
    for *_rest, body in FIRST.PAGES:
        for address in re.findall(r'href="([^"]*)"', body):
            assert client.get(address).status_code == 200


def test_the_guideline_is_named_with_its_source_and_date_and_not_claimed():
    text = " ".join(body for *_rest, body in FIRST.PAGES)
    guideline = FIRST.PEDOMAN_MEDIA_SIBER
    assert "Peraturan Dewan Pers Nomor 1/Peraturan-DP/III/2012" in guideline
    assert "3 Februari 2012" in guideline
    assert "berpedoman pada" in guideline
    assert "terverifikasi" not in text.casefold()


def test_the_migration_goes_back_and_forth_and_keeps_what_somebody_wrote(mira):
    pages.edit(the("redaksi"), by=mira, fields={"title": "Redaksi Kami"}, seen=1)
    FIRST.remove_untouched_pages(models_then(), None)
    assert list(Page.objects.values_list("slug", flat=True)) == ["redaksi"]
    assert Page.history.count() == 2  # both versions of the one that stayed
    write_first_pages()
    assert set(Page.objects.values_list("slug", flat=True)) == set(NEEDED)
    assert the("redaksi").title == "Redaksi Kami"
    assert the("privasi").history.count() == 1


def test_a_page_says_when_it_was_last_changed_and_where_it_stands(client, mira):
    now = timezone.datetime(2026, 3, 2, 14, 5, tzinfo=timezone.get_default_timezone())
    fields = {"summary": "Ke mana menulis kepada kami.", "body": "<h2>Pos-el</h2><p>Ada.</p>"}
    pages.edit(the("redaksi"), by=mira, fields=fields, seen=1, now=now)
    page = page_of(client.get("/halaman/redaksi/?utm_source=wa"))
    assert "Terakhir diubah Senin, 2 Maret 2026 | 14.05 WIB" in page.one("main").text
    assert page.one("h2", name="Pos-el")
    assert meta(page, "description") == meta(page, "og:description") == fields["summary"]
    canonical = page.one("link", rel="canonical").attributes["href"]
    assert canonical == "http://testserver/halaman/redaksi/"
    assert page.one("title").children == ["Redaksi – Berita Kabupaten Bekasi"]
    assert "noindex" not in meta(page, "robots")
    assert "Mira" not in page.text


def test_without_a_summary_a_page_is_described_by_how_it_begins(client, mira):
    a_page(mira, body=f"<p>{'Datang saja ke kantor kami. ' * 20}</p>")
    description = meta(page_of(client.get("/halaman/kontak/")), "description")
    assert description.startswith("Datang saja ke kantor kami.")
    assert len(description) <= 160


@pytest.mark.parametrize("path", ["/", "/kategori/pemerintahan/", "/halaman/privasi/", "/nowhere/"])
def test_every_page_is_reached_from_the_foot_of_every_page(client, government, path):
    assert footer_of(client.get(path)) == FIVE


def test_stories_and_what_was_withdrawn_lead_to_them_as_well(client, rita, edi, mira):
    for story in (a_published_story(rita, edi), a_withdrawn_story(rita, edi, mira)):
        assert footer_of(client.get(story.get_absolute_url())) == FIVE
    assert footer_of(errors.refused(RequestFactory().get("/"), Exception())) == FIVE
    assert footer_of(errors.malformed(RequestFactory().get("/"), Exception())) == FIVE


def test_without_a_database_the_messages_do_without_them():
    def away(execute, sql, params, many, context):
        raise OperationalError("connection refused")

    request = RequestFactory().get("/")
    with connection.execute_wrapper(away):
        for answer in (errors.refused, errors.malformed, errors.not_found):
            response = answer(request, Http404())
            assert page_of(response, status=response.status_code).one("h1").text
            assert footer_of(response) == []


def test_they_stand_in_the_order_the_newsroom_gives_them(client, mira):
    pages.edit(the("hak-jawab"), by=mira, fields={"position": 0}, seen=1)
    a_page(mira, title="Kontak", position=25)
    assert [title for _path, title in footer_of(client.get("/"))] == [
        *("Hak Jawab", "Pedoman Media Siber", "Kode Etik", "Kontak", "Redaksi"),
        "Kebijakan Privasi",
    ]


def test_the_page_being_read_is_marked_at_the_foot(client):
    page = page_of(client.get("/halaman/privasi/"))
    marked = page.one("nav", aria_label="Tentang situs ini").one("a", aria_current="page")
    assert marked.text == "Kebijakan Privasi"


def test_a_page_that_is_not_shown_is_like_one_that_never_was(client, mira):
    secret = a_page(mira, title="Rahasia", body="<p>kelapamuda</p>", is_public=False)
    unknown = client.get("/halaman/tidak-ada/")
    hidden = client.get("/halaman/rahasia/")
    assert (unknown.status_code, hidden.status_code) == (404, 404)
    assert hidden.content == unknown.content
    for path in ("/", "/halaman/privasi/", "/nowhere/"):
        assert "rahasia" not in client.get(path).content.decode().casefold()
    pages.edit(secret, by=mira, fields={"is_public": True}, seen=1)
    assert "kelapamuda" in client.get("/halaman/rahasia/").content.decode()
    assert ("/halaman/rahasia/", "Rahasia") in footer_of(client.get("/"))


@pytest.mark.parametrize(
    "slug",
    ["REDAKSI", "redaksi%00", "redaksi%20", "..%2fredaksi", "a" * 5000, "%ff", "%F0%9F%98%80", "1"],
)
def test_an_address_that_is_not_exactly_a_pages_is_unknown(client, slug):
    assert client.get(f"/halaman/{slug}/").status_code == 404


def test_a_missing_slash_is_put_right_and_nothing_can_be_sent(client):
    response = client.get("/halaman/privasi?x=1")
    assert (response.status_code, response["Location"]) == (301, "/halaman/privasi/?x=1")
    assert client.post("/halaman/privasi/").status_code == 405
    assert client.head("/halaman/privasi/").status_code == 200


def test_a_page_counts_its_visitor_and_sets_no_cookie(client):
    response = client.get("/halaman/privasi/", headers={"user-agent": PHONE})
    assert visitors_counted() == 1
    assert not response.cookies
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert client.get("/halaman/tidak-ada/", headers={"user-agent": "x"}).status_code == 404


def test_colleagues_are_shown_a_page_that_nobody_keeps(signed_in, rita):
    response = signed_in(rita).get("/halaman/privasi/")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_the_privacy_page_says_what_the_software_does(client):
    text = page_of(client.get("/halaman/privasi/")).one("main").text
    for fact in (
        "tidak memasang kuki pada peramban pembaca",
        "tidak menyimpan alamat IP",
        "bilangan acak yang dibuat baru setiap hari",
        "dihapus setelah dua hari",
        "tidak memuat skrip, gambar, huruf, atau alat pengukur dari situs lain",
    ):
        assert fact in text


def test_more_pages_and_longer_ones_cost_no_more_queries(
    client, mira, django_assert_max_num_queries
):
    costs = []
    for again in range(2):
        for path in ("/", "/halaman/privasi/"):
            client.get(path)
            with django_assert_max_num_queries(12) as queries:
                client.get(path)
            costs.append(len(queries))
            asked = [q["sql"] for q in queries if 'FROM "articles_page"' in q["sql"]]
            assert len(asked) == (1 if path == "/" else 2)
            assert "body" not in asked[-1]
        for n in range(10):
            a_page(mira, title=f"Laman {again}-{n}", body=f"<p>{'isi ' * 5000}</p>")
    assert costs[:2] == costs[2:]


def test_readers_are_told_what_is_kept_of_a_search(client, mira):
    later = import_module("articles.migrations.0019_tell_what_is_kept_of_searches")
    for last in ("0034_tell_how_reads_are_kept", "0021_tell_when_a_video_is_asked_for"):
        import_module(f"articles.migrations.{last}").untell(models_then(), None)
    assert clean(later.SECTION) == later.SECTION.strip()
    later.untell(models_then(), None)
    assert the("privasi").body == the("privasi").history.get().body == FIRST.PRIVASI
    later.tell(models_then(), None)
    page = page_of(client.get("/halaman/privasi/"))
    assert page.one("h2", name="Saat Anda mencari")
    assert "selama 90 hari" in page.text
    assert the("privasi").history.get().body == the("privasi").body
    pages.edit(the("privasi"), by=mira, fields={"body": "<p>Kami diam.</p>"}, seen=1)
    later.tell(models_then(), None)
    assert the("privasi").body == "<p>Kami diam.</p>"


def test_readers_are_told_of_the_second_key_of_a_read(client):
    later = import_module("articles.migrations.0034_tell_how_reads_are_kept")
    later.untell(models_then(), None)
    assert "Kunci kedua" not in the("privasi").body
    later.tell(models_then(), None)
    assert clean(the("privasi").body) == the("privasi").body == the("privasi").history.get().body
    page = page_of(client.get("/halaman/privasi/"))
    assert "batasi berapa pembaca baru yang dapat dibawa satu alamat dalam sehari" in page.text
    assert page.one("main").one("a", name="Statistik", href="/statistik/")


def test_readers_are_told_when_youtube_learns_of_them(client, mira):
    later = import_module("articles.migrations.0021_tell_when_a_video_is_asked_for")
    later.untell(models_then(), None)
    assert "youtube" not in the("privasi").body
    later.tell(models_then(), None)
    assert clean(the("privasi").body) == the("privasi").body == the("privasi").history.get().body
    page = page_of(client.get("/halaman/privasi/"))
    assert "Sebelum itu YouTube tidak diberi tahu apa pun" in page.text
    pages.edit(the("privasi"), by=mira, fields={"body": "<p>Kami diam.</p>"}, seen=1)
    later.tell(models_then(), None)
    assert the("privasi").body == "<p>Kami diam.</p>"
