"""What was just sent is sent to the next reader before Django is asked: the same, counted alike."""

import gzip
import io

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import set_script_prefix
from django.utils import timezone

from articles.public import given_again, page_cache
from articles.public.answers import MOST_WAYS, Forms
from articles.public.given_again import GivenAgain
from articles.readership.baselines import set_baseline
from tests.beacons import apply, turned_away
from tests.conftest import PHONE
from tests.kept import ROBOT, addresses_of
from tests.newsdesk import a_published_story
from tests.readers import counted, visitors_counted


class Site:
    """The application as a server calls it, and which requests Django answered."""

    def __init__(self) -> None:
        self._django = WSGIHandler()
        self._application = GivenAgain(self._asked)
        self.asked: list[str] = []

    def _asked(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        return self._django(environ, start_response)

    def ask(self, address: str, agent: str = ROBOT, **environ) -> tuple[str, dict, bytes]:
        """Return status, headers and body of an answer."""
        path, _, query = address.partition("?")
        sent = []
        answer = self._application(
            {
                "REQUEST_METHOD": "GET",
                "SCRIPT_NAME": "",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "SERVER_NAME": "testserver",
                "SERVER_PORT": "80",
                "REMOTE_ADDR": "36.68.1.9",
                "HTTP_HOST": "testserver",
                "HTTP_USER_AGENT": agent,
                "wsgi.url_scheme": "http",
                "wsgi.input": io.BytesIO(),
                **environ,
            },
            lambda status, headers: sent.append((status, headers)),
        )
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        [(status, headers)] = sent
        assert len(dict(headers)) == len(headers)
        return status, dict(headers), body


@pytest.fixture(autouse=True)
def one_connection():
    """Keep the transaction of the test open, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    set_script_prefix("/")  # an application below a path leaves its own behind in this thread


@pytest.fixture
def story(rita, edi):
    return a_published_story(rita, edi)


@pytest.fixture
def site(kept, story):
    return Site()


def given(site: Site, address: str, **environ) -> tuple[str, dict, bytes]:
    """Return an answer that Django was not asked for, after those that it was asked for."""
    for _ in range(2):
        site.ask(address, **environ)
    before = len(site.asked)
    answer = site.ask(address, **environ)
    assert len(site.asked) == before, address
    return answer


@pytest.mark.parametrize("accepted", ["", "gzip, deflate, br"])
def test_what_is_given_again_is_what_django_answers_with_all_its_headers(site, story, accepted):
    for address in addresses_of(story):
        alone = Site()
        status, headers, body = alone.ask(address, HTTP_ACCEPT_ENCODING=accepted)
        assert given(site, address, HTTP_ACCEPT_ENCODING=accepted) == (status, headers, body)
        assert status == "200 OK"
        assert headers["Content-Length"] == str(len(body))


def test_it_is_the_page_of_a_site_that_keeps_none(site, story, settings):
    pages = {address: given(site, address) for address in addresses_of(story)}
    settings.PAGE_CACHE = False
    for address, page in pages.items():
        assert page == site.ask(address), address


def test_both_forms_are_told_apart(site, story):
    address = story.get_absolute_url()
    plain = given(site, address)
    zipped = given(site, address, HTTP_ACCEPT_ENCODING="gzip")
    assert gzip.decompress(zipped[2]) == plain[2]
    assert zipped[1]["Content-Encoding"] == "gzip"
    assert site.ask(address) == plain


def test_parameters_are_told_apart_where_a_page_knows_them(site, story):
    found = given(site, "/cari/?q=posyandu")
    assert given(site, "/cari/?q=posyandu&utm_source=x") == found
    assert given(site, "/cari/?q=sekolah&q=posyandu") == found
    assert given(site, "/cari/") != found
    home = given(site, "/")
    assert site.ask("/?page=2&utm_source=x") == home
    assert site.ask("/cari/?q=%00")[0] == Site().ask("/cari/?q=%00")[0]


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "a=b; sessionid=abc"},
        {"HTTP_IF_NONE_MATCH": '"x"'},
        {"HTTP_IF_MODIFIED_SINCE": "Tue, 24 Nov 2026 01:24:57 GMT"},
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
        {"SCRIPT_NAME": "/below"},
        {"wsgi.url_scheme": "https"},
    ],
)
def test_whatever_is_not_quite_ordinary_is_answered_by_django(site, environ):
    given(site, "/")
    for _ in range(2):
        site.asked.clear()
        answer = site.ask("/", **environ)
        assert site.asked == ["/"]
        assert answer == Site().ask("/", **environ)


def test_the_page_is_given_by_the_names_of_the_site_alone(site, settings):
    settings.ALLOWED_HOSTS = ["testserver", "berita.example"]
    page = given(site, "/")
    for _ in range(3):
        assert site.ask("/", HTTP_HOST="evil.example")[0] == "400 Bad Request"
        assert site.ask("/", HTTP_HOST="")[2] == Site().ask("/", HTTP_HOST="")[2]
    assert given(site, "/", HTTP_HOST="berita.example") == page


def test_http_is_sent_to_https_however_warm_the_page_is(settings, kept, story):
    settings.TRUSTED_PROXIES = ("10.0.0.0/8",)
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 3600
    site = Site()
    by_proxy = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "36.68.1.9"}
    page = given(site, "/", **by_proxy, HTTP_X_FORWARDED_PROTO="https")
    assert page[1]["Strict-Transport-Security"] == "max-age=3600"
    claimed = {"HTTP_X_FORWARDED_PROTO": "https"}
    for environ in (by_proxy, by_proxy | {"HTTP_X_FORWARDED_PROTO": "http"}, claimed, {}):
        for scheme in ("http", "https") if environ is claimed else ("http",):
            for _ in range(3):
                status, headers, _body = site.ask("/", **environ, **{"wsgi.url_scheme": scheme})
                assert (status, headers["Location"]) == (
                    "301 Moved Permanently",
                    "https://testserver/",
                )


def test_readers_are_counted_as_they_are_by_django(site, story, settings):
    settings.TRUSTED_PROXIES = ("10.0.0.1/32",)
    address = story.get_absolute_url()
    given(site, address), given(site, "/")
    site.asked.clear()
    for number in range(5):
        caller = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": f"1.1.1.1, 36.68.2.{number}"}
        site.ask(address, PHONE, **caller)
        site.ask(address, PHONE, **caller)  # the same reader
        site.ask("/", PHONE, **caller)
    site.ask("/", PHONE, HTTP_X_FORWARDED_FOR="36.68.3.1")  # a stranger writes what he likes
    site.ask("/", PHONE, HTTP_X_FORWARDED_FOR="36.68.3.2")
    site.ask(address, PHONE, REMOTE_ADDR="36.68.4.1", HTTP_SEC_PURPOSE="prefetch")
    site.ask(address, PHONE, REMOTE_ADDR="36.68.4.2", HTTP_COOKIE="consent=yes")
    assert site.asked == []
    apply()
    assert (counted(story), visitors_counted()) == (6, 7)
    assert turned_away() == {"prefetch": 1, "robot": 6, "repeat": 5}  # robots warmed the pages


def test_nobody_is_counted_where_the_script_of_the_page_reports(site, story, settings):
    settings.READS_MODE = "beacon"
    address = story.get_absolute_url()
    assert given(site, address)[1]["Cache-Control"] == "public, max-age=0, s-maxage=1"
    for path in (address, "/"):
        given(site, path, agent=PHONE)
    apply()
    assert (counted(story), visitors_counted(), turned_away()) == (0, 0, {})


def test_a_new_number_is_asked_for_within_a_second_and_then_given(site, story, kept):
    address = story.get_absolute_url()
    before = given(site, address)
    set_baseline(story, reads=2484, source="old", now=timezone.now())
    assert site.ask(address) == before
    kept.forward()
    after = given(site, address)
    assert b"Dibaca 2.484 kali" in after[2]
    assert after[1]["ETag"] != before[1]["ETag"]
    kept.forward()
    assert given(site, address) == after  # looked up again, and still the same


def test_a_change_of_the_desk_is_seen_within_a_second(site, kept, rita, edi):
    before = given(site, "/")
    a_published_story(rita, edi, title="Kedua")
    kept.forward()
    assert b"Kedua" in given(site, "/")[2]
    assert before[1]["ETag"] != site.ask("/")[1]["ETag"]


def test_what_fails_costs_time_and_nothing_else(site, story, monkeypatch, caplog):
    page = given(site, story.get_absolute_url())

    def broken(*args):
        raise MemoryError("no room")

    monkeypatch.setattr(page_cache.PageCacheMiddleware, "at_hand", broken)
    given_again._complaints._silent_until = 0.0
    for _ in range(3):
        assert site.ask(story.get_absolute_url()) == page
    lines = [record for record in caplog.records if record.name == given_again.__name__]
    assert len(lines) == 1


def test_the_ways_to_ask_for_a_page_are_bounded(site, settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["*"]
    forms, page = set(), given(site, "/")
    noted = Forms.note_sent
    monkeypatch.setattr(Forms, "note_sent", lambda *a: (forms.add(a[0]), noted(*a)))
    for number in range(3 * MOST_WAYS):
        assert site.ask("/", HTTP_HOST=f"name-{number}.example") == page
    [one] = forms
    assert len(one.sent) <= MOST_WAYS
