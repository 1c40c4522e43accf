"""Counting through the pages themselves: what a reader's browser does, and what it is shown."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.signals import request_finished
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.editorial import workflow
from articles.models import ArticleDay, ReadSeen
from articles.readership.baselines import set_baseline
from tests.conftest import PHONE, apply_what_waits
from tests.newsdesk import (
    a_draft,
    a_published_story,
    a_scheduled_story,
    a_story_in_review,
    a_withdrawn_story,
)
from tests.readers import FIREFOX, counted, visitors_counted

pytestmark = pytest.mark.django_db

GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.fixture
def published(rita, edi):
    return a_published_story(rita, edi)


def reader(address: str = "36.68.1.9", agent: str = PHONE, **headers) -> Client:
    return Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent, **headers)


def reads_shown(response) -> int:
    assert response.status_code == 200
    [shown] = re.findall(r'data-reads="(\d+)"', response.content.decode())
    return int(shown)


def reads_after(browser: Client, address: str) -> int:
    """Read a page, and return what it shows to anybody a moment later."""
    assert browser.get(address).status_code == 200
    return reads_shown(reader(agent="curl/8.5.0").get(address.partition("?")[0]))


def test_a_read_is_shown_a_moment_later_and_a_reload_changes_nothing(published):
    address = published.get_absolute_url()
    first, second = reader(), reader("114.124.200.7")
    assert reads_shown(first.get(address)) == 0
    assert reads_shown(first.get(address)) == 1
    assert reads_shown(second.get(address)) == 1
    assert reads_shown(first.get(address)) == 2
    assert reads_shown(second.get(address)) == 2


def test_the_page_adds_what_the_story_brought_with_it(published):
    set_baseline(published, reads=2484, source="situs lama", now=published.published_at)
    assert reads_shown(reader().get(published.get_absolute_url())) == 2484
    response = reader().get(published.get_absolute_url())
    assert reads_shown(response) == 2485
    text = re.sub(r"<[^>]+>|\s+", " ", response.content.decode())
    assert "Dibaca 2.485 kali" in re.sub(r"\s+", " ", text)


def test_the_visitor_is_in_the_statistics_of_his_next_page(published):
    assert reader().get("/").status_code == 200
    text = reader().get(published.get_absolute_url()).content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))
    for words in ("Pengunjung hari ini", "Pengunjung bulan ini", "Total pengunjung"):
        assert re.search(rf"{words} ?: 1\b", text)


def test_the_same_story_shared_three_ways_is_read_once(published):
    address = published.get_absolute_url()
    for variant in ("", "?utm_source=wa", "?utm_source=fb&fbclid=1", "?fbclid=%00"):
        assert reads_after(reader(), address + variant) == 1


def test_asking_whether_a_page_has_changed_is_reading_it(published):
    response = reader().get(published.get_absolute_url(), HTTP_IF_NONE_MATCH='"known"')
    assert response.status_code in {200, 304}
    assert counted(published) == 1


@pytest.mark.parametrize(
    "agent",
    [
        GOOGLEBOT,
        "WhatsApp/2.24.11.79 A",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)",
        "curl/8.5.0",
        "",
        "-",
    ],
)
def test_a_robot_gets_the_page_and_is_not_counted(published, agent):
    assert reads_shown(reader(agent=agent).get(published.get_absolute_url())) == 0
    for address in ("/", published.category.get_absolute_url()):
        assert reader(agent=agent).get(address).status_code == 200
    assert (counted(published), visitors_counted()) == (0, 0)


def test_a_page_fetched_ahead_is_shown_and_not_counted(published):
    address = published.get_absolute_url()
    assert reads_after(reader(HTTP_SEC_PURPOSE="prefetch;prerender"), address) == 0
    assert reads_after(reader(), address) == 1


@pytest.mark.parametrize(
    ("method", "status"), [("head", 200), ("options", 405), ("put", 405), ("post", 405)]
)
def test_no_other_method_is_a_read(published, method, status):
    response = getattr(reader(), method)(published.get_absolute_url())
    assert response.status_code == status
    assert (counted(published), visitors_counted()) == (0, 0)


def test_a_colleague_is_counted_only_after_signing_out(published, edi):
    browser = reader()
    browser.force_login(edi, backend="django.contrib.auth.backends.ModelBackend")
    for address in (published.get_absolute_url(), "/"):
        assert browser.get(address).status_code == 200
    assert (counted(published), visitors_counted()) == (0, 0)
    browser.logout()
    assert reads_after(browser, published.get_absolute_url()) == 1


def test_a_reader_gets_no_session_no_cookie_and_no_answer_that_varies_by_cookie(published):
    for address in (published.get_absolute_url(), "/", published.category.get_absolute_url()):
        response = reader().get(address)
        assert response.cookies == {}
        assert "cookie" not in response.get("Vary", "").lower()
    assert not Session.objects.exists()


def test_an_old_session_cookie_is_that_of_a_reader(published, settings):
    browser = reader()
    browser.cookies[settings.SESSION_COOKIE_NAME] = "abcdefghijklmnopqrstuvwxyz012345"
    assert reads_after(browser, published.get_absolute_url()) == 1
    assert not Session.objects.exists()


def test_what_is_not_public_counts_nothing(rita, edi, mira):
    hidden = [
        a_draft(rita),
        a_story_in_review(rita),
        a_scheduled_story(rita, edi),
        a_withdrawn_story(rita, edi, mira),
    ]
    statuses = [reader().get(a.get_absolute_url()).status_code for a in hidden]
    assert statuses == [404, 404, 404, 410]
    assert reader().get("/berita/987654/apa-saja/").status_code == 404
    assert (ArticleDay.objects.count(), ReadSeen.objects.count()) == (0, 0)


def test_an_old_address_counts_where_it_leads(published):
    browser = reader()
    response = browser.get(f"/berita/{published.pk}/judul-lama/")
    assert (response.status_code, counted(published)) == (301, 0)
    assert reads_after(browser, response["Location"]) == 1


def test_what_is_no_page_for_readers_counts_nobody(published, edi):
    section = published.category.get_absolute_url()
    machines = ["/rss.xml", "/feed.json", f"{section}rss.xml", "/sitemap.xml", "/robots.txt"]
    machines += ["/sitemap-berita.xml", "/manifest.webmanifest", "/livez"]
    for address in (*machines, reverse("admin:login")):
        assert reader().get(address).status_code == 200, address
    for address in ("/tidak-ada/", "/kategori/tidak-ada/", "/sitemap-tidak-ada.xml"):
        assert reader().get(address).status_code == 404, address
    assert reader().get("/admin/").status_code == 302
    assert (counted(published), visitors_counted()) == (0, 0)


def test_lists_count_visitors_and_no_reads(published):
    for address in ("/", published.category.get_absolute_url(), "/reporter/fajar-cqa/"):
        assert reader().get(address).status_code == 200
    assert (counted(published), visitors_counted()) == (0, 1)
    assert reader(agent=FIREFOX).get("/").status_code == 200
    assert visitors_counted() == 2


def test_a_withdrawn_story_keeps_its_total(published, mira):
    reader().get(published.get_absolute_url())
    workflow.withdraw(published, by=mira, ground="child", text="Identitas anak terungkap.")
    assert reader("36.68.1.10").get(published.get_absolute_url()).status_code == 410
    workflow.reinstate(published, by=mira, reason="Nama sudah disamarkan.")
    assert reads_after(reader("36.68.1.10"), published.get_absolute_url()) == 2


def test_a_page_is_shown_as_before_when_it_cannot_be_counted(published, settings, tmp_path):
    address = published.get_absolute_url()
    assert reads_after(reader(), address) == 1
    settings.READS_JOURNAL_DIR = tmp_path / "file"
    settings.READS_JOURNAL_DIR.write_text("no folder")
    assert reader("36.68.1.10").get(address).status_code == 200
    assert reader("36.68.1.10").get("/").status_code == 200
    assert counted(published) == 1


def test_a_page_asks_the_database_nothing_in_order_to_count(published):
    address = published.get_absolute_url()
    reader().get(address)  # the first of the day makes the salt
    request_finished.disconnect(apply_what_waits)
    with connection.execute_wrapper(statements := Queries()):
        for target in (address, "/"):
            assert reader("36.68.1.10").get(target).status_code == 200
    # PostgreSQL is told to execute what it has planned: the statements of a story, which only read.
    planned = {"EXECUTE"} if connection.vendor == "postgresql" else set()
    assert {sql.split()[0] for sql in statements.found} == {"SELECT"} | planned
    assert [sql for sql in statements.found if re.search(KEYS, sql)] == []
    apply_what_waits()
    assert (counted(published), visitors_counted()) == (2, 2)


KEYS = r"articles_(readseen|readsalt|addressday|journalposition)"


class Queries:
    """Collects all statements."""

    def __init__(self) -> None:
        self.found = []

    def __call__(self, execute, sql, params, many, context):
        self.found.append(sql)
        return execute(sql, params, many, context)
