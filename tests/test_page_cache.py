"""Pages for readers are rendered once and served many times, and are never another page."""

import gzip
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.http.response import ResponseHeaders
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editorial import workflow
from articles.models import SearchMiss
from articles.models.article import Ground
from articles.public import page_cache, pulse
from articles.public.answers import ReadyResponse
from articles.public.kept_pages import KeptPages
from tests.conftest import PHONE
from tests.kept import ROBOT, addresses_of, get
from tests.newsdesk import a_draft, a_published_story, a_scheduled_story


@pytest.fixture
def story(rita, edi):
    return a_published_story(rita, edi)


def test_a_page_is_rendered_once_and_costs_no_query_after_that(client, kept, story, rendered):
    for address in addresses_of(story):
        first = get(client, address)
        with CaptureQueriesContext(connection) as queries:
            second = get(client, address)
        assert (first.status_code, first.content) == (200, second.content), address
        assert [query["sql"] for query in queries] == [], address
    assert rendered == list(addresses_of(story))


@pytest.mark.parametrize("accepted", ["", "gzip, deflate, br"])
def test_a_kept_page_is_the_rendered_page_with_all_its_headers(client, story, settings, accepted):
    for address in addresses_of(story):
        settings.PAGE_CACHE = False
        asked = {"accept_encoding": accepted} if accepted else {}
        page = get(client, address, **asked)
        settings.PAGE_CACHE = True
        pulse.forget()
        for answer in (get(client, address, **asked), get(client, address, **asked)):
            assert text_of(answer) == text_of(page), address
            assert without_length(answer) == without_length(page), address
            assert answer["Content-Length"] == str(len(answer.content)), address


def text_of(answer: HttpResponse) -> bytes:
    is_zipped = answer.get("Content-Encoding") == "gzip"
    return gzip.decompress(answer.content) if is_zipped else answer.content


def without_length(answer: HttpResponse) -> dict:
    return {name: value for name, value in answer.items() if name != "Content-Length"}


def test_who_has_the_page_is_told_so_with_the_same_headers(client, story, settings):
    for address in addresses_of(story):
        answers = []
        for is_kept in (False, True, True):
            settings.PAGE_CACHE = is_kept
            pulse.forget() if not is_kept else None
            etag = get(client, address, accept_encoding="gzip")["ETag"]
            answers.append(get(client, address, if_none_match=etag, accept_encoding="gzip"))
        assert [answer.status_code for answer in answers] == [304, 304, 304], address
        fresh, *others = (set(answer.headers) - {"Content-Length"} for answer in answers)
        assert all(fresh <= other <= fresh | {"Vary"} for other in others), address


def test_by_date_and_by_other_bytes(client, kept, story):
    for address in (story.get_absolute_url(), "/"):
        page = get(client, address)
        assert get(client, address, if_modified_since=page["Last-Modified"]).status_code == 304
        assert get(client, address, if_none_match='"other"').status_code == 200
        zipped = get(client, address, accept_encoding="gzip")
        assert zipped["ETag"] == f"W/{page['ETag']}"
        assert zipped["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "is_zipped"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("identity", False),
        ("notgzip", False),
    ],
)
def test_the_compressed_form_is_for_who_takes_it(client, kept, story, accepted, is_zipped):
    for _ in range(2):
        page = get(client, "/", accept_encoding=accepted)
        assert (page.get("Content-Encoding") == "gzip") is is_zipped
    assert text_of(page) == get(client, "/").content


def test_a_head_has_everything_but_the_body(client, kept, story):
    head = client.head("/", headers={"user-agent": ROBOT})
    page = get(client, "/")
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.items()) == dict(page.items())


def test_the_ready_answer_is_what_django_would_have_made():
    headers = {"Content-Type": "text/html; charset=utf-8", "ETag": '"x"', "content-length": "4"}
    ready, made = ReadyResponse(b"page", ResponseHeaders(headers)), HttpResponse(b"page")
    made.headers = ResponseHeaders(headers)
    assert vars(ready).keys() == vars(made).keys()
    assert ready.serialize_headers() == made.serialize_headers()
    assert (ready.content, ready.cookies, ready.status_code) == (made.content, made.cookies, 200)
    ready["X-Added"] = "to this answer alone"
    assert "X-Added" not in ReadyResponse(b"page", ResponseHeaders(headers))
    prepared = ResponseHeaders(headers)
    ReadyResponse(b"page", prepared)["X-Added"] = "to this answer alone"
    assert "X-Added" not in prepared


def test_nothing_is_sent_to_a_page(client, kept, story):
    get(client, "/")
    assert client.post("/").status_code == 405


@pytest.mark.parametrize("deed", ["update", "withdraw", "publish another"])
def test_a_change_is_seen_within_a_second(client, kept, rita, edi, mira, story, deed):
    address = story.get_absolute_url()
    before = get(client, "/"), get(client, address)
    story.refresh_from_db()
    if deed == "update":
        fields = {"summary": "Ringkasan baru."}
        workflow.update(story, by=edi, seen=story.version, kind="typo", fields=fields)
    elif deed == "withdraw":
        workflow.withdraw(story, by=mira, ground=Ground.values[0], text="Keliru.")
    else:
        a_published_story(rita, edi, title="Kedua")
    assert get(client, "/").content == before[0].content
    kept.forward()
    after = get(client, "/"), get(client, address)
    assert before[0].content != after[0].content
    assert before[1].content != after[1].content
    assert after[1].status_code == (410 if deed == "withdraw" else 200)


def test_a_fresh_installation_keeps_its_pages_until_the_first_story(
    client, kept, rita, edi, rendered
):
    addresses = ["/", "/arsip/", "/cari/", "/rss.xml"]
    for _ in range(2):
        for address in addresses:
            assert get(client, address).status_code == 200
    kept.forward(pulse.ASKED_AGAIN)
    get(client, "/")
    assert rendered == addresses
    a_published_story(rita, edi, title="Berita pertama")
    kept.forward()
    for address in ("/", "/rss.xml"):
        assert b"Berita pertama" in get(client, address).content


def test_only_pages_are_kept(client, kept, rita, edi, mira, story, rendered):
    draft, gone = a_draft(rita, title="Belum"), a_published_story(rita, edi, title="Ditarik")
    workflow.withdraw(gone, by=mira, ground=Ground.values[0], text="Keliru.")
    expected = {
        draft.get_absolute_url(): 404,
        gone.get_absolute_url(): 410,
        f"/berita/{story.pk}/judul-lama/": 301,
        "/kategori/tidak-ada/": 404,
        "/?page=2": 200,
        "/kategori/pemerintahan/?page=7": 404,
        "/kategori/pemerintahan/?page=%00": 404,
    }
    for address, status in expected.items():
        for _ in range(2):
            answer = get(client, address, accept_encoding="gzip")
            assert answer.status_code == status, address
            assert b"place-" not in text_of(answer), address
    once = "/?page=2"  # the front page knows no parameter
    assert [rendered.count(address) for address in expected] == [
        1 if address == once else 2 for address in expected
    ]


def test_the_form_of_the_cache_control_follows_the_mode(client, kept, story, settings):
    settings.READS_MODE = "beacon"
    for _ in range(2):
        assert get(client, "/")["Cache-Control"] == "public, max-age=0, s-maxage=1"


def test_a_search_is_kept_unless_it_finds_nothing(client, kept, story, rendered):
    for address in ("/cari/?q=posyandu", "/cari/?utm=x&q=posyandu", "/cari/?q=x&q=posyandu"):
        assert get(client, address).status_code == 200
    assert len(rendered) == 1
    for _ in range(2):
        page = get(client, "/cari/?q=kecipir", agent=PHONE)
        assert page["ETag"]
    assert len(rendered) == 3
    assert SearchMiss.objects.get().times == 2


def test_a_story_appears_in_its_second_on_a_kept_page(client, kept, rita, edi, monkeypatch):
    a_published_story(rita, edi, title="Pertama")
    at = timezone.now() + timedelta(hours=1)
    a_scheduled_story(rita, edi, at=at, title="Dijadwalkan")
    for seconds, is_there in ((-1, False), (0, True)):
        moment = at + timedelta(seconds=seconds)
        monkeypatch.setattr(page_cache.timezone, "now", lambda m=moment: m)
        assert (b"Dijadwalkan" in get(client, "/").content) is is_there


def test_a_cache_that_is_broken_costs_time_and_nothing_else(
    client, kept, story, monkeypatch, caplog
):
    page = get(client, "/").content

    def broken(*args, **kwargs):
        raise MemoryError("no room")

    for name in ("find", "board", "keep", "land"):
        with monkeypatch.context() as patch:
            patch.setattr(KeptPages, name, broken)
            pulse.forget()
            assert [get(client, "/").content for _ in range(3)] == [page] * 3, name
    lines = [record for record in caplog.records if record.name == page_cache.__name__]
    assert len(lines) == 1
