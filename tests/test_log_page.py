"""Asking the log: who, what, when, which story; page by page, and taken along as a table."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import audit, log_search
from accounts.csv_files import harmless
from accounts.models import AuditEntry, User
from tests.newsdesk import a_draft, a_story_in_review

LOG = "/admin/accounts/auditentry/"
EXPORT = f"{LOG}export/"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n@x"]


@pytest.fixture
def at(monkeypatch):
    """Return a function that writes an entry as if it were another moment."""

    def write(moment: str, action: str = "publish", **facts) -> AuditEntry:
        when = timezone.datetime.fromisoformat(moment)
        monkeypatch.setattr(audit.timezone, "now", lambda: when)
        entry = audit.record(action, **facts)
        monkeypatch.undo()
        return entry

    return write


def shown(answer) -> list[str]:
    assert answer.status_code == 200
    return [row["entry"].detail for row in answer.context["rows"]]


@pytest.mark.django_db
def test_the_log_answers_who_what_which_and_when(signed_in, rita, edi, mira, at):
    story = a_draft(rita)
    at("2025-09-01T16:59:59Z", by=edi, detail="Monday")  # one second before Tuesday in Jakarta
    at("2025-09-01T17:00:00Z", by=edi, target=story, detail="Tuesday")
    at("2025-09-02T16:59:59Z", "withdraw", by=rita, detail="Tuesday evening", refused=True)
    client = signed_in(mira)

    def asked(**question) -> list[str]:
        return [detail for detail in shown(client.get(LOG, question)) if detail]

    assert asked(dari="2025-09-02", sampai="2025-09-02") == ["Tuesday evening", "Tuesday"]
    assert asked(sampai="01-09-2025") == ["Monday"]
    assert asked(who="Edi Kurniawan") == asked(who="edi") == ["Tuesday", "Monday"]
    assert asked(who="kurnia") == ["Tuesday", "Monday"]
    assert asked(action="withdraw") == asked(refused="on") == ["Tuesday evening"]
    assert asked(kind="article", number=story.pk) == ["Tuesday"]
    assert asked(q="EVENING") == ["Tuesday evening"]
    assert asked(q="evening", who="edi") == []


@pytest.mark.django_db
def test_somebody_whose_account_is_gone_is_found_by_name(signed_in, mira, rita, at):
    at("2025-09-01T00:00Z", by=rita, detail="hers")
    at("2025-09-01T00:00Z", name="Sam", detail="his")
    User.objects.get(pk=rita.pk).delete()
    client = signed_in(mira)
    assert shown(client.get(LOG, {"who": "Rita Anggraini"})) == ["hers"]
    assert shown(client.get(LOG, {"q": "anggraini"})) == ["hers"]


@pytest.mark.django_db
def test_pages_go_on_where_the_last_one_ended(signed_in, mira, at, monkeypatch):
    for number in range(7):  # several in one moment: their numbers part them
        at(f"2025-09-0{1 + number // 3}T00:00Z", detail=str(number))
    monkeypatch.setattr(log_search, "ON_A_PAGE", 3)
    client = signed_in(mira)
    first = client.get(LOG, {"action": "publish"})
    audit.record("publish", detail="new")  # what comes meanwhile moves nothing
    second = client.get(f"{LOG}?{first.context['older']}")
    third = client.get(f"{LOG}?{second.context['older']}")
    assert [shown(page) for page in (first, second, third)] == [
        ["6", "5", "4"], ["3", "2", "1"], ["0"],
    ]  # fmt: skip
    assert third.context["older"] == ""


@pytest.mark.django_db
def test_a_word_is_looked_for_in_so_many_entries_and_then_further_back(
    signed_in, mira, at, monkeypatch
):
    at("2025-09-01T00:00Z", detail="the word")
    for number in range(5):
        at("2025-09-02T00:00Z", detail=str(number))
    monkeypatch.setattr(log_search, "WINDOW", 3)
    client = signed_in(mira)
    first = client.get(LOG, {"q": "word"})
    assert shown(first) == []
    assert "Lihat lebih jauh ke belakang" in first.content.decode()
    second = client.get(f"{LOG}?{first.context['older']}")
    assert shown(second) == ["the word"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["x", "-1", "0", "9" * 30, "٣", "1 OR 1=1", "1\x00"])
def test_a_page_that_is_none(signed_in, mira, page):
    audit.record("publish", detail="entry")
    answer = signed_in(mira).get(LOG, {"after": page})
    assert answer.status_code in {200, 404}
    assert "entry" not in (shown(answer) if answer.status_code == 200 else [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "question",
    [
        {"dari": "kemarin"}, {"sampai": "0000-00-00"}, {"sampai": "9999-12-31"},
        {"dari": "0001-01-01"}, {"action": "nonsense"}, {"kind": "a b"}, {"q": "x" * 5000},
        {"dari": "2025-09-03", "sampai": "2025-09-02"},
    ],
)  # fmt: skip
def test_a_question_that_is_none_is_a_sentence(signed_in, mira, question):
    audit.record("publish", detail="entry")
    client = signed_in(mira)
    answer = client.get(LOG, question)
    assert (answer.status_code, shown(answer)) == (200, [])
    assert answer.context["form"].errors
    assert client.post(EXPORT, question).status_code == 302
    assert not AuditEntry.objects.filter(action="log_exported").exists()


def read(answer) -> list[dict]:
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.django_db
def test_the_answer_is_taken_along_and_that_is_in_the_log(signed_in, mira, at):
    at("2025-09-01T17:00:00Z", name="Edi", detail='says "hello", twice')
    at("2025-09-02T17:00:00Z", name="Sam", detail="other")
    answer = signed_in(mira).post(EXPORT, {"who": "Edi", "sampai": "2025-09-02"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="log-')
    assert answer["Cache-Control"] == "private, no-store"
    assert read(answer) == [
        {
            "at_utc": "2025-09-01T17:00:00+00:00",
            "at_local": "2025-09-02T00:00:00+07:00",
            "who": "Edi",
            "account": "",
            "action": "publish",
            "action_name": "Terbitkan sekarang",
            "refused": "0",
            "kind": "",
            "number": "",
            "object": "",
            "detail": 'says "hello", twice',
        }
    ]
    entry = AuditEntry.objects.get(action="log_exported")
    assert (entry.actor, entry.detail) == (mira, "who: Edi; until: 2025-09-02")


@pytest.mark.django_db
@pytest.mark.parametrize("more", [{"_selected_action": "x"}, {"q": "\x00"}, {"nonsense": "1"}])
def test_what_is_sent_besides_is_no_question(signed_in, mira, at, more):
    at("2025-09-01T17:00:00Z", name="Edi", detail="entry")
    client = signed_in(mira)
    assert [row["detail"] for row in read(client.post(EXPORT, more)) if row["who"] == "Edi"]
    assert "entry" in shown(client.get(LOG, more))


@pytest.mark.django_db
def test_no_cell_of_the_table_is_a_formula(signed_in, mira):
    for formula in FORMULAS:
        AuditEntry.objects.create(
            at=timezone.now(), actor_name=formula, action="publish", detail=formula
        )
    rows = read(signed_in(mira).post(EXPORT, {"action": "publish"}))
    assert len(rows) == len(FORMULAS)
    for row in rows:
        assert (row["who"][0], row["detail"][0]) == ("'", "'")


@pytest.mark.once
@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_a_formula_is_made_harmless(text):
    cell = harmless(text)
    assert cell.startswith("'")
    assert cell.isprintable()


@pytest.mark.once
@pytest.mark.parametrize("text", ["", "Edi", "2.485", "a=1", "– tanda", "’kutip", None, 7])
def test_what_is_no_formula_stays_as_it_is(text):
    assert harmless(text) == ("" if text is None else str(text))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status"), [("rita", 403), ("edi", 403), ("mira", 200), ("root", 200)]
)
def test_who_reads_the_log_takes_it_along(request, who, status):
    audit.record("publish", detail="secret-reason-4711")
    client = Client()
    client.force_login(
        request.getfixturevalue(who), backend="django.contrib.auth.backends.ModelBackend"
    )
    answer = client.post(EXPORT)
    assert answer.status_code == status
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert (b"secret-reason-4711" in content) is (status == 200)
    assert client.get(EXPORT).status_code in {403, 405}
    noted = AuditEntry.objects.filter(action="log_exported").count()
    assert noted == (1 if status == 200 else 0)


@pytest.mark.django_db
def test_the_log_is_not_exported_from_another_site(mira):
    client = Client(enforce_csrf_checks=True)
    client.force_login(mira, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(EXPORT, headers={"origin": "https://evil.example"}).status_code == 403
    assert not AuditEntry.objects.filter(action="log_exported").exists()


@pytest.mark.django_db
def test_every_question_ends_in_an_index(rita, mira, django_assert_max_num_queries):
    story = a_story_in_review(rita)
    now = timezone.localdate()
    for question in (
        log_search.Question(),
        log_search.Question(who="Rita Anggraini"),
        log_search.Question(action="submit"),
        log_search.Question(kind="article", number=str(story.pk)),
        log_search.Question(only_refused=True),
        log_search.Question(since=now - timedelta(days=1), until=now),
        log_search.Question(text="posyandu"),
    ):
        with django_assert_max_num_queries(3) as queries:
            log_search.page_of(question)
        assert not [query for query in queries if "COUNT(" in query["sql"].upper()]
