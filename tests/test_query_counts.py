"""The number of queries of a page does not depend on how many rows there are: 10 or 500."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Byline, Category, Reporter, Tag, listing, search_text
from articles.public import search_statements
from tests.conftest import PHONE
from tests.doors import every_list_and_document
from tests.readers import read

FEW, MANY = 10, 500
CATEGORIES = ("pemerintahan", "kesehatan", "ekonomi")


@pytest.fixture
def newspaper(edi, rita, monkeypatch):
    """Return a function that fills the newspaper up to a number of published stories.

    A search begins by looking at some of the newest stories. Small newspapers end there, so the
    few here are made more than it looks at: else one way would be compared with another.
    """
    monkeypatch.setattr(search_statements, "_SAMPLE", FEW // 2)
    categories = [Category.objects.create(name=slug.title(), slug=slug) for slug in CATEGORIES]
    reporter = Reporter.objects.create(name="Fajar CQA", slug="fajar-cqa")
    tag = Tag.objects.create(name="Padi", key="padi", slug="padi")
    now = timezone.now()

    def fill(number: int) -> None:
        there = Article.objects.count()
        stories = Article.objects.bulk_create(
            Article(
                title=f"Berita ke-{n}",
                slug=f"berita-ke-{n}",
                body=f"<p>Isi berita ke-{n}.</p>",
                category=categories[n % len(categories)],
                status="published",
                published_at=now - timedelta(hours=n + 1),
                first_published_at=now - timedelta(hours=n + 1),
                posted_by="Newsroom Diskominfosantik",
                created_by=rita,
                published_by=edi,
            )
            for n in range(there, number)
        )
        search_text.keep(stories)
        Byline.objects.bulk_create(
            Byline(article=story, reporter=reporter, role="reporter", position=1)
            for story in stories
        )
        Article.tags.through.objects.bulk_create(
            Article.tags.through(article=story, tag=tag) for story in stories
        )
        listing.write(stories)
        day = timezone.localdate()
        for n, story in enumerate(stories):
            read(story, day, n + 1)
        Tag.objects.bulk_create(
            Tag(name=f"Tag {n}", key=f"tag {n}", slug=f"tag-{n}") for n in range(there, number)
        )
        Reporter.objects.bulk_create(
            Reporter(name=f"Wartawan {n}", slug=f"wartawan-{n}") for n in range(there, number)
        )

    return fill


def visit(client, path: str) -> int:
    """Open a page as the same visitor and return how many queries it took."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path, headers={"user-agent": PHONE})
    assert answer.status_code in {200, 404}, path
    return len(captured)


def counts(client, paths: list[str]) -> dict[str, int]:
    """Count the queries of every page, once what is asked once a day or a visitor is known."""
    for path in [*paths, *paths]:
        visit(client, path)
    return {path: visit(client, path) for path in paths}


def test_readers_pages_need_as_many_queries_for_500_stories_as_for_10(client, newspaper):
    newspaper(FEW)
    story = Article.objects.get(slug="berita-ke-3")
    paths = [
        "/",
        "/kategori/pemerintahan/",
        "/kategori/pemerintahan/?page=1",
        "/tag/padi/",
        "/reporter/fajar-cqa/",
        story.get_absolute_url(),
        "/tidak-ada/",
        "/cari/?q=berita",
        *every_list_and_document(story),
    ]
    few = counts(client, paths)
    newspaper(MANY)
    assert counts(client, paths) == few


@pytest.mark.parametrize("role", ["edi", "rita", "mira", "root"])
def test_the_desk_needs_as_many_queries_for_500_stories_as_for_10(
    signed_in, newspaper, role, request
):
    newspaper(FEW)
    paths = ["/admin/", "/admin/calendar/", "/admin/schedule/", "/admin/articles/article/"]
    paths += [f"/admin/articles/article/?{query}" for query in ("q=isi", "queue=me")]
    paths += [f"/admin/numbers/?by={by}&period=year" for by in ("reporters", "sections", "tags")]
    paths += [f"/admin/numbers/{page}/" for page in ("first-day", "turned-away", "ledger")]
    paths += ["/admin/numbers/stories/?period=year"]
    if role == "mira":
        today = timezone.localdate()
        month = f"month={today.month}&year={today.year}"
        paths += [f"/admin/numbers/monthly/{page}?{month}" for page in ("", "print/")]
        paths += [f"/admin/articles/{kind}/" for kind in ("category", "tag", "reporter")]
    client = signed_in(request.getfixturevalue(role))
    few = counts(client, paths)
    newspaper(MANY)
    assert counts(client, paths) == few


def test_the_writing_page_needs_as_many_queries_for_500_stories_as_for_10(
    signed_in, newspaper, edi
):
    newspaper(FEW)
    story = Article.objects.get(slug="berita-ke-3")
    client = signed_in(edi)
    paths = [
        f"/admin/articles/article/{story.pk}/{page}/" for page in ("change", "history", "reads")
    ]
    paths.append("/admin/articles/article/add/")
    few = counts(client, paths)
    newspaper(MANY)
    assert counts(client, paths) == few
