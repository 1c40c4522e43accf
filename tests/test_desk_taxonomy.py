"""Categories, tags and reporters: who keeps them, their addresses, and what deleting one does."""

import pytest

from accounts.models import AuditEntry
from articles.models import Article, Category, Reporter, Tag
from tests.desk import text_of
from tests.newsdesk import a_category, a_draft, a_reporter, a_story_in_review

CATEGORY, TAG, REPORTER = (f"/admin/articles/{name}/" for name in ("category", "tag", "reporter"))
NEW = {"name": "Cuaca", "slug": "", "description": "", "position": "3", "title": "", "user": ""}


@pytest.mark.parametrize(
    ("address", "model", "keepers"),
    [
        (CATEGORY, Category, {"mira", "root"}),
        (TAG, Tag, {"edi", "mira", "root"}),
        (REPORTER, Reporter, {"edi", "mira", "root"}),
    ],
)
def test_who_keeps_them(signed_in, rita, edi, mira, root, address, model, keepers):
    for person in (rita, edi, mira, root):
        data = NEW | {"name": f"Nama dari {person.username}"}
        status = signed_in(person).post(f"{address}add/", data).status_code
        assert status == (302 if person.username in keepers else 403)
    made = model.objects.filter(name__startswith="Nama dari")
    assert {row.name.rpartition(" ")[2] for row in made} == keepers


def test_an_address_left_empty_is_made_of_the_name(signed_in, mira):
    signed_in(mira).post(f"{CATEGORY}add/", NEW | {"name": "Rp1,5 Triliun"})
    assert Category.objects.get().slug == "rp1-5-triliun"


def test_two_names_with_the_same_words_get_two_addresses(signed_in, edi):
    client = signed_in(edi)
    for name in ("Fajar CQA", "Fajar  CQA", "Fajar-CQA"):
        assert client.post(f"{REPORTER}add/", NEW | {"name": name}).status_code == 302
    slugs = set(Reporter.objects.values_list("slug", flat=True))
    assert slugs == {"fajar-cqa", "fajar-cqa-2", "fajar-cqa-3"}


def test_a_name_without_latin_letters_has_an_address(signed_in, mira):
    client = signed_in(mira)
    for address, model in ((CATEGORY, Category), (TAG, Tag), (REPORTER, Reporter)):
        client.post(f"{address}add/", NEW | {"name": "新闻"})
        assert model.objects.get().slug


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "a\x00b", "a" * 500])
def test_a_name_that_is_none_is_a_sentence(signed_in, mira, name):
    client = signed_in(mira)
    for address, model in ((CATEGORY, Category), (TAG, Tag), (REPORTER, Reporter)):
        assert client.post(f"{address}add/", NEW | {"name": name}).status_code == 200
        assert model.objects.count() == 0


def test_an_address_that_is_taken_is_a_sentence(signed_in, mira):
    a_category("Kesehatan", "kesehatan")
    response = signed_in(mira).post(f"{CATEGORY}add/", NEW | {"slug": "kesehatan"})
    assert response.status_code == 200
    assert "telah ada" in text_of(response)


def test_a_tag_is_not_split_by_its_spelling(signed_in, edi):
    Tag.objects.create(name="PJ. Bupati", slug="pj-bupati")
    response = signed_in(edi).post(f"{TAG}add/", NEW | {"name": "Pj.  bupati"})
    assert "Sudah ada tag dengan nama ini." in text_of(response)
    assert Tag.objects.count() == 1


@pytest.mark.parametrize("kind", ["category", "tag", "reporter"])
@pytest.mark.parametrize("door", ["page", "action"])
def test_what_stories_use_is_not_deleted(signed_in, rita, mira, kind, door):
    a_draft(rita, tags=["Padi"], title="Rahasia")
    used = {"category": a_category(), "tag": Tag.objects.get(), "reporter": a_reporter()}[kind]
    address = f"/admin/articles/{kind}/"
    client = signed_in(mira)
    if door == "page":
        response = client.post(f"{address}{used.pk}/delete/", {"post": "yes"}, follow=True)
    else:
        data = {"action": "delete_selected", "_selected_action": [used.pk], "post": "yes"}
        response = client.post(address, data, follow=True)
    assert f"“{used}” masih dipakai 1 berita, jadi tidak dihapus." in text_of(response)
    assert type(used).objects.filter(pk=used.pk).exists()
    assert Article.objects.count() == 1


@pytest.mark.parametrize("kind", ["category", "tag", "reporter"])
def test_what_nothing_uses_is_deleted(signed_in, mira, kind):
    model = {"category": Category, "tag": Tag, "reporter": Reporter}[kind]
    first, second = (model.objects.create(name=name, slug=name) for name in ("satu", "dua"))
    client = signed_in(mira)
    address = f"/admin/articles/{kind}/"
    response = client.post(f"{address}{first.pk}/delete/", {"post": "yes"}, follow=True)
    assert "berhasil" not in text_of(response)
    data = {"action": "delete_selected", "_selected_action": [second.pk]}
    client.post(address, data, follow=True)
    assert model.objects.count() == 0


def test_what_is_done_to_them_is_in_the_log(signed_in, mira):
    client = signed_in(mira)
    client.post(f"{TAG}add/", NEW | {"name": "Padi"})
    tag = Tag.objects.get()
    client.post(f"{TAG}{tag.pk}/change/", NEW | {"name": "Padi dan jagung", "slug": "padi"})
    client.post(f"{TAG}{tag.pk}/delete/", {"post": "yes"})
    entries = AuditEntry.objects.filter(target_type="tag").order_by("id")
    assert list(entries.values_list("action", "actor_name", "target_name")) == [
        ("entry_added", "Mira Lestari", "Padi"),
        ("entry_changed", "Mira Lestari", "Padi dan jagung"),
        ("entry_deleted", "Mira Lestari", "Padi dan jagung"),
    ]
    page = text_of(client.get("/admin/accounts/auditentry/"))
    assert "Kategori, tag, atau reporter ditambahkan" in page


def test_the_log_calls_the_verbs_of_the_desk_by_their_names(signed_in, rita, mira):
    a_story_in_review(rita)
    page = text_of(signed_in(mira).get("/admin/accounts/auditentry/"))
    assert "Ajukan untuk Ditinjau" in page
    assert "Submit" not in page


def test_a_reporter_deletes_nothing(signed_in, rita):
    tag = Tag.objects.create(name="Padi", slug="padi")
    client = signed_in(rita)
    assert client.post(f"{TAG}{tag.pk}/delete/", {"post": "yes"}).status_code in {302, 403, 404}
    client.post(TAG, {"action": "delete_selected", "_selected_action": [tag.pk]})
    assert Tag.objects.count() == 1


def test_how_many_stories_there_are_is_told_to_editors_alone(signed_in, rita, edi):
    assert "stories" not in signed_in(rita).get(CATEGORY).context["cl"].list_display
    assert "stories" in signed_in(edi).get(CATEGORY).context["cl"].list_display


def test_a_name_tied_to_an_account_stands_under_its_next_story(signed_in, mira, edi):
    signed_in(mira).post(f"{REPORTER}add/", NEW | {"name": "Edi K.", "user": edi.pk})
    signed_in(edi).post("/admin/articles/article/add/", {"title": "Judul", "body": "Isi."})
    assert [str(byline) for byline in Article.objects.get().bylines.all()] == ["Reporter : Edi K."]
