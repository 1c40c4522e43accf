"""Nothing a reader may not see is found on any page, in any of its words.

Each story carries one secret word in everything it has: text, picture, names, topics. That there
is something to find is shown by publishing the same story.
"""

import pytest
from django.utils import timezone

from articles.editorial.writing import BylineEntry
from articles.models import Article, Category, Correction, Reporter, Tag
from tests.doors import WITHOUT_STORIES, every_document, every_list_and_document
from tests.newsdesk import (
    a_draft,
    a_published_story,
    a_returned_story,
    a_scheduled_story,
    a_story_in_review,
    a_trashed_story,
    a_withdrawn_story,
    with_photo,
)
from tests.readers import jakarta, read

pytestmark = pytest.mark.django_db

SECRET = "kelapamuda"


def secret_fields(rita):
    """Return a story's fields with the secret word in every one that readers could be shown."""
    reporter, _ = Reporter.objects.get_or_create(name=f"Orang {SECRET}", slug=SECRET)
    return {
        "title": f"Judul {SECRET}",
        "summary": f"Ringkasan {SECRET}",
        "dateline": SECRET.upper(),
        "body": f"<p>Isi {SECRET}.</p>",
        "is_reprint": True,
        "source": f"Sumber {SECRET}",
        "bylines": [BylineEntry(reporter)],
        "tags": [f"Topik {SECRET}"],
        **with_photo(
            rita,
            photo_alt=f"Alt {SECRET}",
            photo_caption=f"Foto {SECRET}",
            photo_credit=f"Juru foto {SECRET}",
        ),
    }


STATES = {
    "draft": lambda rita, edi, mira, **f: a_draft(rita, **f),
    "returned": lambda rita, edi, mira, **f: a_returned_story(rita, edi, **f),
    "in_review": lambda rita, edi, mira, **f: a_story_in_review(rita, **f),
    "scheduled": lambda rita, edi, mira, **f: a_scheduled_story(rita, edi, **f),
    "trashed": lambda rita, edi, mira, **f: a_trashed_story(rita, **f),
    "withdrawn": lambda rita, edi, mira, **f: a_withdrawn_story(rita, edi, mira, **f),
}


def every_page_of(client, hidden: Article) -> dict[str, str]:
    """Return all pages a reader could try, the addresses of the hidden story among them."""
    paths = ["/", "/nowhere", hidden.get_absolute_url(), f"/berita/{hidden.pk}/"]
    for model in (Category, Tag):
        paths += [thing.get_absolute_url() for thing in model.objects.all()]
    for article in Article.objects.published():
        paths.append(article.get_absolute_url())
    paths += every_list_and_document(hidden)
    answers = {path: client.get(path, follow=True).content for path in paths}
    return {path: content.decode(errors="replace") for path, content in answers.items()}


def pages_with_the_secret(client, hidden: Article) -> set[str]:
    pages = every_page_of(client, hidden)
    return {path for path, text in pages.items() if SECRET in text.casefold()}


@pytest.mark.parametrize("state", STATES)
def test_a_story_that_is_not_public_is_on_no_page(client, rita, edi, mira, state):
    a_published_story(rita, edi, title="Berita biasa", tags=["Pasar"])
    hidden = STATES[state](rita, edi, mira, **secret_fields(rita))
    read(hidden, timezone.localdate(), 99)
    Correction.objects.create(
        article=hidden, wrong=SECRET, right=SECRET, at=timezone.now(), by_name=SECRET
    )
    assert pages_with_the_secret(client, hidden) == set()


def test_the_same_story_is_on_every_page_once_it_is_public(client, rita, edi):
    ordinary = a_published_story(rita, edi, title="Berita biasa", tags=["Pasar"])
    shown = a_published_story(rita, edi, **secret_fields(rita))
    read(shown, timezone.localdate(), 99)
    assert pages_with_the_secret(client, shown) == {
        *set(every_list_and_document(shown)).difference(WITHOUT_STORIES, ["/sitemap.xml"]),
        "/",
        "/nowhere",
        shown.get_absolute_url(),
        f"/berita/{shown.pk}/",
        "/kategori/pemerintahan/",
        "/tag/pasar/",  # among the most read beside it
        Tag.objects.get(name=f"Topik {SECRET}").get_absolute_url(),
        ordinary.get_absolute_url(),
    }


@pytest.mark.parametrize("state", [state for state in STATES if state != "withdrawn"])
def test_no_document_changes_with_a_story_that_is_not_public(client, rita, edi, mira, state):
    """Neither its text nor its headers: a map that is newer than its stories would tell on one."""
    ordinary = a_published_story(rita, edi, title="Berita biasa", tags=["Pasar"])
    paths = every_document(ordinary)

    def documents():
        answers = [client.get(path) for path in paths]
        assert {answer.status_code for answer in answers} == {200}
        return [(dict(answer.headers), answer.content) for answer in answers]

    before = documents()
    STATES[state](rita, edi, mira, **secret_fields(rita))
    assert documents() == before


def test_what_only_the_newsroom_may_know_is_not_printed_with_the_story(client, rita, edi):
    fields = with_photo(rita)
    fields["photo"].origin = f"Pemberi {SECRET}"
    fields["photo"].save()
    rita.display_name = rita.username = SECRET
    rita.save()
    article = a_published_story(rita, edi, **fields)
    Correction.objects.create(
        article=article, wrong="a", right="b", at=jakarta(2026, 1, 1), by_name=SECRET
    )
    page = client.get(article.get_absolute_url()).content.decode()
    assert "Ralat" in page
    assert SECRET not in page


def test_the_page_of_a_name_shows_only_what_is_public(client, rita, edi):
    a_draft(rita, title=f"Judul {SECRET}")
    a_published_story(rita, edi, title="Berita biasa")
    page = client.get("/reporter/fajar-cqa/").content.decode()
    assert "Berita biasa" in page
    assert SECRET not in page
