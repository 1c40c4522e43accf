"""Who calls: limits for each caller, a log without readers, TLS, and the site's own name.

The addresses are those of a load balancer that nginx was told to believe, as a comment in the
shipped file shows: a test has no network of its own.
"""

import http.client
import re
import socket
import ssl
import struct
from itertools import count

import pytest

from tests.nginx import HOST, Nginx
from tests.scripted_application import ScriptedApplication
from tests.suite import need

pytestmark = [pytest.mark.server, pytest.mark.once]

BEHIND_A_BALANCER = {
    "# set_real_ip_from 192.0.2.0/24;": "set_real_ip_from 127.0.0.1;",
    "# real_ip_header X-Forwarded-For;": "real_ip_header X-Forwarded-For;",
}
PHONE, NEIGHBOUR = "203.0.113.77", "203.0.113.78"
AGENT = "Telepon Unik 9000 (Linux; Android 13)"
TOKEN = "0123456789abcdef" * 4

_numbers = count(1)


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    need("nginx")
    var = tmp_path_factory.mktemp("var")
    with (
        ScriptedApplication() as application,
        Nginx(application.address, var=var, changes=BEHIND_A_BALANCER) as nginx,
    ):
        nginx.application = application
        yield nginx


@pytest.fixture
def application(front):
    front.application.asked.clear()
    return front.application


def sent_until_refused(front, method, path, callers, *, most: int, refusal: int) -> int:
    """Send from these callers in turn until one is refused; return how many were let through."""
    line = front.line()
    for number in range(most):
        caller = callers[number % len(callers)]
        answer = line.ask(method, path, X_Forwarded_For=caller)
        if answer.status == refusal:
            line.close()
            return number
    pytest.fail(f"{most} requests were let through.")


def test_the_application_is_told_the_caller_and_nothing_he_said_himself(front, application):
    front.get("/admin/", X_Forwarded_For=f"8.8.8.8, {PHONE}", X_Forwarded_Host="evil.example")
    front.post("/baca/1/", b"", X_Forwarded_For=PHONE, X_Real_IP="8.8.8.8")
    for _, _, headers, _ in application.asked:
        assert headers["x-forwarded-for"] == PHONE
        assert headers["x-forwarded-proto"] == "https"
        assert {"x-forwarded-host", "x-real-ip", "forwarded"}.isdisjoint(headers)


@pytest.mark.parametrize(
    ("callers", "neighbour"),
    [
        (["203.0.113.5", "::ffff:203.0.113.5"], "203.0.113.6"),
        (["2001:db8:1:2::3", "2001:db8:1:2:ffff:1:2:3"], "2001:db8:1:3::3"),
    ],
)
def test_beacons_of_one_household_are_limited_and_not_its_neighbours(
    front, application, callers, neighbour
):
    passed = sent_until_refused(front, "POST", "/baca/1/", callers, most=1500, refusal=204)
    assert passed >= 120
    assert len(application.asked) == passed  # over the limit is not counted: nobody was asked
    assert front.post("/baca/1/", b"", X_Forwarded_For=neighbour).status == 200


def test_signing_in_is_limited_more_strictly_and_looking_at_the_form_is_not(front, application):
    passed = sent_until_refused(front, "POST", "/admin/login/", [PHONE], most=200, refusal=429)
    assert 20 <= passed < 60
    refused = front.post("/admin/login/", b"", X_Forwarded_For=PHONE)
    assert refused.status == 429
    assert refused.headers["Retry-After"] == "30"
    assert refused.headers["Cache-Control"] == "no-store"
    assert '<html lang="id">' in refused.text
    assert "terlalu banyak permintaan" in refused.text
    assert front.get("/admin/login/", X_Forwarded_For=PHONE).status == 200
    assert front.post("/admin/login/", b"", X_Forwarded_For=NEIGHBOUR).status == 200


def test_a_flood_of_pages_from_one_caller_is_stopped(front, application):
    path = "/terpopuler/"
    passed = sent_until_refused(front, "GET", path, ["198.51.100.1"], most=20_000, refusal=429)
    assert passed >= 200
    assert front.get(path, X_Forwarded_For="198.51.100.2").status == 200


def test_a_form_that_is_too_large_is_told_so_and_one_of_64_mb_is_the_applications(front):
    assert front.post("/admin/x/", b"x" * 64_000_000).status == 200
    too_large = {"Content_Length": str(80 * 1024 * 1024)}
    answer = front.request("POST", "/admin/x/", **too_large)
    assert answer.status == 413
    assert "Kiriman ini terlalu besar" in answer.text
    assert front.request("POST", "/baca/1/", Content_Length="5000").status == 413


def test_no_line_of_any_log_tells_one_reader_from_another(front, application):
    reader = {"User_Agent": AGENT, "Referer": "https://wa.example/rahasia"}
    for address in (PHONE, "2001:db8:77:88::99"):
        for path in ("/cari/?q=kata-rahasia", f"/pratinjau/{TOKEN}/", f"/admin/reset/Mg/{TOKEN}/"):
            front.get(path, X_Forwarded_For=address, **reader)
        front.request("POST", "/baca/1/", Content_Length="5000", X_Forwarded_For=address, **reader)
    sent_until_refused(front, "POST", "/baca/2/", [PHONE], most=1500, refusal=204)
    application.stop()
    front.get("/rss.xml?rahasia", X_Forwarded_For=PHONE, **reader)
    application.start()
    with socket.create_connection(("127.0.0.1", front.port)) as no_tls:
        no_tls.sendall(f"GET / HTTP/1.1\r\nX-Forwarded-For: {PHONE}\r\n\r\n".encode())
        no_tls.recv(1000)

    written = front.logs
    for secret in (PHONE, "2001:db8:77:", "::99", "Telepon", "rahasia", TOKEN, "8.8.8.8"):
        assert secret.encode() not in written, secret
    line = re.compile(rb"^\S+ 203\.0\.113\.0 GET /cari/ HTTP/1\.1 200 \d+ ", re.MULTILINE)
    assert line.search(written)
    for rest in (
        b" 2001:db8:: GET /pratinjau/- ",
        b" GET /admin/reset/- ",
        b" /rss.xml HTTP/1.1 503",
    ):
        assert rest in written


def plain(front, method: str, path: str, host: str = HOST) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", front.plain_port, timeout=60)
    connection.request(method, path, headers={"Host": host})
    return connection.getresponse()


def test_plain_http_leads_to_the_site_and_lets_certificates_be_renewed(front):
    answer = plain(front, "GET", "/berita/1/x/?page=2")
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{HOST}/berita/1/x/?page=2"
    folder = front.folder / "acme/.well-known/acme-challenge"
    (folder / "abc").write_text("abc.def")
    assert plain(front, "GET", "/.well-known/acme-challenge/abc").read() == b"abc.def"
    assert plain(front, "GET", "/.well-known/acme-challenge/../../x").status in {301, 400}


def test_another_name_is_answered_nothing(front):
    with pytest.raises(ConnectionError):
        plain(front, "GET", "/", host="evil.example")
    with pytest.raises(ssl.SSLError):
        front.line(name="evil.example").ask("GET", "/")
    with pytest.raises(ConnectionError):
        front.get("/", Host="evil.example")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1")
def test_tls_is_modern_and_http_2_is_spoken(front):
    assert front.tls("TLSv1_1") is None
    assert front.tls("TLSv1_2") == "TLSv1.2"
    assert front.tls("TLSv1_3") == "TLSv1.3"
    assert status_over_http_2(front, "/") == 200


def status_over_http_2(front, path: str) -> int:
    """Ask for a page in HTTP/2 by hand; return its status when it is one with a short form."""
    with front.raw_line(["h2"]) as line:
        assert line.selected_alpn_protocol() == "h2"
        host = HOST.encode()
        # :method GET, :scheme https and :path / stand in the table that everybody knows.
        assert path == "/"
        headers = b"\x82\x87\x84\x41" + bytes([len(host)]) + host
        line.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, b""))
        line.sendall(frame(1, 0x5, 1, headers))
        while True:
            length_and_type = received(line, 9)
            length, kind = int.from_bytes(length_and_type[:3], "big"), length_and_type[3]
            payload = received(line, length)
            if kind == 1:  # the headers of the answer; 0x88 is ":status: 200"
                return {0x88: 200, 0x8D: 404, 0x8E: 500}[payload[0]]


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    head = struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream)
    return head + payload


def received(line: ssl.SSLSocket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        piece = line.recv(length - len(data))
        assert piece, "nginx hung up"
        data += piece
    return data
