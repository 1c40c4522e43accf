"""Who is really calling: from right to left, and never by a word the caller wrote himself."""

import itertools

import pytest
from django.test import Client, RequestFactory

from accounts import client_address
from accounts.client_address import address_of, network_key, of_request

pytestmark = pytest.mark.once

NGINX = ("10.0.0.0/8",)
BOTH = ("10.0.0.0/8", "2001:db8:ffff::/48")


@pytest.mark.parametrize(
    ("peer", "forwarded", "caller"),
    [
        # a caller who is not behind a proxy of ours: no header counts
        ("36.68.1.9", "", "36.68.1.9"),
        ("36.68.1.9", "1.2.3.4", "36.68.1.9"),
        ("36.68.1.9", "10.0.0.1", "36.68.1.9"),
        # behind one proxy, behind two
        ("10.0.0.1", "36.68.1.9", "36.68.1.9"),
        ("10.0.0.1", "36.68.1.9, 10.0.0.2", "36.68.1.9"),
        # what the caller wrote himself stands left of him
        ("10.0.0.1", "8.8.8.8, 36.68.1.9", "36.68.1.9"),
        ("10.0.0.1", "10.0.0.9, 8.8.8.8, 36.68.1.9", "36.68.1.9"),
        ("10.0.0.1", "<script>, 36.68.1.9", "36.68.1.9"),
        # two headers of one name, joined by the server
        ("10.0.0.1", "8.8.8.8,36.68.1.9,10.0.0.2", "36.68.1.9"),
        # nobody behind the proxy, or only proxies: the leftmost
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.4, 10.0.0.3", "10.0.0.4"),
        # garbage ends the walk at the last good address
        ("10.0.0.1", "36.68.1.9, unknown", "10.0.0.1"),
        ("10.0.0.1", "36.68.1.9, , 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "36.68.1.9,", "10.0.0.1"),
        ("10.0.0.1", "010.1.1.1", "10.0.0.1"),
        ("10.0.0.1", "1.2.3.4:x", "10.0.0.1"),
        ("10.0.0.1", "[2001:db8::1", "10.0.0.1"),
        ("10.0.0.1", "１.2.3.4", "10.0.0.1"),
        ("10.0.0.1", "\0", "10.0.0.1"),
        ("10.0.0.1", "9" * 100_000, "10.0.0.1"),
        # ports, brackets, scopes
        ("10.0.0.1", "36.68.1.9:51234", "36.68.1.9"),
        ("10.0.0.1", "[2404:8000::7]:443", "2404:8000::7"),
        ("10.0.0.1", "[2404:8000::7]", "2404:8000::7"),
        ("10.0.0.1", "2404:8000:0::7", "2404:8000::7"),
        ("10.0.0.1", "fe80::1%eth0", "fe80::1"),
        # IPv4 written as IPv6, for callers and for proxies
        ("::ffff:36.68.1.9", "", "36.68.1.9"),
        ("::ffff:10.0.0.1", "::ffff:36.68.1.9", "36.68.1.9"),
        ("2001:db8:ffff::1", "36.68.1.9", "36.68.1.9"),
        # a peer that is no address
        ("", "36.68.1.9", ""),
        ("localhost", "36.68.1.9", ""),
    ],
)
def test_the_caller_is_the_rightmost_address_that_is_not_ours(peer, forwarded, caller):
    assert address_of(peer, forwarded, BOTH) == caller


def test_a_peer_on_a_unix_socket_is_believed_only_when_it_is_trusted():
    assert address_of("", "36.68.1.9", ["unix"]) == "36.68.1.9"
    assert address_of("", "36.68.1.9, 10.0.0.1", ["unix", "10.0.0.0/8"]) == "36.68.1.9"
    assert address_of("", "", ["unix"]) == ""
    assert address_of("", "36.68.1.9", []) == ""
    assert address_of("36.68.1.9", "1.2.3.4", ["unix"]) == "36.68.1.9"


def test_the_walk_ends_after_twenty_hops():
    ours = ", ".join(["10.0.0.2"] * 19)
    assert address_of("10.0.0.1", f"36.68.1.9, {ours}", NGINX) == "36.68.1.9"
    assert address_of("10.0.0.1", f"36.68.1.9, 10.0.0.2, {ours}", NGINX) == "10.0.0.2"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("36.68.1.9", "36.68.1.9"),
        ("::ffff:36.68.1.9", "36.68.1.9"),
        ("2404:8000:1:2:aaaa::1", "2404:8000:1:2::"),
        ("2404:8000:1:2:bbbb::9", "2404:8000:1:2::"),
        ("2404:8000:1:3::1", "2404:8000:1:3::"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_a_network_stands_for_the_addresses_of_one_line(address, key):
    assert network_key(address) == key


def test_a_request_made_by_hand_is_known_by_its_peer_alone():
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="8.8.8.8")
    assert of_request(request) == "10.0.0.1"


@pytest.mark.parametrize(
    ("peer", "caller"), [("10.0.0.1", "36.68.1.9"), ("203.0.113.5", "203.0.113.5")]
)
def test_a_request_of_the_site_is_known_by_what_our_proxy_says(settings, peer, caller):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]

    answer = Client().get("/livez", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR="8.8.8.8, 36.68.1.9")

    assert of_request(answer.wsgi_request) == caller


OTHER_CLAIMS = {
    "HTTP_X_REAL_IP": "9.9.9.9",
    "HTTP_FORWARDED": "for=9.9.9.9",
    "HTTP_CF_CONNECTING_IP": "9.9.9.9",
    "HTTP_CLIENT_IP": "9.9.9.9",
}


def test_no_other_header_names_the_caller(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    answer = Client().get("/livez", REMOTE_ADDR="10.0.0.1", **OTHER_CLAIMS)
    assert of_request(answer.wsgi_request) == "10.0.0.1"


@pytest.mark.parametrize(("peer", "is_https"), [("10.0.0.1", True), ("203.0.113.5", False)])
def test_only_our_proxy_may_say_that_the_line_is_encrypted(settings, peer, is_https):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    answer = Client().get("/livez", REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO="https")

    assert answer.wsgi_request.is_secure() is is_https


def test_a_scheme_that_the_server_took_from_a_stranger_is_taken_back():
    claimed = {"HTTP_X_FORWARDED_PROTO": "https", "wsgi.url_scheme": "https"}
    answer = Client().get("/livez", REMOTE_ADDR="203.0.113.5", **claimed)
    assert answer.wsgi_request.is_secure() is False


def test_a_strangers_forwarded_host_and_port_are_dropped():
    claimed = {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_X_FORWARDED_PORT": "8443"}
    answer = Client().get("/livez", REMOTE_ADDR="203.0.113.5", **claimed)
    assert not [name for name in answer.wsgi_request.META if "FORWARDED" in name]


def test_the_quick_way_to_read_an_address_finds_nothing_else_than_the_thorough_one():
    pieces = [
        "0",
        "1",
        "01",
        "10",
        "255",
        "256",
        "300",
        "-1",
        "+1",
        "0x1",
        "",
        " ",
        "1e1",
        "١",
        "\0",
    ]
    hops = [".".join(four) for four in itertools.product(pieces, ["1", "", "007"], ["2"], pieces)]
    hops += ["1.2.3", "1.2.3.4.5", "1.2.3.4.", "16909060", "1.2.3.4 5", "\ud800.1.2.3", "1.2.3.4%x"]
    for hop in hops:
        assert client_address._parsed(hop) == client_address._read(hop), hop
