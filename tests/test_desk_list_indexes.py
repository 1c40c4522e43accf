"""The desk's lists are read in the order of an index; however long they are, nothing is sorted."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, Category
from tests.desk import LIST

ORDERED = re.compile(
    r'SELECT (?:(?!SELECT).)* FROM "articles_article" WHERE (?:(?!SELECT).)* ORDER BY .* LIMIT .*',
    re.DOTALL,
)
SORTED = re.compile(r"TEMP B-TREE|\bSort\b")


@pytest.fixture
def section(rita, edi) -> int:
    """Return a section with half of three hundred stories, some of them in every state."""
    sections = [Category.objects.create(name=name, slug=name.lower()) for name in ("Satu", "Dua")]
    now = timezone.now()
    rows = []
    for number in range(300):
        at = now - timedelta(hours=number) if number % 10 else now + timedelta(hours=number + 1)
        facts = {
            0: {"status": "draft", "due_date": at.date()},
            1: {"status": "draft", "returned_at": at},
            2: {"status": "in_review", "submitted_at": at},
            3: {"status": "draft", "trashed_at": at},
        }.get(number % 16, {"status": "published", "published_at": at, "first_published_at": at})
        person = (rita, edi)[number % 2]
        rows.append(
            Article(
                title=f"Berita {number}",
                slug=f"berita-{number}",
                category=sections[number % 3 == 0],
                created_by=person,
                assigned_to=person if number % 5 == 0 else None,
                saved_at=now - timedelta(minutes=number),
                **facts,
            )
        )
    Article.objects.bulk_create(rows)
    return sections[0].pk


IN_ORDER = (
    *("", "p=30", "state=draft", "state=returned", "state=in_review", "state=published"),
    *("state=scheduled", "state=trashed", "state=published&sort=saved", "sort=newest"),
    *("sort=oldest", "queue=due", "category={section}", "category={section}&state=draft"),
    *("category={section}&sort=oldest", "category={section}&state=published&sort=saved"),
)
OWN_IN_ORDER = ("", "p=30", "state=draft", "state=published", "sort=newest", "sort=oldest")


def walks_of(client, query: str) -> list[str]:
    """Return how the database goes about reading the numbers of a list."""
    asked = []

    def note(execute, sql, values, many, context):
        asked.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        assert client.get(f"{LIST}?{query}").status_code == 200
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN (COSTS OFF) "
    plans = []
    with connection.cursor() as cursor:
        for sql, values in asked:
            if ORDERED.fullmatch(sql):
                cursor.execute(explain + sql, values)
                plans.append("\n".join(row[-1] for row in cursor.fetchall()))
    return plans


def test_a_list_is_read_in_the_order_of_an_index(signed_in, section, edi, rita):
    """With few rows PostgreSQL would rather sort them; told not to, it has to find an index."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    for person, queries in ((edi, IN_ORDER), (rita, OWN_IN_ORDER)):
        client = signed_in(person)
        for query in queries:
            plans = walks_of(client, query.format(section=section))
            assert plans, query
            for plan in plans:
                assert not SORTED.search(plan), (person, query, plan)
