"""The list of stories as a table: what the list shows to this person, noted in the log."""

import csv
import io

import pytest

from accounts.models import AuditEntry
from articles.models import Article
from tests.desk import LIST
from tests.newsdesk import a_draft, a_published_story, a_reporter, a_story_in_review

pytestmark = pytest.mark.django_db

EXPORT = f"{LIST}export/"


def read(answer) -> list[dict]:
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def titles(answer) -> list[str]:
    return [row["title"] for row in read(answer)]


def test_an_editor_takes_the_list_along_as_it_is_narrowed(signed_in, rita, sam, edi):
    a_draft(rita, title="Draf Rita")
    a_story_in_review(sam, title="Tinjau Sam")
    story = a_published_story(rita, edi, title="Sudah terbit")
    client = signed_in(edi)
    assert set(titles(client.post(EXPORT))) == {"Draf Rita", "Tinjau Sam", "Sudah terbit"}
    (row,) = read(client.post(f"{EXPORT}?state=published"))
    assert row["state"] == "Terbit"
    assert (row["created_by"], row["published_by"]) == ("Rita Anggraini", "Edi Kurniawan")
    assert (row["address"], row["bylines"]) == (story.get_absolute_url(), str(a_reporter()))
    details = AuditEntry.objects.filter(action="stories_exported").values_list("detail", flat=True)
    assert list(details.order_by("id")) == ["3", "1 state=published"]


def test_ticked_rows_alone_are_taken_along(signed_in, rita, edi):
    stories = [a_draft(rita, title=f"Judul {number}") for number in range(3)]
    data = {"_selected_action": [stories[0].pk, stories[2].pk, "9" * 40, "x"]}
    assert set(titles(signed_in(edi).post(EXPORT, data))) == {"Judul 0", "Judul 2"}


def test_a_reporter_takes_along_what_is_his_and_learns_of_nothing_else(signed_in, rita, sam):
    mine = a_draft(sam, title="Milik Sam")
    hers = a_draft(rita, title="Rahasia-7731", tags=["Rahasia-7731"])
    client = signed_in(sam)
    for data in ({}, {"_selected_action": [mine.pk, hers.pk]}, {"select_across": "1"}):
        answer = client.post(f"{EXPORT}?q=", data)
        text = b"".join(answer.streaming_content).decode()
        assert "Milik Sam" in text
        assert "7731" not in text
    assert titles(client.post(f"{EXPORT}?q=rahasia")) == []
    assert Article.objects.filter(title="Rahasia-7731").exists()


def test_nobody_else_takes_anything_along(client, signed_in, rita, django_user_model):
    a_draft(rita, title="Rahasia-7731")
    assert client.post(EXPORT).status_code == 302
    guest = django_user_model.objects.create_user(
        "tamu", display_name="Tamu", email="t@x.example", role=""
    )
    assert signed_in(guest).post(EXPORT).status_code == 302
    assert not AuditEntry.objects.filter(action="stories_exported").exists()


def test_looking_at_the_address_exports_nothing(signed_in, edi):
    assert signed_in(edi).get(EXPORT).status_code == 405
    assert not AuditEntry.objects.filter(action="stories_exported").exists()


def test_no_cell_of_it_is_a_formula(signed_in, rita, edi):
    a_draft(rita, title='=HYPERLINK("http://evil.example")', bylines=[])
    rita.display_name = "@SUM(A1)"
    rita.save()
    (row,) = read(signed_in(edi).post(EXPORT))
    assert row["title"] == '\'=HYPERLINK("http://evil.example")'
    assert row["created_by"] == "'@SUM(A1)"


@pytest.mark.parametrize("query", ["state=x", "p=x", "foo__bar=1", "q=%00", "e=1", "dari=x"])
def test_a_list_that_cannot_be_narrowed_so_is_no_error(signed_in, rita, edi, query):
    a_draft(rita)
    assert signed_in(edi).post(f"{EXPORT}?{query}").status_code in {200, 302, 400}


def test_a_table_of_more_stories_costs_no_more_queries(
    signed_in, rita, edi, django_assert_max_num_queries
):
    client = signed_in(edi)
    costs = []
    for _more in range(2):
        for number in range(4):
            a_draft(rita, title=f"Judul {number}")
        with django_assert_max_num_queries(25) as queries:
            read(client.post(EXPORT))
        costs.append(len(queries))
    assert costs[1] <= costs[0]
