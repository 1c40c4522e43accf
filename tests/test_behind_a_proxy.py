"""A real gunicorn: what a proxy says counts when it is ours, and not otherwise.

gunicorn itself believes X-Forwarded-Proto of any peer on its own machine, so this is tried with
the server and not with the test client.
"""

import http.client

import pytest

from tests.running_site import RunningSite

pytestmark = [pytest.mark.server, pytest.mark.once]

HTTPS = {"SITE_URL": "https://berita.example.go.id", "ALLOWED_HOSTS": "127.0.0.1"}


@pytest.mark.parametrize(("trusted", "status"), [("", 301), ("127.0.0.1/32", 200)])
def test_only_our_proxy_is_believed_about_https(trusted, status):
    with RunningSite(workers=1, env={**HTTPS, "TRUSTED_PROXIES": trusted}) as site:
        assert site.get("/admin/login/", X_Forwarded_Proto="https").status == status
        assert site.get("/admin/login/").status == 301
        assert site.get("/livez").status == 200


def test_repeated_headers_are_one_walk_and_the_caller_is_locked_by_his_own_address():
    with RunningSite(workers=1, env={"TRUSTED_PROXIES": "127.0.0.1/32"}) as site:
        for forged in range(10):
            sign_in(site, f"nobody{forged}", [f"8.8.8.{forged}", "203.0.113.5"])

        assert sign_in(site, "sam", ["9.9.9.9", "203.0.113.5"]) == 429
        assert sign_in(site, "sam", ["203.0.113.5", "198.51.100.7"]) == 200


def sign_in(site: RunningSite, name: str, forwarded_for: list[str]) -> int:
    """Try a wrong password as a proxy passes it on, with one header line for each hop."""
    token = "t" * 32
    body = f"csrfmiddlewaretoken={token}&username={name}&password=wrong"
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    try:
        connection.putrequest("POST", "/admin/login/")
        for hop in forwarded_for:
            connection.putheader("X-Forwarded-For", hop)
        connection.putheader("Cookie", f"csrftoken={token}")
        connection.putheader("Content-Type", "application/x-www-form-urlencoded")
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body.encode())
        return connection.getresponse().status
    finally:
        connection.close()
