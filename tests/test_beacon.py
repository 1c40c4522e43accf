"""The read beacon: what counts, what does not, and that the answer is the truth about it."""

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import ArticleDay, ReadSeen
from articles.public.beacon import GIF
from articles.readership import reporting
from articles.readership.baselines import set_baseline
from articles.readership.pace import Pace
from tests.beacons import apply, beacon, picture, reader, turned_away
from tests.conftest import PHONE
from tests.newsdesk import a_draft, a_published_story, a_scheduled_story, a_withdrawn_story
from tests.readers import counted

pytestmark = pytest.mark.django_db

GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
OURS = "http://testserver"


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


# --- what counts --------------------------------------------------------------------------------


def test_a_report_counts_and_is_told_the_number(published):
    set_baseline(published, reads=2484, source="situs lama", now=timezone.now())
    answer = reader().post(beacon(published))
    assert (answer.status_code, answer.json()) == (200, {"reads": 2485})
    assert answer["Content-Type"] == "application/json"
    assert counted(published) == 1


def test_a_repeat_is_204_without_a_body(published):
    first = reader()
    assert first.post(beacon(published)).status_code == 200
    answers = [first.post(beacon(published)) for _ in range(3)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 3
    assert reader("114.124.200.7").post(beacon(published)).json() == {"reads": 2}
    assert counted(published) == 2
    assert turned_away() == {"repeat": 3}


def test_the_page_and_its_report_are_one_read(published, settings):
    """In the mode where both count, whichever of them is applied first."""
    settings.READS_MODE = "both"
    one, other = reader(), reader("114.124.200.7")
    one.get(published.get_absolute_url())
    assert one.post(beacon(published)).status_code == 204
    assert other.post(beacon(published)).json() == {"reads": 2}
    other.get(published.get_absolute_url())
    apply()
    assert counted(published) == 2
    assert turned_away() == {"repeat": 1}


def test_a_page_is_no_read_where_its_script_reports_it(published):
    reader().get(published.get_absolute_url())
    reader().get("/")
    apply()
    assert ArticleDay.objects.count() == 0


def test_the_picture_for_those_without_a_script_counts_once(published):
    client = reader()
    answers = [client.get(picture(published)) for _ in range(3)]
    apply()
    assert counted(published) == 1
    assert [answer.content for answer in answers] == [GIF] * 3
    assert {answer["Content-Type"] for answer in answers} == {"image/gif"}
    assert len(GIF) == 43


@pytest.mark.parametrize("mode", ["server", "beacon", "both"])
def test_it_answers_in_every_mode(published, settings, mode):
    settings.READS_MODE = mode
    assert reader().post(beacon(published)).json() == {"reads": 1}


@pytest.mark.parametrize("mode", ["server", "beacon", "both"])
def test_nobody_keeps_an_answer_and_none_sets_a_cookie(published, settings, mode):
    settings.READS_MODE = mode
    client = reader()
    answers = [client.post(beacon(published)) for _ in range(2)]
    answers += [client.get(picture(published)), client.head(picture(published))]
    assert [answer.status_code for answer in answers] == [200, 204, 200, 200]
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}
    assert [len(answer.cookies) for answer in answers] == [0] * 4


# --- what does not ------------------------------------------------------------------------------


def assert_nothing_counted() -> None:
    apply()
    assert (ArticleDay.objects.count(), ReadSeen.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_ORIGIN": "https://judi.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": ""},
        {"HTTP_ORIGIN": "http://testserver.judi.example"},
        {"HTTP_ORIGIN": "http://[::1"},
        {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "https://judi.example"},
    ],
)
def test_what_another_site_sends_is_not_counted(published, headers):
    client = reader(**headers)
    assert client.post(beacon(published)).status_code == 204
    assert client.get(picture(published)).content == GIF
    assert_nothing_counted()
    assert turned_away() == {"foreign": 2}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_ORIGIN": OURS},
        {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": OURS},
    ],
)
def test_what_our_own_page_sends_is(published, headers):
    assert reader(**headers).post(beacon(published)).status_code == 200


def test_robots_and_what_is_fetched_ahead_are_answered_204(published):
    assert reader(agent=GOOGLEBOT).post(beacon(published)).status_code == 204
    assert reader(agent="").post(beacon(published)).status_code == 204
    ahead = {"HTTP_SEC_PURPOSE": "prefetch;prerender"}
    assert reader(**ahead).post(beacon(published)).status_code == 204
    assert_nothing_counted()
    assert turned_away() == {"robot": 2, "prefetch": 1}


def test_who_works_here_is_not_counted(published, rita):
    client = reader()
    client.force_login(rita, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(beacon(published)).status_code == 204
    assert_nothing_counted()
    assert turned_away() == {"staff": 1}


def test_what_is_not_public_is_answered_like_what_is_not_there(rita, edi, mira):
    hidden = [a_draft(rita), a_scheduled_story(rita, edi), a_withdrawn_story(rita, edi, mira)]
    numbers = [story.pk for story in hidden] + [99_999_999, 999_999_999]
    client = reader()
    answers = [client.post(f"/baca/{number}/") for number in numbers]
    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 5
    assert [client.get(f"/baca/{number}.gif").content for number in numbers] == [GIF] * 5
    assert_nothing_counted()
    assert turned_away() == {"unknown": 10}


@pytest.mark.parametrize(
    "number",
    [
        *("0", "-1", "007", "1.5", "1e3", "9223372036854775808", "1%20OR%201=1"),
        *("1;DROP%20TABLE", "%00", "١٢", "%ED%A0%80", "1%0a", ""),
    ],
)
def test_what_is_no_number_is_404_and_no_row(published, number):
    client = reader()
    assert client.post(f"/baca/{number}/").status_code == 404
    assert client.get(f"/baca/{number}.gif").status_code == 404
    assert_nothing_counted()


def test_other_methods_are_405(published):
    client = reader()
    for method in ("get", "head", "put", "patch", "delete", "options", "trace"):
        answer = getattr(client, method)(beacon(published))
        assert (answer.status_code, answer["Allow"]) == (405, "POST")
    for method in ("post", "put", "delete", "options"):
        answer = getattr(client, method)(picture(published))
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert client.head(picture(published)).status_code == 200
    assert_nothing_counted()


def test_the_body_is_not_looked_at(published):
    strict = Client(enforce_csrf_checks=True, REMOTE_ADDR="36.68.1.9", HTTP_USER_AGENT=PHONE)
    body = b'\xff\x00{"reads": 1000000, "id": 7}' * 1000
    answer = strict.post(beacon(published), body, content_type="multipart/form-data; boundary=x")
    assert answer.json() == {"reads": 1}
