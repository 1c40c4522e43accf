"""The read beacon where it is sent too often or something is away, and the pages that send it."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import AddressMinute, ReadAdjustment, ReadSeen
from articles.readership import journal, reporting
from articles.readership.baselines import set_baseline
from articles.readership.pace import Pace
from articles.readership.reporting import Outcome
from tests.beacons import apply, beacon, picture, reader, turned_away
from tests.conftest import PHONE
from tests.newsdesk import a_draft, a_published_story
from tests.readers import FIREFOX, counted, request_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def beacon_mode(settings, monkeypatch):
    """The mode in which a page is no read, and a process that has just begun."""
    settings.READS_MODE = "beacon"
    monkeypatch.setattr(reporting, "_pace", Pace())
    monkeypatch.setattr(reporting, "_away_until", 0.0)
    reporting._last_numbers.clear()


@pytest.fixture
def published(rita, edi):
    return a_published_story(rita, edi)


# --- caps ---------------------------------------------------------------------------------------


def test_more_than_the_cap_of_a_minute_is_204_and_one_line_of_the_log(
    published, settings, caplog, monkeypatch
):
    settings.READS_BEACON_PER_MINUTE = 5
    pace = Pace()
    monkeypatch.setattr(reporting, "_pace", pace)
    answers = [reader(agent=f"{PHONE} {n}").post(beacon(published)).status_code for n in range(20)]
    assert answers == [200] * 5 + [204] * 15
    assert reader("114.124.200.7").post(beacon(published)).status_code == 200
    assert counted(published) == 6
    assert turned_away() == {"too_fast": 15}
    pace._minute -= 1  # the next minute begins
    reader("114.124.200.8").post(beacon(published))
    said = [record.getMessage() for record in caplog.records if "too fast" in record.getMessage()]
    assert said == ["15 reports of reads came too fast from single addresses and were not counted."]
    assert "36.68" not in caplog.text


def test_ten_thousand_reports_from_one_address_stay_bounded_in_rows(published, settings):
    request = request_of(method="POST", path=beacon(published))
    for n in range(10_000):
        request.client_address = f"2001:448a:2020:1::{n:x}"  # a line has as many as it likes
        request.META["HTTP_USER_AGENT"] = f"{PHONE} {n % 100}"
        reporting.report(request, published.pk, now=timezone.now(), at_once=False)
    apply()
    cap = settings.READS_BEACON_PER_MINUTE
    assert cap <= counted(published) <= 2 * cap  # the minute may turn meanwhile
    assert ReadSeen.objects.count() == counted(published)
    assert AddressMinute.objects.count() <= 2
    assert turned_away()["too_fast"] == 10_000 - counted(published)


def test_several_processes_together_count_no_more_than_the_cap(published, settings, monkeypatch):
    settings.READS_BEACON_PER_MINUTE = 5
    now = timezone.now()
    for process in range(3):
        monkeypatch.setattr(reporting, "_pace", Pace())
        for n in range(5):
            request = request_of(agent=f"{PHONE} {process} {n}", method="POST")
            reporting.report(request, published.pk, now=now, at_once=False)
    apply()
    assert counted(published) == 5
    assert turned_away() == {"too_fast": 10}


def test_over_the_cap_of_the_day_the_answer_is_the_truth(published, settings):
    settings.READS_ADDRESS_CAP = 2
    answers = [reader(agent=f"{PHONE} {n}").post(beacon(published)).status_code for n in range(4)]
    assert answers == [200, 200, 204, 204]
    assert counted(published) == 2


# --- when something is away -----------------------------------------------------------------------


def test_what_cannot_be_kept_is_503_and_the_retry_counts_once(published, monkeypatch, settings):
    with monkeypatch.context() as full:
        full.setattr(journal, "MOST_BYTES", -1)
        journal.of_this_host()._next_look = 0.0
        answers = [reader().post(beacon(published)), reader().get(picture(published))]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert {answer["Retry-After"] for answer in answers} == {"5"}
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}
    journal.of_this_host()._next_look = 0.0
    assert reader().post(beacon(published)).json() == {"reads": 1}
    assert turned_away() == {"not_kept": 2}


def test_while_the_tables_are_away_a_report_is_kept_and_counts_later(published):
    def reported(address: str) -> reporting.Answer:
        request = request_of(address, method="POST", path=beacon(published))
        return reporting.report(request, published.pk, now=timezone.now())

    assert reported("36.68.1.9") == reporting.Answer(Outcome.COUNTED, 1)
    before = transaction.savepoint()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_readseen RENAME TO articles_hidden")
    answers = [reported("114.124.200.7") for _ in range(2)]
    assert answers == [reporting.Answer(Outcome.COUNTED, 1)] * 2  # the last known number
    transaction.savepoint_rollback(before)
    apply()
    assert counted(published) == 2


# --- the page -----------------------------------------------------------------------------------


def report_on(response) -> tuple[list[str], list[str]]:
    html = response.content.decode()
    return (
        re.findall(r"<script[^>]* data-report=\"([^\"]*)\"", html),
        re.findall(r"<noscript><img src=\"(/baca[^\"]*)\"", html),
    )


@pytest.mark.parametrize(
    ("mode", "rule", "script", "without"),
    [
        ("server", "private, no-cache", False, False),
        ("beacon", "public, max-age=0, s-maxage=1", True, True),
        ("both", "private, no-cache", True, False),
    ],
)
def test_the_mode_decides_who_may_keep_a_page_and_what_reports_it(
    published, settings, mode, rule, script, without
):
    settings.READS_MODE = mode
    page = reader().get(published.get_absolute_url())
    assert report_on(page) == ([beacon(published)] * script, [picture(published)] * without)
    for path in (published.get_absolute_url(), "/", "/kategori/pemerintahan/", "/terpopuler/"):
        answer = reader().get(path)
        assert (answer.status_code, answer["Cache-Control"]) == (200, rule)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")


def test_a_shared_cache_keeps_nothing_of_somebody_with_a_session(published, settings, rita):
    answer = Client().get(published.get_absolute_url())
    assert answer["Cache-Control"].startswith("public")
    colleague = Client()
    colleague.force_login(rita, backend="django.contrib.auth.backends.ModelBackend")
    answer = colleague.get(published.get_absolute_url())
    assert answer["Cache-Control"] == "private, no-store"
    assert report_on(answer) == ([], [])
    ended = Client()
    ended.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    answer = ended.get(published.get_absolute_url())
    assert answer["Cache-Control"].startswith("private")


def test_a_preview_reports_nothing(rita, signed_in, settings):
    draft = a_draft(rita)
    page = signed_in(rita).get(reverse("admin:articles_article_preview", args=[draft.pk]))
    assert page.status_code == 200
    assert report_on(page) == ([], [])


def test_the_number_is_that_of_the_ledger_too(published, mira):
    set_baseline(published, reads=100, source="situs lama", now=timezone.now())
    ReadAdjustment.objects.create(
        article=published, reads=-40, reason="Uji", signed_by_name="Mira", at=timezone.now()
    )
    assert reader(agent=FIREFOX).post(beacon(published)).json() == {"reads": 61}
