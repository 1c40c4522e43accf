"""What nginx does while an application does not answer: one that is stopped, slow, or broken."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.nginx import DEPLOY, Nginx
from tests.scripted_application import ScriptedApplication
from tests.suite import need

pytestmark = [pytest.mark.server, pytest.mark.once]

PAGE, OTHER = "/berita/1/jalan-baru/", "/berita/2/belum-pernah/"
# Nobody waits nine minutes for a test; a copy may be kept for less than a second more.
KEPT_SECONDS = 10
SHORTER = {"200 301 410 9m": f"200 301 410 {KEPT_SECONDS}s"}
IMPATIENT = {"proxy_read_timeout 5s": "proxy_read_timeout 3s"}


@pytest.fixture
def application():
    with ScriptedApplication() as application:
        yield application


@pytest.fixture
def front(application, tmp_path):
    need("nginx")
    with Nginx(application.address, var=tmp_path, changes=IMPATIENT) as nginx:
        yield nginx


def assert_says_when_to_come_back(answer) -> None:
    assert answer.status == 503
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "style-src 'self' 'unsafe-inline'" in answer.headers["Content-Security-Policy"]
    assert '<html lang="id">' in answer.text
    assert "Cobalah memuat ulang laman ini setengah menit lagi." in answer.text


def test_a_stopped_application_leaves_its_pages_up_and_none_of_them_for_ever(application, tmp_path):
    need("nginx")
    with Nginx(application.address, var=tmp_path, changes=SHORTER) as front:
        watch_an_outage(front, application)


def watch_an_outage(front: Nginx, application: ScriptedApplication) -> None:
    before = time.time()
    assert front.get(PAGE).text == f"page 1 of {PAGE}"
    application.stop()
    for other in (OTHER, "/admin/", "/rss.xml", "/media/x.pdf", "/pratinjau/abc/", "/livez"):
        assert_says_when_to_come_back(front.get(other))
    assert_says_when_to_come_back(front.post("/admin/login/", b"username=rita"))
    time.sleep(max(0, before + 2.5 - time.time()))  # a copy that is valid by itself has ended
    assert front.get(PAGE, Cookie="sessionid=rita").text == f"page 1 of {PAGE}"
    assert front.get(PAGE).headers["Cache-Control"] == "public, max-age=0, s-maxage=1"

    # It ends for everybody, however often the page is asked for.
    while (answer := front.get(PAGE)).status == 200:
        assert time.time() < before + KEPT_SECONDS + 30
        time.sleep(0.05)
    assert time.time() > before + KEPT_SECONDS - 1
    assert_says_when_to_come_back(answer)
    time.sleep(2)
    assert_says_when_to_come_back(front.get(PAGE))

    application.start()
    assert front.get(PAGE).text == f"page 2 of {PAGE}"


def test_what_is_shipped_adds_up_to_less_than_ten_minutes():
    """An entry, rounded up; what one request waits for; and the second in which it is given."""
    kept = (DEPLOY / "nginx" / "kept.conf").read_text()
    minutes = int(re.search(r"proxy_cache_valid 200 301 410 (\d+)m;", kept)[1])
    longest = max(int(seconds) for seconds in re.findall(r"stale-while-revalidate=(\d+)", kept))
    assert minutes * 60 + 1 + longest + 1 < 600
    everything = "".join(path.read_text() for path in (DEPLOY / "nginx").glob("*.conf"))
    assert "proxy_cache_use_stale" not in everything  # it knows no age


def test_when_it_is_back_nobody_is_given_what_was_kept(front, application):
    front.get(PAGE)
    application.stop()
    time.sleep(2.1)
    assert front.get(PAGE).text == f"page 1 of {PAGE}"
    application.start()
    time.sleep(1.1)
    assert front.get(PAGE).text == f"page 2 of {PAGE}"


def test_a_silent_application_and_one_without_its_database_are_outages_too(front, application):
    front.get(PAGE)
    application.status = 503
    time.sleep(2.1)
    assert front.get(PAGE).text == f"page 1 of {PAGE}"
    assert_says_when_to_come_back(front.get(OTHER))

    # One waits for the silent application; the others are not made to wait with him.
    application.status, application.seconds = 200, 20
    time.sleep(1.1)
    with ThreadPoolExecutor(4) as readers:
        answers = list(readers.map(lambda _: front.get(PAGE), range(4)))
    assert {answer.text for answer in answers} == {f"page 1 of {PAGE}"}
    assert len([path for path in application.paths if path == PAGE]) == 3


def test_an_answer_is_not_hidden_behind_the_page_before_it(front, application):
    """A story that was taken back does not stay up, and a fault is not papered over."""
    statuses = [404, 403, 429, 500]
    for status in statuses:
        front.get(f"/berita/{status}/")
    time.sleep(2.1)
    for status in statuses:
        application.status = status
        assert front.get(f"/berita/{status}/").status == status


def test_a_withdrawal_takes_the_kept_page_along(front, application):
    front.get(PAGE)
    application.status = 410
    time.sleep(2.1)
    assert front.get(PAGE).status == 410
    application.stop()
    time.sleep(1.1)
    assert (front.get(PAGE).status, front.get(PAGE).text) == (410, f"page 2 of {PAGE}")


def test_what_belongs_to_somebody_is_kept_for_no_outage(front, application):
    application.headers = {"Cache-Control": "private, no-cache"}
    front.get(PAGE)
    application.headers = {"Set-Cookie": "sessionid=edi"}
    front.get(PAGE)
    application.headers = {}
    front.get(PAGE, Cookie="sessionid=edi")
    application.stop()
    assert_says_when_to_come_back(front.get(PAGE))


def test_a_beacon_is_told_to_come_back_soon(front, application):
    application.stop()
    answer = front.post("/baca/1/", b"")
    assert (answer.status, answer.text) == (503, "Coba lagi sebentar lagi.")
    assert answer.headers["Retry-After"] == "5"
    application.start()
    application.status, application.headers = 503, {"Retry-After": "7"}
    assert front.post("/baca/1/", b"").headers["Retry-After"] == "7"


@pytest.fixture
def two(tmp_path):
    """Give two servers and their nginx, which leaves one that failed alone for a second."""
    need("nginx")
    with ExitStack() as started:
        first, second = (started.enter_context(ScriptedApplication()) for _ in range(2))
        yield (
            first,
            second,
            started.enter_context(Nginx(first.address, second.address, var=tmp_path)),
        )


def test_of_two_servers_one_may_die_and_only_what_changes_nothing_is_sent_twice(two):
    first, second, front = two
    first.breaks_off = True  # takes the request, and dies before it answers
    for number in range(4):
        assert front.get(f"/berita/{number}/").status == 200
        assert front.get(f"/feed.json?{number}").status == 200
    assert len(second.asked) == 8
    assert set(first.paths) <= set(second.paths)

    time.sleep(2.5)
    forms = [f"number={number}".encode() for number in range(10)]
    answers = {front.post("/admin/x/", form).status for form in forms}
    received = [body for way, _, _, body in (*first.asked, *second.asked) if way == "POST"]
    assert answers == {200, 503}
    assert sorted(received) == forms

    first.breaks_off = False
    first.stop()  # refuses: nothing was sent, so that the other may be asked
    time.sleep(2.5)
    assert [front.post("/admin/x/", b"a=1").status for _ in range(3)] == [200] * 3
