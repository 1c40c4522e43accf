"""The list of stories answers the questions of a desk, page by page, and counts nothing to its end.

Equality everywhere: what a question finds, and nothing besides.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.bounded_list import LAST_PAGE
from articles.editorial import workflow
from articles.editorial.writing import BylineEntry
from articles.models import Article, Reporter
from tests.desk import LIST, text_of
from tests.newsdesk import (
    a_draft,
    a_forced_story,
    a_published_story,
    a_reporter,
    a_returned_story,
    a_scheduled_story,
    a_story_in_review,
)

SECRET = "Zamrudkhatulistiwa"


def found(client, query: str) -> list[str]:
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200, query
    return [story.title for story in response.context["cl"].result_list]


def test_a_story_is_found_by_its_category(signed_in, edi, rita, health):
    a_draft(rita, title="Posyandu", category=health)
    a_draft(rita, title="Pasar")
    assert found(signed_in(edi), f"category={health.pk}") == ["Posyandu"]


def test_a_story_is_found_by_words_of_its_title_or_text_in_any_form(signed_in, edi, rita):
    a_draft(rita, title="Bupati meresmikan pasar", body="<p>Lapaknya 120.</p>")
    a_draft(rita, title="Panen raya", body="<p>Peresmian lumbung padi ditunda.</p>")
    a_draft(rita, title="Banjir surut", body="<p>Warga pulang.</p>")
    client = signed_in(edi)
    assert found(client, "q=diresmikan") == ["Panen raya", "Bupati meresmikan pasar"]
    assert found(client, "q=%22lumbung+padi%22") == ["Panen raya"]
    assert found(client, "q=%22padi+lumbung%22") == []
    assert found(client, "q=lapak&state=draft") == ["Bupati meresmikan pasar"]
    assert found(client, "q=lapak&state=published") == []


def test_a_search_finds_nothing_of_a_colleagues(signed_in, rita, sam, edi):
    a_draft(sam, title=f"Judul {SECRET}", body=f"<p>{SECRET}</p>")
    assert found(signed_in(edi), f"q={SECRET}") == [f"Judul {SECRET}"]
    assert found(signed_in(rita), f"q={SECRET}") == []


def test_a_story_is_found_by_a_name_under_it(signed_in, edi, rita):
    a_draft(rita, title="Foto", bylines=[BylineEntry(a_reporter("Nining Kartika", "nining"))])
    a_draft(rita, title="Teks")
    client = signed_in(edi)
    assert found(client, "reporter=nining+kartika") == ["Foto"]
    assert found(client, "reporter=NINING") == ["Foto"]
    assert found(client, "reporter=Siapa") == []
    assert "Tidak ada nama seperti itu." in text_of(client.get(f"{LIST}?reporter=Siapa"))


def test_thousands_of_reporters_make_no_long_page(signed_in, edi):
    Reporter.objects.bulk_create(
        Reporter(name=f"Wartawan {number}", slug=f"wartawan-{number}") for number in range(3000)
    )
    response = signed_in(edi).get(LIST)
    assert response.content.decode().count("Wartawan") <= 300
    assert len(response.content) < 100_000


# Half past midnight in Jakarta is still the day before in Greenwich.
NOW = datetime(2026, 8, 12, 17, 30, tzinfo=UTC)


@pytest.fixture
def published_over_time(rita, edi, monkeypatch):
    """Stories published today, six and seven days ago, in this month and the last, at midnight."""
    zone = timezone.get_default_timezone()
    for title, day, hour in (
        ("Hari ini", date(2026, 8, 13), 0),
        ("Kemarin malam", date(2026, 8, 12), 23),
        ("Enam hari lalu", date(2026, 8, 7), 0),
        ("Tujuh hari lalu", date(2026, 8, 6), 23),
        ("Awal bulan", date(2026, 8, 1), 0),
        ("Bulan lalu", date(2026, 7, 31), 23),
    ):
        at = datetime(day.year, day.month, day.day, hour, 15, tzinfo=zone)
        a_published_story(rita, edi, title=title, at=at, now=at)
    a_draft(rita, title="Draf")
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("when=today", ["Hari ini"]),
        ("when=week", ["Hari ini", "Kemarin malam", "Enam hari lalu"]),
        (
            "when=month",
            ["Hari ini", "Kemarin malam", "Enam hari lalu", "Tujuh hari lalu", "Awal bulan"],
        ),
        ("since=2026-08-06&until=2026-08-07", ["Enam hari lalu", "Tujuh hari lalu"]),
        ("since=06-08-2026&until=07-08-2026", ["Enam hari lalu", "Tujuh hari lalu"]),
        ("until=2026-08-01", ["Awal bulan", "Bulan lalu"]),
        ("since=2026-08-13", ["Hari ini"]),
        ("until=2026-08-01&sort=oldest", ["Bulan lalu", "Awal bulan"]),
    ],
)
def test_a_story_is_found_by_the_days_of_jakarta(
    signed_in, edi, published_over_time, query, expected
):
    assert found(signed_in(edi), query) == expected


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("since=kemarin", "Tanggal ini tidak dapat dibaca; tulis seperti 2025-09-02."),
        ("until=0001-01-01", "Pilih tahun antara 1900 dan 9998."),
        ("since=9999-12-31", "Pilih tahun antara 1900 dan 9998."),
        ("since=2026-02-30", "Tanggal ini tidak dapat dibaca; tulis seperti 2025-09-02."),
        ("since=2026-08-02&until=2026-08-01", "Tanggal ini mendahului tanggal awal."),
    ],
)
def test_a_day_that_is_none_is_said_beside_its_field(signed_in, edi, query, sentence):
    assert sentence in text_of(signed_in(edi).get(f"{LIST}?{query}"))


def test_what_waits_for_an_editor_is_what_others_wrote_and_what_he_was_given(
    signed_in, rita, edi, mira
):
    a_story_in_review(rita, title="Antre Rita")
    a_story_in_review(edi, title="Antre Edi")
    a_forced_story(rita, mira, title="Dipaksa Mira")
    a_draft(rita, title="Draf Rita")
    given = a_draft(rita, title="Titipan")
    Article.objects.filter(pk=given.pk).update(assigned_to=edi)
    assert set(found(signed_in(edi), "queue=me")) == {"Antre Rita", "Dipaksa Mira", "Titipan"}
    assert set(found(signed_in(mira), "queue=me")) == {"Antre Rita", "Antre Edi"}


def test_what_waits_for_a_reporter_is_what_came_back_and_what_he_was_given(
    signed_in, rita, sam, edi
):
    a_returned_story(rita, edi, title="Kembali")
    a_returned_story(sam, edi, title=SECRET)
    a_story_in_review(rita, title="Antre")
    a_draft(rita, title="Draf")
    given = a_draft(edi, title="Titipan")
    Article.objects.filter(pk=given.pk).update(assigned_to=rita)
    assert set(found(signed_in(rita), "queue=me")) == {"Kembali", "Titipan"}


def test_an_editors_own_stories_and_the_marked_and_the_expected(signed_in, rita, edi, mira):
    a_draft(edi, title="Milik Edi")
    a_forced_story(rita, mira, title="Dipaksa")
    due = a_draft(rita, title="Bertenggat")
    Article.objects.filter(pk=due.pk).update(due_date=timezone.localdate())
    client = signed_in(edi)
    assert found(client, "queue=mine") == ["Milik Edi"]
    assert found(client, "queue=second_look") == ["Dipaksa"]
    assert found(client, "queue=due") == ["Bertenggat"]


def test_each_state_stands_in_the_order_of_what_comes_first(signed_in, rita, edi):
    now = timezone.now()
    for hours, title in ((3, "Lama"), (1, "Baru"), (2, "Tengah")):
        story = a_draft(rita, title=title, now=now - timedelta(days=2))
        workflow.submit(story, by=rita, seen=1, now=now - timedelta(hours=hours))
        a_scheduled_story(rita, edi, title=title, at=now + timedelta(hours=hours))
        a_published_story(rita, edi, title=title, at=now - timedelta(hours=hours))
    client = signed_in(edi)
    assert found(client, "state=in_review") == ["Lama", "Tengah", "Baru"]
    assert found(client, "state=scheduled") == ["Baru", "Tengah", "Lama"]
    assert found(client, "state=published") == ["Baru", "Tengah", "Lama"]


def test_the_columns_say_who_wrote_and_who_edited(signed_in, rita, edi, mira):
    published = a_published_story(rita, edi, title="Terbit")
    a_draft(rita, title="Sendiri")
    edited = workflow.edit(
        a_draft(rita, title="Disunting"), by=mira, fields={"summary": "Baru."}, seen=1
    )
    given = a_draft(rita, title="Titipan")
    Article.objects.filter(pk=given.pk).update(assigned_to=mira)
    response = signed_in(edi).get(LIST)
    rows = {story.title: story for story in response.context["cl"].result_list}
    assert rows["Terbit"].colleague == "Edi Kurniawan"
    assert rows["Disunting"].colleague == "Mira Lestari"
    assert rows["Sendiri"].colleague == ""
    assert "Rita Anggraini → Mira Lestari" in text_of(response)
    assert {published.pk, edited.pk} <= {row.pk for row in rows.values()}


def many(number: int, by) -> None:
    Article.objects.bulk_create(
        Article(title=f"Draf {n}", slug=f"draf-{n}", created_by=by) for n in range(number)
    )


def test_pages_follow_one_another_to_the_end(signed_in, edi, rita):
    many(120, rita)
    client = signed_in(edi)
    seen = []
    for number in (1, 2, 3):
        response = client.get(f"{LIST}?p={number}")
        seen += [story.pk for story in response.context["cl"].result_list]
        html = response.content.decode()
        assert ('rel="prev"' in html, 'rel="next"' in html) == (number > 1, number < 3)
        assert f"Halaman {number}" in html
    assert seen == list(Article.objects.order_by("-saved_at", "-id").values_list("pk", flat=True))


@pytest.mark.parametrize("page", ["4", "0", "-1", "x", "9" * 30, str(LAST_PAGE + 1)])
def test_a_page_that_is_none_is_a_sentence_or_the_first(signed_in, edi, rita, page):
    many(120, rita)
    response = signed_in(edi).get(f"{LIST}?p={page}")
    assert response.status_code == 200
    rows = len(response.context["cl"].result_list)
    assert rows == 50 or (rows == 0 and "Halaman ini kosong." in text_of(response))


def test_more_than_a_thousand_are_not_counted(signed_in, edi, rita):
    many(1010, rita)
    client = signed_in(edi)
    for query in ("", "state=draft", "p=3", "p=21"):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"{LIST}?{query}")
        assert "1.000+" in text_of(response), query
        assert not any("COUNT(" in query["sql"].upper() for query in story_queries(queries))
    assert len(response.context["cl"].result_list) == 10
    assert not response.context["cl"].has_next


def story_queries(captured) -> list[dict]:
    """Return the queries that read stories; the bar counts the notices of one person."""
    return [q for q in captured if 'FROM "articles_article"' in q["sql"]]


@pytest.mark.parametrize("query", ["", "state=published", "queue=me", "q=draf", "reporter=x"])
def test_every_query_of_the_list_is_bounded(signed_in, edi, rita, query):
    many(60, rita)
    a_published_story(rita, edi)
    client = signed_in(edi)
    client.get(f"{LIST}?{query}")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{LIST}?{query}")
    assert len(queries) <= 16
    for asked in story_queries(queries):
        assert "LIMIT" in asked["sql"] or " IN (" in asked["sql"], asked["sql"]
