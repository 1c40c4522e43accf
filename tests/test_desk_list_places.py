"""The list of stories holds what its questions mean, whichever way the database is asked for it.

What stands on every page is compared with what looking at each story in turn would give: for lists
read from several indexes, for names and words that are rare, common, or seldom where one looks.
"""

from datetime import timedelta
from itertools import count

import pytest
from django.contrib import admin
from django.db import connection
from django.utils import timezone

from articles.admin import list_places
from articles.admin.list_places import Names, Words
from articles.editorial import queues, walks
from articles.models import Article, Byline, Category, search_text
from tests.desk import LIST, text_of
from tests.newsdesk import a_reporter

NOW = timezone.now().replace(microsecond=0)
TITLES = ("Banjir surut", "Panen raya", "Pasar malam ramai", "Malam di pasar", "Vaksinasi")
STATES = ("draft", "returned", "in_review", "scheduled", "published", "withdrawn", "trashed")
WAYS = {  # how few are few, and how far one looks
    "as it is": (list_places.FEW, Words.looked_at),
    "all named": (list_places.FEW, 1),
    "all looked at": (1, 10_000),
    "all left to the database": (1, 1),
}
QUESTIONS = (
    *("", *(f"state={state}" for state in STATES), "queue=due", "queue=second_look"),
    *("category={section}", "category={section}&state=published", "category={section}&state=draft"),
    *("sort=newest", "sort=oldest", "category={section}&sort=oldest", "state=published&sort=saved"),
    *("queue=mine", "queue=mine&state=published", "queue=mine&sort=oldest"),
    *("reporter=fajar", "reporter=fajar&state=published", "reporter=fajar&category={section}"),
    *("reporter=fajar&queue=mine", "q=pasar", "q=%22pasar+malam%22", "q=pasar&state=in_review"),
    *("q=pasar&sort=oldest", "q=banjir&reporter=fajar", "q=pasar&category={section}&sort=saved"),
)


def a_row(number: int, rita, sam, edi, sections) -> Article:
    """Return a story unlike its neighbours in state, author, task, section, times and words."""
    state, at = STATES[number % 7], NOW - timedelta(hours=number * 37 % 500 + 1)
    public = {"published_at": at, "first_published_at": at}
    facts = {
        "returned": {"returned_at": at},
        # Some were handed in before the time of that was kept.
        "in_review": {"status": "in_review", "submitted_at": at if number % 3 else None},
        "scheduled": {"status": "published"}
        | dict.fromkeys(public, NOW + timedelta(days=number + 1)),
        "published": {"status": "published", **public}
        | ({"marked_at": at, "marked_by": edi} if number % 4 == 0 else {}),
        "withdrawn": {"status": "withdrawn", "withdrawn_at": at, "withdrawal_text": "x", **public},
        "trashed": {"trashed_at": at},
    }.get(state, {})
    return Article(
        title=f"{TITLES[number % 5]} {number}",
        slug=f"berita-{number}",
        category=sections[number % 2],
        created_by=(rita, rita, sam, edi)[number % 4],
        assigned_to=(None, None, rita, rita, edi)[number % 5],
        due_date=None if number % 3 else (NOW + timedelta(days=number % 8)).date(),
        saved_at=NOW - timedelta(minutes=number * 53 % 97),
        **facts,
    )


@pytest.fixture
def newsroom(rita, sam, edi):
    sections = [Category.objects.create(name=name, slug=name.lower()) for name in ("Satu", "Dua")]
    rows = [a_row(number, rita, sam, edi, sections) for number in range(84)]
    stories = Article.objects.bulk_create(rows)
    search_text.keep(stories)
    fajar = a_reporter("Fajar CQA", "fajar")
    bylines = [Byline(article=story, reporter=fajar) for story in stories[::3]]
    twice = [Byline(article=story, reporter=fajar, role="photographer") for story in stories[::6]]
    Byline.objects.bulk_create(bylines + twice)
    return sections[0].pk


def shown(client, query: str) -> list[str]:
    """Return the titles of all pages of a list, in their order."""
    titles = []
    for page in count(1):
        listed = client.get(f"{LIST}?{query}&p={page}").context["cl"]
        titles += [story.title for story in listed.result_list]
        if not listed.has_next:
            return titles


def expected(query: str, person, section: int) -> list[str]:
    """Return the titles that this query means, by looking at one story after the other."""
    asked = dict(part.split("=") for part in query.split("&") if part)
    if person.role == "reporter" and asked.get("queue") != "due":
        asked.pop("queue", None)  # these are questions of editors
    by_fajar = set(Byline.objects.values_list("article", flat=True))
    phrase = asked.get("q", "").replace("%22", "").replace("+", " ")

    def is_meant(story: Article) -> bool:
        own = person.pk in (story.created_by_id, story.assigned_to_id)
        state = story.state(NOW)
        queue = asked.get("queue")
        return (
            (own or (person.role == "editor" and queue != "mine"))
            and (state == asked["state"] if "state" in asked else state != "trashed")
            and (queue != "due" or (bool(story.due_date) and state in _UNFINISHED))
            and (queue != "second_look" or story.marked_at is not None)
            and ("category" not in asked or story.category_id == section)
            and ("reporter" not in asked or story.pk in by_fajar)
            and phrase in story.title.lower()
            and (asked.get("sort", "saved") == "saved" or story.published_at is not None)
        )

    order = {"newest": ("-published_at", "-id"), "oldest": ("published_at", "id")}.get(
        asked.get("sort", ""), queues.LAST_SAVED
    )
    if "sort" not in asked:
        order = {"due": ("due_date", "id"), "second_look": ("marked_at", "id")}.get(
            asked.get("queue", ""), queues.ORDERS.get(asked.get("state", ""), order)
        )
    stories = [story for story in Article.objects.all() if is_meant(story)]
    ends = 1 if connection.features.nulls_order_largest else -1

    def key(story: Article) -> list[tuple]:
        values = [getattr(story, name.lstrip("-")) for name in order]
        return [(ends, 0) if value is None else (0, value) for value in values]

    stories.sort(key=key, reverse=order[0].startswith("-"))
    return [story.title for story in stories]


_UNFINISHED = ("draft", "returned", "in_review")


def go(way: str, patch: pytest.MonkeyPatch) -> None:
    """Let short lists be found as long ones are, on one of the ways."""
    few, far = WAYS[way]
    patch.setattr(list_places, "FEW", few)
    patch.setattr(list_places, "_NEAR", 1)
    for question in (Names, Words):
        patch.setattr(question, "looked_at", far)
    patch.setattr(admin.site._registry[Article], "list_per_page", 7)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", ["edi", "rita"])
def test_every_page_holds_what_its_question_means(
    signed_in, newsroom, role, way, request, monkeypatch
):
    go(way, monkeypatch)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    person = request.getfixturevalue(role)
    client = signed_in(person)
    asked = QUESTIONS if way == "as it is" else [q for q in QUESTIONS if "q=" in q or "rep" in q]
    for question in asked:
        query = question.format(section=newsroom)
        meant = expected(query, person, newsroom)
        assert shown(client, query) == meant, query
    assert len(meant) > 1  # a comparison of empty lists would say nothing


def test_every_way_is_gone(signed_in, newsroom, edi, monkeypatch):
    """The settings of the test above lead where their names say."""
    gone = set()
    for name in ("_named", "_narrowed"):
        true = getattr(list_places, name)

        def noted(*given, name=name, true=true):
            gone.add(name)
            return true(*given)

        monkeypatch.setattr(list_places, name, noted)
    found = {}
    for way in WAYS:
        with monkeypatch.context() as patch:
            go(way, patch)
            gone.clear()
            shown(signed_in(edi), "q=banjir&reporter=fajar")
            found[way] = set(gone)
    assert found == {
        "as it is": set(),
        "all named": {"_named"},
        "all looked at": set(),
        "all left to the database": {"_named", "_narrowed"},
    }


def test_of_words_in_more_stories_than_are_paged_the_newest_are_listed(
    signed_in, newsroom, edi, monkeypatch
):
    monkeypatch.setattr(list_places, "MOST", 3)
    monkeypatch.setattr(list_places, "FEW", 6)
    monkeypatch.setattr(list_places, "_NEAR", 1)
    monkeypatch.setattr(Words, "looked_at", 1)
    monkeypatch.setattr(admin.site._registry[Article], "list_per_page", 7)
    listed = signed_in(edi).get(f"{LIST}?q=pasar").context["cl"]
    words = Article.objects.filter(title__icontains="pasar").order_by("-search_text__place")[:6]
    kept = [story for story in words if not story.trashed_at]
    titles = [story.title for story in sorted(kept, key=lambda s: (s.saved_at, s.pk))[::-1]]
    assert [story.title for story in listed.result_list] == titles


def test_a_search_of_many_says_that_there_are_more(signed_in, newsroom, edi, monkeypatch):
    monkeypatch.setattr(admin.site._registry[Article], "list_per_page", 7)
    monkeypatch.setattr(list_places, "_NEAR", 1)
    page = signed_in(edi).get(f"{LIST}?q=pasar")
    assert '<span class="desk-count">7+</span>' in page.content.decode()
    last = signed_in(edi).get(f"{LIST}?q=pasar&p=5")
    number = sum(
        "pasar" in story.title.lower() for story in Article.objects.filter(trashed_at=None)
    )
    assert f'<span class="desk-count">{number}</span>' in last.content.decode()


def test_a_list_of_words_or_names_ends_after_twenty_pages(signed_in, newsroom, edi, monkeypatch):
    monkeypatch.setattr(admin.site._registry[Article], "list_per_page", 1)
    client = signed_in(edi)
    for query in ("q=pasar", "reporter=fajar"):
        last = client.get(f"{LIST}?{query}&p=99")
        assert last.context["cl"].page_num == 20
        assert "Masih ada yang lain." in text_of(last)
        assert 'rel="next"' not in last.content.decode()


def test_a_reporter_learns_nothing_of_others_from_counts(signed_in, newsroom, sam, monkeypatch):
    """Every way ends at his own stories, and so does the number above the list."""
    for way in WAYS:
        with monkeypatch.context() as patch:
            go(way, patch)
            patch.setattr(admin.site._registry[Article], "list_per_page", 50)
            for query in ("q=pasar", "reporter=fajar", "q=pasar&reporter=fajar"):
                listed = signed_in(sam).get(f"{LIST}?{query}").context["cl"]
                own = expected(query, sam, newsroom)
                assert [story.title for story in listed.result_list] == own
                assert listed.result_count == len(own) > 0


def test_parts_of_a_list_are_put_together_as_one(newsroom):
    stories = Article.objects.order_by("submitted_at", "id")
    parts = [stories.filter(status=status) for status in ("draft", "published", "in_review")]
    whole = list(
        stories.filter(status__in=("draft", "published", "in_review")).values_list("pk", flat=True)
    )
    assert [walks.between(parts, n, n + 9) for n in range(0, 90, 9)] == [
        whole[n : n + 9] for n in range(0, 90, 9)
    ]
    assert walks.first_of([], 5) == []


def test_a_name_is_looked_for_as_it_stands_under_the_stories(newsroom, edi):
    numbers = list(Article.objects.values_list("pk", flat=True))
    with_it = set(Byline.objects.values_list("article", flat=True))
    fajar = Byline.objects.values_list("reporter", flat=True)[0]
    assert Names([fajar]).among(numbers) == with_it
    assert set(Names([fajar]).newest()[0]) == with_it
    assert set(Names([fajar]).narrow(Article.objects.all()).values_list("pk", flat=True)) == with_it
