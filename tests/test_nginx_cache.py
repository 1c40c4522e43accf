"""What nginx keeps of a page, for how long, and what it asks the application for.

Before an application that answers as it is told: only so is every request and its moment known.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from tests.nginx import HOST, Nginx
from tests.scripted_application import FOR_EVERYBODY, ScriptedApplication
from tests.suite import need

pytestmark = [pytest.mark.server, pytest.mark.once]

_numbers = count(1)


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    need("nginx")
    var = tmp_path_factory.mktemp("var")
    with ScriptedApplication() as application, Nginx(application.address, var=var) as nginx:
        nginx.application = application
        yield nginx


@pytest.fixture
def application(front):
    """Give the application behind nginx, answering as it does by itself."""
    application = front.application
    application.asked.clear()
    yield application
    application.status, application.headers, application.seconds = 200, {}, 0.0


@pytest.fixture
def page() -> str:
    """Give the address of a page that nobody has asked for yet."""
    return f"/berita/{next(_numbers)}/jalan-baru/"


def in_one_second(application, ask):
    """Return what `ask` gives for a new page within one second of the clock: copies last no longer.

    Where the machine was too slow for that, it is tried again.
    """
    for _ in range(60):
        while time.time() % 1 > 0.2:
            time.sleep(0.02)
        application.asked.clear()
        second = int(time.time())
        answers = ask(f"/berita/{next(_numbers)}/jalan-baru/")
        if int(time.time()) == second:
            return answers
    pytest.fail("Nothing was ever done within one second.")


def test_nginx_accepts_what_is_shipped_without_a_remark(front):
    said = [line for line in front.test().splitlines() if "setrlimit" not in line]
    assert len(said) == 2
    assert said[0].endswith("syntax is ok")
    assert said[1].endswith("test is successful")


def test_one_copy_for_everybody_whatever_is_hung_on_the_address(front, application):
    variants = ["", "?utm_source=wa&fbclid=x", "?page=2", "?q=x", "?kategori=y", "?a[]=1&b"]
    answers = in_one_second(
        application, lambda page: [front.get(page + more).text for more in variants]
    )
    assert answers == [f"page 1 of {application.paths[0]}"] * len(variants)
    assert len(application.asked) == 1
    assert "?" not in application.paths[0]


@pytest.mark.parametrize(
    ("asked", "arrives"),
    [
        ("/?page=2&q=x&p=12", "/"),
        ("/kategori/desa/?utm_medium=x&page=3&q=x", "/kategori/desa/?page=3"),
        ("/arsip/2026/11/?x=1&page=2", "/arsip/2026/11/?page=2"),
        (
            "/cari/?page=2&sampai=2026-02-01&x=1&dari=2026-01-01&urut=terbaru&q=jalan%20desa+x&kategori=desa&periode=tanggal",
            "/cari/?q=jalan%20desa+x&kategori=desa&periode=tanggal&dari=2026-01-01&sampai=2026-02-01&urut=terbaru&page=2",
        ),
        ("/cari/?q=&kategori=&periode=", "/cari/"),
        ("/cari/?q=a%26page=7%23x&page=7", "/cari/?q=a%26page=7%23x&page=7"),
        ("/berita/7/a%2520b%c3%a9/?x=1", "/berita/7/a%2520b%c3%a9/"),
        ("/halaman/redaksi/?page=2", "/halaman/redaksi/"),
        # What is kept nowhere arrives as it was sent: old addresses have parameters of their own.
        ("/index.php?id=5&cat=2", "/index.php?id=5&cat=2"),
        ("/kategori/desa/rss.xml?x=1", "/kategori/desa/rss.xml?x=1"),
    ],
)
def test_the_application_is_asked_for_exactly_what_a_copy_is_kept_by(
    front, application, asked, arrives
):
    front.get(asked)
    assert application.paths == [arrives]


@pytest.mark.parametrize("rest", ["", "?q=jalan&utm_source=x"])
@pytest.mark.parametrize("path", ["/cari", "/arsip", "/statistik", "/terpopuler", "/ralat"])
def test_a_page_without_its_last_slash_is_led_to_the_one_that_has_it(front, path, rest):
    answer = front.get(path + rest)
    assert (answer.status, answer.headers["Location"]) == (301, f"{path}/{rest}")


def test_no_header_that_could_change_a_page_arrives(front, application, page):
    poison = {
        "X_Forwarded_Host": "evil.example", "X_Forwarded_For": "8.8.8.8", "X_Real_IP": "8.8.8.8",
        "X_Forwarded_Proto": "http", "Forwarded": "for=8.8.8.8;host=evil.example",
        "X_Original_URL": "/admin/", "X_Rewrite_URL": "/admin/", "X_HTTP_Method_Override": "POST",
        "Range": "bytes=0-3", "If_None_Match": '"x"', "Accept": "application/json",
        "Cookie": "csrftoken=x; language=en", "Authorization": "Basic eDp4", "Origin": "null",
        "X_Forwarded_Prefix": "/evil", "Accept_Encoding": "gzip;q=0.5, br, *;q=0",
    }  # fmt: skip
    front.get(page, User_Agent="A phone", Accept_Language="id", **poison)
    assert application.asked[0][2] == {
        "host": HOST,
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-proto": "https",
        "accept-encoding": "gzip",
        "user-agent": "A phone",
        "accept-language": "id",
        "connection": "close",
    }


def test_somebody_elses_part_of_a_page_is_nobodys_page(front, application):
    answers = in_one_second(
        application, lambda page: [front.get(page, Range="bytes=0-3"), front.get(page)]
    )
    assert answers[1].text == f"page 1 of {application.paths[0]}"
    assert len(application.asked) == 1


def test_what_is_sent_along_with_a_request_for_a_page_stays_with_us(front, application, page):
    front.request("GET", page, body=b"q=evil", Content_Type="application/x-www-form-urlencoded")
    front.post(page, b"q=evil", Content_Type="application/x-www-form-urlencoded")
    assert [(method, body) for method, _, _, body in application.asked] == [
        ("GET", b""),
        ("POST", b""),
    ]
    assert "content-type" not in application.asked[0][2]


def test_the_name_of_the_site_is_the_one_it_has(front, application, page):
    front.get(page, Host=f"{HOST.upper()}:8443")
    assert application.asked[0][2]["host"] == HOST


def test_there_are_two_forms_of_a_page_whatever_browsers_write(front, application):
    plain = ["", "identity", "br", "gzip;q=0", "gzip; q=0.0, br", "xgzip", "x-gzip;q=1"]
    packed = ["gzip", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8", "GZIP", "deflate,gzip"]
    in_one_second(
        application,
        lambda page: [front.get(page, Accept_Encoding=word) for word in (*plain, *packed)],
    )
    forms = [headers.get("accept-encoding", "") for _, _, headers, _ in application.asked]
    assert forms == ["", "gzip"]


def test_a_head_stays_a_head_and_is_no_copy_of_a_page(front, application, page):
    answers = [front.request("HEAD", page), front.get(page)]
    assert [answer.body for answer in answers] == [b"", f"page 2 of {page}".encode()]
    assert [method for method, _, _, _ in application.asked] == ["HEAD", "GET"]


def test_a_signed_in_page_is_neither_kept_nor_given_a_copy(front, application):
    session = {"Cookie": "csrftoken=a; sessionid=edi"}
    callers = (session, {}, session, {})
    answers = in_one_second(
        application, lambda page: [front.get(page, **headers).text[:6] for headers in callers]
    )
    assert answers == ["page 1", "page 2", "page 3", "page 2"]
    cookies = [headers.get("cookie") for _, _, headers, _ in application.asked]
    assert cookies == [session["Cookie"], None, session["Cookie"]]


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "private, no-cache"},
        {"Cache-Control": "private, s-maxage=1"},
        {"Cache-Control": "no-store, s-maxage=1"},
        {"Cache-Control": "public, max-age=3600"},
        {"Cache-Control": "public, max-age=0, s-maxage=0"},
        {"Cache-Control": "public", "Expires": "Thu, 31 Dec 2037 23:55:55 GMT"},
        {"X-Accel-Expires": "600", "Cache-Control": "private"},
        {"Set-Cookie": "sessionid=edi"},
        {"Vary": "Accept-Encoding, User-Agent"},
        {"Vary": "*"},
    ],
)
def test_what_is_not_for_everybody_is_not_kept(front, application, page, headers):
    application.headers = headers
    answers = [front.get(page) for _ in range(3)]
    assert [answer.text[:6] for answer in answers] == ["page 1", "page 2", "page 3"]
    assert answers[0].headers["Cache-Control"] == headers.get("Cache-Control", FOR_EVERYBODY)


@pytest.mark.parametrize(
    "path", ["/baca/1/", "/baca/1.gif", "/admin/", "/pratinjau/abc/", "/livez"]
)
def test_other_addresses_are_never_kept_whatever_the_application_says(front, application, path):
    answers = [front.get(path).text[:6] for _ in range(2)]
    assert answers == ["page 1", "page 2"]


def test_readers_are_told_what_the_application_said(front, application):
    answers = in_one_second(application, lambda page: [front.get(page) for _ in range(2)])
    assert len(application.asked) == 1
    for answer in answers:
        assert answer.headers.get_all("Cache-Control") == [FOR_EVERYBODY]
        assert "X-Accel-Expires" not in answer.headers


def test_while_many_ask_one_request_makes_the_page_anew_each_second(front, application, page):
    """And no reader is given a page from before the second that had just ended."""
    application.seconds = 0.2
    made: dict[str, float] = {}
    ends = time.time() + 4

    def read(_) -> list[tuple[float, str]]:
        line, seen = front.line(), []
        while time.time() < ends:
            begun = time.time()
            text = line.ask("GET", page).text
            made.setdefault(text, time.time())
            seen.append((begun, text))
        line.close()
        return seen

    with ThreadPoolExecutor(8) as readers:
        seen = [one for many in readers.map(read, range(8)) for one in many]
    assert len(application.asked) < len(seen) / 10  # here one in five hundred
    assert max(begun - made[text] for begun, text in seen) < 2.5


def test_after_a_quiet_while_nobody_is_given_the_old_page(front, application, page):
    assert front.get(page).text.startswith("page 1 ")
    time.sleep(3)
    application.seconds = 0.5
    with ThreadPoolExecutor(6) as readers:
        texts = list(readers.map(lambda _: front.get(page).text, range(6)))
    assert not [text for text in texts if text.startswith("page 1 ")]
