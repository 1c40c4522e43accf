"""Desk templates: managing editors keep them, everybody begins with them, blanks are found."""

import re
from html import unescape
from importlib import import_module

import pytest
from django.apps import apps

from accounts.models import AuditEntry
from articles.editorial.blanks import blanks
from articles.models import Article, DeskTemplate
from articles.richtext import clean
from tests.desk import ADD, page_of, text_of, typed, value_of
from tests.newsdesk import a_category, a_draft

FIRST = import_module("articles.migrations.0010_write_first_desk_templates")
TEMPLATES = "/admin/articles/desktemplate/"
NAMES = ["Agenda", "Siaran pers", "Duka cita", "Pengumuman"]


@pytest.fixture
def agenda(db):
    DeskTemplate.objects.all().delete()
    return DeskTemplate.objects.create(
        name="Agenda",
        title="[Nama kegiatan] di Cikarang",
        summary="Warga dapat ikut.",
        body="<p>Acara dimulai pukul [jam] WIB.</p>",
        category=a_category(),
        tags="Agenda, Warga",
    )


def offered(response) -> list[str]:
    found = re.search(r'<nav class="desk-templates".*?</nav>', response.content.decode(), re.S)
    links = re.findall(r"<a [^>]*\?template=\d+\">(.*?)</a>", found[0]) if found else []
    return [unescape(name) for name in links]


# --- beginning with one -------------------------------------------------------------------------


def test_a_new_story_begins_with_what_the_template_says_and_is_saved_as_typed(
    signed_in, rita, agenda
):
    client = signed_in(rita)
    page = f"{ADD}?template={agenda.pk}"
    assert offered(client.get(ADD)) == ["Agenda"]
    response = client.get(page)
    assert value_of(response, "title") == "[Nama kegiatan] di Cikarang"
    assert value_of(response, "summary") == "Warga dapat ikut."
    assert value_of(response, "body") == "<p>Acara dimulai pukul [jam] WIB.</p>"
    assert value_of(response, "tags") == "Agenda, Warga"
    assert f'<option value="{agenda.category_id}" selected>' in response.content.decode()
    assert "Formulir diisi dari templat “Agenda”." in text_of(response)
    assert "Belum tersimpan. Lihat" not in text_of(response)
    assert Article.objects.count() == 0
    client.post(page, typed(title="Panen Raya di Cikarang", body=agenda.body, tags="Agenda"))
    story = Article.objects.get()
    assert (story.title, story.body) == ("Panen Raya di Cikarang", agenda.body)


def test_a_template_that_says_little_leaves_a_form_without_reproach(signed_in, rita):
    bare = DeskTemplate.objects.create(name="Kosong")
    response = signed_in(rita).get(f"{ADD}?template={bare.pk}")
    assert value_of(response, "title") == ""
    assert 'class="errorlist' not in response.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "99999", "x", "", "9" * 40, "%00", "1.5", "٣", "²"])
def test_a_template_that_is_none_leaves_the_plain_page_with_a_sentence(
    signed_in, rita, agenda, number
):
    response = signed_in(rita).get(f"{ADD}?template={number}")
    assert response.status_code == 200
    assert value_of(response, "title") == ""
    assert "Templat itu sudah tidak ada." in text_of(response)


def test_one_that_is_not_offered_is_none(signed_in, rita, agenda):
    agenda.is_active = False
    agenda.save()
    client = signed_in(rita)
    assert offered(client.get(ADD)) == []
    assert value_of(client.get(f"{ADD}?template={agenda.pk}"), "title") == ""


def test_a_stored_story_is_not_filled_from_a_template(signed_in, rita, agenda):
    story = a_draft(rita)
    response = signed_in(rita).get(f"{page_of(story)}?template={agenda.pk}")
    assert value_of(response, "title") == story.title
    assert offered(response) == []


# --- keeping them -------------------------------------------------------------------------------


def as_sent(**more) -> dict:
    return {"name": "Rilis", "title": "", "summary": "", "body": "Isi.", "category": "",
            "tags": "", "position": "5", "is_active": "on"} | more  # fmt: skip


def test_managing_editors_keep_them_and_the_log_says_who(signed_in, mira, rita):
    client = signed_in(mira)
    sent = as_sent(name="  Rilis  ", tags="satu,  Satu, dua", body="<p>[Isi]</p><script>x</script>")
    client.post(f"{TEMPLATES}add/", sent)
    template = DeskTemplate.objects.get(name="Rilis")
    assert (template.body, template.tags) == ("<p>[Isi]</p>", "satu, dua")
    client.post(
        f"{TEMPLATES}{template.pk}/change/", as_sent(name="Rilis dinas", body="Satu\n\nDua")
    )
    template.refresh_from_db()
    assert (template.name, template.body) == ("Rilis dinas", "<p>Satu</p>\n<p>Dua</p>")
    client.post(f"{TEMPLATES}{template.pk}/delete/", {"post": "yes"})
    assert not DeskTemplate.objects.filter(pk=template.pk).exists()
    actions = AuditEntry.objects.filter(target_type="desktemplate").order_by("id")
    assert list(actions.values_list("action", "actor_name")) == [
        ("desk_template_added", "Mira Lestari"),
        ("desk_template_changed", "Mira Lestari"),
        ("desk_template_deleted", "Mira Lestari"),
    ]


def test_what_cannot_be_saved_comes_back_with_a_sentence(signed_in, mira, agenda):
    client = signed_in(mira)
    for wrong in ({"name": ""}, {"name": "\u200b"}, {"name": "Agenda"}, {"title": "x" * 201},
                  {"tags": "x" * 90}, {"position": "-1"}, {"category": "99999"},
                  {"name": "a\x00b"}, {"summary": "x" * 501}):  # fmt: skip
        response = client.post(f"{TEMPLATES}add/", as_sent(body="Naskah panjang.", **wrong))
        assert response.status_code == 200, wrong
        assert "errorlist" in response.content.decode()
        assert "Naskah panjang." in response.content.decode()
    assert DeskTemplate.objects.count() == 1


def test_reporters_and_editors_use_them_and_change_none(signed_in, rita, edi, agenda):
    for person in (rita, edi):
        client = signed_in(person)
        for page in ("", "add/", f"{agenda.pk}/change/", f"{agenda.pk}/delete/"):
            assert client.get(TEMPLATES + page).status_code == 403
            assert client.post(TEMPLATES + page, as_sent()).status_code == 403
        assert TEMPLATES not in client.get("/admin/").content.decode()
    assert DeskTemplate.objects.get() == agenda


def test_a_category_that_goes_leaves_the_template(agenda):
    agenda.category.delete()
    agenda.refresh_from_db()
    assert agenda.category is None


def test_a_template_whose_author_signed_out_is_not_lost(client, agenda):
    response = client.post(f"{TEMPLATES}{agenda.pk}/change/", as_sent(body="Naskah panjang."))
    assert response.status_code == 403
    assert "Naskah panjang." in response.content.decode()


# --- the first ones -----------------------------------------------------------------------------


def test_a_new_newsroom_has_four_clean_templates_and_they_can_be_taken_back(db):
    FIRST.write(apps, None)
    FIRST.write(apps, None)
    assert [template.name for template in DeskTemplate.objects.all()] == NAMES
    for template in DeskTemplate.objects.all():
        assert clean(template.body) == template.body, template
        assert blanks({"title": template.title, "body": template.body})
    DeskTemplate.objects.filter(name="Agenda").update(title="Diubah")
    FIRST.take_back(apps, None)
    assert [template.name for template in DeskTemplate.objects.all()] == ["Agenda"]
    FIRST.write(apps, None)


# --- what was left open -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Acara digelar di [nama tempat].", ["[nama tempat]"]),
        ("[Siapa] hadir. Ia berkata, “[Kutipan].”", ["[Siapa]", "[Kutipan]"]),
        ("Pukul [jam mulai]–[jam selesai] WIB.", ["[jam mulai]"]),
        ("[Siapa yang ikut, biaya, dan cara.] Datanglah.", ["[Siapa yang ikut, biaya, dan cara.]"]),
        ("“Dia [bupati] datang.”", ["[bupati]"]),
        ("“Kami […] siap,” katanya [sic].", []),
        ("Catatan [1] dan [12] [red] [Red.] [...] [] [ ].", []),
        ("Kurung [tidak\nditutup] di baris ini.", []),
        ("[" * 5000 + "a", []),
    ],
)
@pytest.mark.once
def test_what_stands_in_brackets_is_found_and_what_papers_write_so_is_not(text, found):
    assert [finding.words for finding in blanks({"body": text})] == found


def test_the_checklist_advises_to_fill_it_in(signed_in, rita, filled_checklist):
    story = a_draft(rita, body="<p>Acara digelar di [nama tempat] besok.</p>")
    html = signed_in(rita).get(page_of(story)).content.decode()
    assert "Belum terpenuhi:</span> Isi apa yang ada dalam kurung siku." in html
    assert "Acara digelar di <mark>[nama tempat]</mark> besok." in html
