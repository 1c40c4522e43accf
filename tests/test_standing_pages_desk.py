"""The standing pages in the desk: who writes them, what is refused, and what is never lost."""

import pytest
from csp.constants import SELF

from accounts.models import AuditEntry
from articles.editorial import pages
from articles.editorial.changes import BadField
from articles.editorial.rules import Refused
from articles.models import Page
from articles.models.page import NEEDED
from tests.desk import text_of, value_of
from tests.standing_pages import DESK, a_page, the, typed, write_first_pages
from tests.test_desk_csp import policy_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def five(db):
    write_first_pages()


def page_at(page: Page, which: str = "change") -> str:
    return f"{DESK}{page.pk}/{which}/"


@pytest.mark.parametrize("which", ["", "add/", "1/change/", "1/history/", "1/delete/"])
def test_only_managing_editors_and_superusers_get_in(
    signed_in, client, rita, edi, mira, root, which
):
    page = the("redaksi")
    address = DESK + which.replace("1", str(page.pk))
    assert client.get(address).status_code == 302  # to the sign-in page
    for person in (rita, edi):
        assert signed_in(person).get(address).status_code == 403
        signed_in(person).post(address, typed(page, title="Diubah diam-diam"))
        assert "Laman tetap" not in text_of(signed_in(person).get("/admin/"))
    for person in (mira, root):
        answer = signed_in(person).get(address, follow=True)
        assert answer.status_code == 200
        assert "Laman tetap" in text_of(signed_in(person).get("/admin/"))
    assert set(Page.objects.values_list("slug", flat=True)) == set(NEEDED)
    assert set(Page.objects.values_list("version", flat=True)) == {1}


def test_the_verbs_refuse_everybody_else_whatever_the_door(rita, edi):
    page = the("redaksi")
    for person in (rita, edi):
        for attempt in (
            lambda by: pages.add(by=by, fields={"title": "Baru"}),
            lambda by: pages.edit(page, by=by, fields={"title": "Baru"}, seen=1),
            lambda by: pages.delete(page, by=by),
        ):
            with pytest.raises(Refused, match="Hanya pemimpin redaksi"):
                attempt(person)
    assert the("redaksi").title == "Redaksi"


def test_what_is_typed_is_what_readers_see(signed_in, mira):
    client = signed_in(mira)
    page = the("redaksi")
    data = typed(page, title="Redaksi Kami", body="<p>Kantor di Cikarang.</p>", summary="Siapa.")
    response = client.post(page_at(page), data, follow=True)
    assert "Laman disimpan." in text_of(response)
    public = text_of(client.get("/halaman/redaksi/"))
    for words in ("Redaksi Kami", "Kantor di Cikarang.", "Siapa."):
        assert words in public
    stored = the("redaksi")
    assert (stored.version, stored.updated_by, stored.updated_by_name) == (2, mira, "Mira Lestari")
    entry = AuditEntry.objects.get(action="page_changed")
    assert (entry.actor, entry.target_name) == (mira, "Redaksi Kami")
    assert entry.detail == "judul, ringkasan, isi laman"


def test_a_new_page_gets_its_address_from_its_title_and_keeps_it(signed_in, mira):
    client = signed_in(mira)
    client.post(f"{DESK}add/", typed(title="Kontak & Lokasi"), follow=True)
    page = the("kontak-lokasi")
    client.post(page_at(page), typed(page, title="Alamat", slug="alamat"))
    assert the("kontak-lokasi").title == "Alamat"
    assert 'name="slug"' not in client.get(page_at(page)).content.decode()
    assert AuditEntry.objects.filter(action="page_added").count() == 1


@pytest.mark.parametrize(
    ("asked", "title", "slug"),
    [
        ("Tanya Jawab", "x", "tanya-jawab"),
        ("", "新闻", "laman"),
        ("\x00../\x00", "Kontak", "laman"),
        ("a" * 500, "Kontak", "a" * 120),
        ("  ", "Rp1,5 Triliun", "rp1-5-triliun"),
    ],
)
def test_an_address_is_never_empty_and_always_written_like_one(mira, asked, title, slug):
    page = pages.add(by=mira, fields={"title": title, "body": "<p>Isi.</p>"}, slug=asked)
    assert page.slug == slug


def test_an_address_that_is_taken_is_a_sentence(signed_in, mira):
    response = signed_in(mira).post(f"{DESK}add/", typed(title="Redaksi", body="<p>Lain.</p>"))
    assert response.status_code == 200
    assert "Sudah ada laman di alamat ini." in text_of(response)
    assert "Lain." in value_of(response, "body")


HOSTILE = (
    '<p onclick="x()">Isi <script>alert(1)</script><img src=x onerror=alert(1)>'
    '<a href="javascript:alert(1)">klik</a></p><iframe src="https://jahat.example"></iframe>'
    '<style>body{display:none}</style><p style="position:fixed">Aman</p>'
)


def test_hostile_markup_does_not_reach_readers_by_any_door(signed_in, client, mira):
    pages.add(by=mira, fields={"title": "Satu", "body": HOSTILE, "is_public": True})
    signed_in(mira).post(f"{DESK}add/", typed(title="Dua <script>x</script>", body=HOSTILE))
    satu, dua = Page.objects.order_by("-pk")[:2]
    for page in (satu, dua):
        html = client.get(page.get_absolute_url()).content.decode()
        for evil in ("<script", "onerror", "onclick", "javascript:", "<iframe", "jahat", "fixed"):
            assert evil not in html
        assert "Aman" in html


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("title", "", "Beri laman ini judul."),
        ("title", " \u200b\x00 ", "Beri laman ini judul."),
        ("title", "a" * 5000, "terlalu panjang"),
        ("summary", "a" * 201, "terlalu panjang"),
        ("body", "", "Tulis isinya dahulu"),
        ("body", "<p> &nbsp;</p>", "Tulis isinya dahulu"),
        ("body", "<p>" + "a" * 200_001 + "</p>", "terlalu panjang"),
        ("position", "-1", ""),
        ("position", "99999999999", ""),
        ("position", "abc", ""),
    ],
)
def test_what_cannot_be_stored_is_a_sentence_and_nothing_typed_is_lost(
    signed_in, mira, name, value, sentence
):
    page = the("redaksi")
    data = typed(page, **{"summary": "Kalimat baru.", name: value})
    response = signed_in(mira).post(page_at(page), data)
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert "errorlist" in response.content.decode()
    if name != "summary":
        assert value_of(response, "summary") == "Kalimat baru."
    assert the("redaksi").version == 1


def test_zero_bytes_and_half_characters_leave_the_text_readable(signed_in, mira):
    page = the("redaksi")
    data = typed(page, title="Re\x00daksi", summary="a\x00b", body="<p>Satu\x00 dua\x0b tiga</p>")
    assert signed_in(mira).post(page_at(page), data).status_code == 302
    stored = the("redaksi")
    assert (stored.title, stored.summary) == ("Redaksi", "ab")
    assert "Satu" in stored.body
    assert "\x00" not in stored.body
    with pytest.raises(BadField):
        pages.edit(stored, by=mira, fields={"title": "\ud800"}, seen=stored.version)


def test_plain_text_without_the_editor_becomes_paragraphs(signed_in, mira, settings):
    settings.EDITOR_WIDGET = "textarea"
    signed_in(mira).post(f"{DESK}add/", typed(body="Satu.\r\n\r\nDua & tiga."))
    assert the("kontak").body == "<p>Satu.</p>\n<p>Dua &amp; tiga.</p>"


def test_who_saves_second_sees_both_texts_and_may_then_save(signed_in, mira, root):
    page = the("redaksi")
    pages.edit(page, by=root, fields={"summary": "Dari petugas."}, seen=1)
    mine = typed(page, summary="Dari Mira.")
    response = signed_in(mira).post(page_at(page), mine)
    assert response.status_code == 409
    words = text_of(response)
    assert "Petugas TI sudah mengubah laman ini" in words
    assert "Dari petugas." in words
    assert value_of(response, "summary") == "Dari Mira."
    assert the("redaksi").summary == "Dari petugas."
    again = mine | {"version": value_of(response, "version")}
    assert signed_in(mira).post(page_at(page), again).status_code == 302
    assert the("redaksi").summary == "Dari Mira."
    assert AuditEntry.objects.filter(action="page_changed", refused=True).count() == 1


def test_a_form_without_a_version_or_with_fields_missing_overwrites_nothing(signed_in, mira):
    page = the("redaksi")
    assert signed_in(mira).post(page_at(page), {"title": "X"}).status_code == 409
    signed_in(mira).post(page_at(page), {"title": "Redaksi Kami", "version": "1"})
    stored = the("redaksi")
    assert (stored.title, stored.body, stored.is_public) == ("Redaksi Kami", page.body, True)


def test_saving_without_a_change_makes_no_version(signed_in, mira):
    page = the("redaksi")
    assert signed_in(mira).post(page_at(page), typed(page)).status_code == 302
    assert the("redaksi").version == page.history.count() == 1
    assert not AuditEntry.objects.filter(action="page_changed").exists()


@pytest.mark.parametrize("slug", NEEDED)
def test_the_five_pages_are_not_deleted_and_the_desk_says_why(signed_in, mira, slug):
    page = the(slug)
    response = signed_in(mira).post(page_at(page, "delete"), {"post": "yes"}, follow=True)
    assert "tidak dihapus" in text_of(response)
    assert the(slug) == page
    assert AuditEntry.objects.get(action="page_deleted").refused


def test_the_guideline_cannot_be_hidden_and_others_can(signed_in, mira):
    for slug, hidden in (("pedoman-media-siber", False), ("redaksi", True)):
        page = the(slug)
        signed_in(mira).post(page_at(page), typed(page, is_public=""))
        assert the(slug).is_public is not hidden
    response = signed_in(mira).post(
        page_at(the("pedoman-media-siber")), typed(the("pedoman-media-siber"), is_public="")
    )
    assert "sesuai butir 8" in text_of(response)


def test_another_page_can_be_deleted_and_the_log_and_the_history_keep_it(signed_in, mira):
    page = a_page(mira)
    assert signed_in(mira).get(page_at(page, "delete")).status_code == 200
    response = signed_in(mira).post(page_at(page, "delete"), {"post": "yes"}, follow=True)
    assert response.status_code == 200
    assert not Page.objects.filter(slug="kontak").exists()
    entry = AuditEntry.objects.get(action="page_deleted")
    assert (entry.actor, entry.target_name, entry.refused) == (mira, "Kontak", False)
    kept = Page.history.filter(slug="kontak").order_by("history_id")
    assert [row.history_type for row in kept] == ["+", "-"]


def test_the_history_tells_every_version_and_outlives_its_people(signed_in, mira, root):
    page = the("redaksi")
    pages.edit(page, by=mira, fields={"title": "Redaksi Kami"}, seen=1)
    mira.delete()
    words = text_of(signed_in(root).get(page_at(page, "history")))
    assert "Laman tetap diubah · Mira Lestari" in words
    assert "Diubah: Judul" in words
    assert "Laman tetap ditambahkan" in words
    assert "Susunan redaksi" in words  # the text of the first version


def test_the_desk_says_what_is_still_to_fill_in(signed_in, mira):
    page = the("redaksi")
    assert "11 bagian isi laman ini" in text_of(signed_in(mira).get(page_at(page)))
    pages.edit(page, by=mira, fields={"body": "<p>Lengkap.</p>"}, seen=1)
    assert "menunggu diisi" not in text_of(signed_in(mira).get(page_at(page)))


def test_only_where_one_writes_the_policy_is_loosened(signed_in, mira):
    page = the("redaksi")
    for address in (f"{DESK}add/", page_at(page)):
        assert "script-src-attr" in policy_of(signed_in(mira).get(address))
    for address in (DESK, page_at(page, "history")):
        policy = policy_of(signed_in(mira).get(address))
        assert "script-src-attr" not in policy
        assert policy["style-src"] == {SELF}


def test_a_text_sent_after_the_session_ended_comes_back(client):
    response = client.post(page_at(the("redaksi")), typed(the("redaksi"), body="<p>Malam.</p>"))
    assert response.status_code == 403
    assert "Malam." in response.content.decode()
    assert the("redaksi").version == 1


def test_the_list_takes_as_many_queries_for_thirty_pages_as_for_five(
    signed_in, mira, django_assert_max_num_queries
):
    costs = []
    for again in range(2):
        client = signed_in(mira)
        client.get(DESK)
        with django_assert_max_num_queries(12) as queries:
            response = client.get(DESK)
        assert "/halaman/redaksi/" in text_of(response)
        costs.append(len(queries))
        for n in range(25):
            a_page(mira, title=f"Laman {again}-{n}")
    assert costs[0] == costs[1]
