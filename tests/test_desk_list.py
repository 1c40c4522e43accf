"""The list of stories: right, in few queries, and in one language like all pages of the desk."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Byline, Reporter
from articles.readership.baselines import set_baseline
from tests.desk import ADD, LIST, text_of
from tests.newsdesk import (
    a_category,
    a_draft,
    a_published_story,
    a_returned_story,
    a_scheduled_story,
    a_story_in_review,
    a_trashed_story,
    a_withdrawn_story,
)


@pytest.fixture
def every_state(rita, edi, mira):
    return {
        "draft": a_draft(rita, title="Satu"),
        "returned": a_returned_story(rita, edi, title="Dua"),
        "in_review": a_story_in_review(rita, title="Tiga"),
        "scheduled": a_scheduled_story(rita, edi, title="Empat"),
        "published": a_published_story(rita, edi, title="Lima"),
        "withdrawn": a_withdrawn_story(rita, edi, mira, title="Enam"),
        "trashed": a_trashed_story(rita, title="Tujuh"),
    }


def titles(response) -> set[str]:
    return {row.title for row in response.context["cl"].result_list}


def many(number: int, *, by) -> None:
    """Fill the desk with published stories and drafts, each with two names under it."""
    now, category = timezone.now(), a_category()
    reporter, _made = Reporter.objects.get_or_create(slug="x", defaults={"name": "X"})
    stories = [
        Article(
            title=f"Berita {n}",
            slug=f"berita-{n}",
            category=category,
            created_by=by,
            status="published" if n % 2 else "draft",
            published_at=now if n % 2 else None,
            first_published_at=now if n % 2 else None,
        )
        for n in range(number)
    ]
    stories = Article.objects.bulk_create(stories)
    Byline.objects.bulk_create(Byline(article=story, reporter=reporter) for story in stories)


@pytest.mark.parametrize("address", [LIST, f"{LIST}?state=published", ADD])
def test_the_number_of_queries_does_not_grow(signed_in, edi, address):
    client = signed_in(edi)
    client.get(address)  # what is asked once per process is asked now
    counts = []
    for more in (10, 490):
        many(more, by=edi)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14


def test_each_filter_holds_the_stories_of_its_state(signed_in, edi, every_state):
    client = signed_in(edi)
    for state, story in every_state.items():
        assert titles(client.get(f"{LIST}?state={state}")) == {story.title}
    assert titles(client.get(LIST)) == {"Satu", "Dua", "Tiga", "Empat", "Lima", "Enam"}


def test_the_states_are_called_by_their_names(signed_in, edi, every_state):
    page = text_of(signed_in(edi).get(LIST))
    for name in ("Draf", "Dikembalikan", "Menunggu Tinjauan", "Terjadwal", "Terbit", "Ditarik"):
        assert name in page


def test_reads_stand_beside_the_stories(signed_in, edi, rita):
    story = a_published_story(rita, edi)
    set_baseline(story, reads=2485, source="uji", now=timezone.now())
    assert "2.485" in text_of(signed_in(edi).get(LIST))


def test_the_list_says_which_version_it_shows(signed_in, edi, rita):
    story = a_story_in_review(rita)
    html = signed_in(edi).get(LIST).content.decode()
    assert f'name="_seen_{story.pk}" value="{story.version}"' in html


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%ED%A0%80",
        "p=abc",
        "p=-1",
        "p=99999999999999999999",
        "o=x.y",
        "o=99",
        "o=-",
        "state=%00",
        "state=apa",
        "category=abc",
        "category=%00",
        "category=999999999999999999999999",
        "reporter=%00",
        "reporter=%ED%A0%80",
        "reporter=" + "a" * 500,
        "queue=apa",
        "when=%00",
        "since=kemarin",
        "since=0001-01-01",
        "until=9999-12-31",
        "since=99999999999999",
        "sort=title",
        "q=%22%22%22&state=%22",
        "e=1",
        "all=",
        "_facets=True",
        "_popup=1",
        "q=" + "a" * 5000,
    ],
)
def test_any_question_to_the_list_has_an_answer(signed_in, edi, rita, query):
    a_draft(rita)
    assert signed_in(edi).get(f"{LIST}?{query}").status_code in {200, 302, 400, 404}


ENGLISH = (
    "Welcome",
    "Select",
    "Add ",
    "successfully",
    "Filter By",
    " and ",
    "the ",
    "Save",
    "View",
)


def test_no_english_stands_on_the_pages_of_the_desk(signed_in, mira, every_state):
    client = signed_in(mira)
    addresses = ["/admin/", "/admin/articles/", LIST, ADD]
    addresses += [
        f"{LIST}{story.pk}/{page}/"
        for story in every_state.values()
        for page in ("change", "history", "delete")
    ]
    for model in ("category", "tag", "reporter"):
        addresses += [f"/admin/articles/{model}/", f"/admin/articles/{model}/add/"]
    for address in addresses:
        page = text_of(client.get(address))
        assert [word for word in ENGLISH if word in page] == [], address
