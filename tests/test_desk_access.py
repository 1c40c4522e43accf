"""A reporter learns nothing of a colleague's unpublished work, by any door of the desk.

Every hidden story bears a secret word in its title, its body, its tag and its note; no page may
show the word, and every page has to look as if the story did not exist.
"""

import pytest
from django.contrib.contenttypes.models import ContentType

from articles.editorial import workflow
from articles.models import Article, Tag
from tests.desk import ADD, LIST, page_of, text_of, typed
from tests.newsdesk import (
    a_draft,
    a_published_story,
    a_returned_story,
    a_scheduled_story,
    a_story_in_review,
    a_trashed_story,
    a_withdrawn_story,
)

SECRET = "Zamrudkhatulistiwa"
HIDDEN = {"title": f"Judul {SECRET}", "body": f"<p>Isi {SECRET}.</p>", "summary": SECRET}


@pytest.fixture
def hidden(sam, edi, mira):
    """Sam's work in every state that is not public."""
    stories = [
        a_draft(sam, tags=[f"tag {SECRET}"], **HIDDEN),
        a_returned_story(sam, edi, note=f"Catatan {SECRET}", **HIDDEN),
        a_story_in_review(sam, **HIDDEN),
        a_scheduled_story(sam, edi, **HIDDEN),
        a_withdrawn_story(sam, edi, mira, **HIDDEN),
        a_trashed_story(sam, **HIDDEN),
    ]
    assert {story.state() for story in stories} == {
        "draft",
        "returned",
        "in_review",
        "scheduled",
        "withdrawn",
        "trashed",
    }
    return stories


def test_there_is_something_to_leak(signed_in, edi, hidden):
    client = signed_in(edi)
    assert text_of(client.get(LIST)).count(SECRET) == 5  # all but the trash
    for story in hidden:
        assert SECRET in client.get(page_of(story)).content.decode()
    assert SECRET in text_of(client.get(page_of(hidden[1], "history")))
    assert SECRET in client.get("/admin/articles/tag/").content.decode()
    assert SECRET in client.get("/admin/").content.decode()


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_a_colleagues_story_is_like_a_story_that_never_was(signed_in, rita, hidden, page):
    client = signed_in(rita)
    unknown = client.get(f"{LIST}99999999/{page}/")
    assert unknown.status_code == 404
    for story in hidden:
        for suffix in ("", "?_popup=1", "?_to_field=id", "?_changelist_filters=q%3DZamrud"):
            response = client.get(page_of(story, page) + suffix)
            assert response.status_code == 404
            assert text_of(response) == text_of(unknown)
        assert client.post(page_of(story, page), typed(story)).status_code == 404
    assert SECRET not in unknown.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/articles/",
        ADD,
        LIST,
        f"{LIST}?q={SECRET}",
        f"{LIST}?state=draft",
        f"{LIST}?state=returned",
        f"{LIST}?state=in_review",
        f"{LIST}?state=scheduled",
        f"{LIST}?state=withdrawn",
        f"{LIST}?state=trashed",
        f"{LIST}?o=1.-2.3",
        f"{LIST}?all=",
        f"{LIST}?_popup=1",
        f"{LIST}?_facets=True",
        "/admin/articles/category/",
        "/admin/articles/tag/",
        f"/admin/articles/tag/?q={SECRET}",
        "/admin/articles/reporter/",
    ],
)
def test_no_page_of_the_desk_names_it(signed_in, rita, hidden, address):
    a_draft(rita, title="Berita Rita")
    response = signed_in(rita).get(address)
    assert response.status_code == 200
    asked_for = (
        response.content.decode().replace(f'value="{SECRET}"', "").replace(f"q={SECRET}", "")
    )
    assert SECRET not in asked_for


def test_no_page_turns_the_number_of_a_story_into_its_words(signed_in, rita, hidden):
    kind = ContentType.objects.get_for_model(Article)
    for story in hidden:
        response = signed_in(rita).get(f"/admin/r/{kind.pk}/{story.pk}/")
        assert response.status_code == 404
        assert story.slug not in response.headers.get("Location", "")


def test_a_reporters_list_holds_his_own_stories_alone(signed_in, rita, edi, hidden):
    a_draft(rita, title="Berita Rita")
    assigned = a_draft(edi, title="Titipan Edi")
    workflow.edit(assigned, by=edi, fields={"assigned_to": rita}, seen=1)
    rows = signed_in(rita).get(LIST).context["cl"].result_list
    assert {row.title for row in rows} == {"Berita Rita", "Titipan Edi"}


@pytest.mark.parametrize(
    "question",
    [
        "body__icontains={}",
        "title__startswith=Judul",
        "created_by__password__startswith=md5",
        "created_by__username=sam",
        "assigned_to__email__contains=a",
        "events__reason__contains={}",
        "notes__text__contains={}",
        "tags__name__contains={}",
        "id__gt=0",
        "history__title__contains={}",
        "bylines__reporter__name=Fajar",
        "status=draft",
        "created_by=1",
    ],
)
def test_the_list_answers_no_question_but_its_own(signed_in, rita, hidden, question):
    """Hit or miss, the answer is the same: nothing can be found out letter by letter."""
    client = signed_in(rita)
    hit = client.get(f"{LIST}?{question.format(SECRET)}")
    miss = client.get(f"{LIST}?{question.format('Tidakadadimanapun')}")
    assert (hit.status_code, miss.status_code) == (400, 400)


def test_the_filters_of_the_list_count_only_ones_own(signed_in, rita, hidden):
    client = signed_in(rita)
    for state in ("draft", "returned", "in_review", "scheduled", "withdrawn", "trashed"):
        assert client.get(f"{LIST}?state={state}").context["cl"].result_count == 0


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("byline", "article"),
        ("articleevent", "article"),
        ("readbaseline", "article"),
        ("article", "created_by"),
        ("article", "assigned_to"),
        ("article", "photo"),
        ("article", "tags"),
    ],
)
def test_autocompletion_offers_nothing(signed_in, rita, hidden, model, field):
    response = signed_in(rita).get(
        "/admin/autocomplete/",
        {"app_label": "articles", "model_name": model, "field_name": field, "term": SECRET},
    )
    assert response.status_code in {403, 200}
    if response.status_code == 200:
        assert response.json()["results"] == []


def test_bulk_actions_do_not_reach_a_colleagues_story(signed_in, rita, hidden):
    client = signed_in(rita)
    before = list(Article.objects.order_by("pk").values())
    for action in ("submit", "trash", "take_back", "restore", "publish", "delete_selected"):
        for across in ("0", "1"):
            data = {
                "action": action,
                "_selected_action": [story.pk for story in hidden],
                "select_across": across,
            }
            response = client.post(LIST, data, follow=True)
            assert SECRET not in response.content.decode()
    assert list(Article.objects.order_by("pk").values()) == before


def test_ones_own_later_states_are_read_only(signed_in, rita, edi):
    story = a_story_in_review(rita, title="Milik Rita")
    client = signed_in(rita)
    html = client.get(page_of(story)).content.decode()
    assert "Milik Rita" in html
    assert 'name="title"' not in html
    response = client.post(page_of(story), typed(story, title="Diubah diam-diam"))
    assert response.status_code == 200
    assert Article.objects.get().title == "Milik Rita"
    assert "“Simpan” hanya untuk editor." in text_of(response)
    assert "Diubah diam-diam" in response.content.decode()


def test_the_history_of_ones_own_story_is_told_in_words(signed_in, rita, edi):
    story = a_returned_story(rita, edi, note="Sebutkan tarifnya.")
    words = text_of(signed_in(rita).get(page_of(story, "history")))
    assert "Kembalikan ke Penulis · Edi Kurniawan" in words
    assert "Sebutkan tarifnya." in words


def test_nobody_deletes_a_story(signed_in, rita, root):
    story = a_draft(rita)
    for person in (rita, root):
        for send in ("get", "post"):
            response = getattr(signed_in(person), send)(page_of(story, "delete"), {"post": "yes"})
            assert response.status_code == 403
            assert "tong sampah" in text_of(response)
    assert Article.objects.get() == story


def test_a_published_story_of_a_colleague_is_no_page_of_ones_desk(signed_in, rita, sam, edi):
    story = a_published_story(sam, edi)
    assert signed_in(rita).get(page_of(story)).status_code == 404


def test_a_role_taken_away_ends_at_once(signed_in, rita):
    story = a_draft(rita)
    client = signed_in(rita)
    rita.role = ""
    rita.save()
    assert client.get(page_of(story)).status_code == 302
    assert client.post(page_of(story), typed(story, title="Baru")).status_code == 403
    assert Article.objects.get().title == story.title


def test_a_tag_of_ones_own_or_of_the_public_is_offered(signed_in, rita, sam, edi):
    a_draft(rita, tags=["milik rita"])
    story = a_draft(sam, tags=["umum"])
    workflow.publish(story, by=edi, seen=1)
    a_draft(sam, tags=["rahasia"])
    html = signed_in(rita).get(ADD).content.decode()
    offered = {
        tag for tag in Tag.objects.values_list("name", flat=True) if f'value="{tag}"' in html
    }
    assert offered == {"milik rita", "umum"}
