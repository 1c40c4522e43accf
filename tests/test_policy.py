"""The policy that is written once is the one that django-csp would have written for each answer."""

import pytest
from csp.constants import HEADER, HEADER_REPORT_ONLY
from csp.decorators import csp_exempt, csp_update
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from newsroom.policy import PolicyMiddleware

pytestmark = pytest.mark.once


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def with_its_own(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page", headers={HEADER: "default-src 'self'"})


def with_a_nonce(request: HttpRequest) -> HttpResponse:
    request._csp_nonce = "n0nce"
    return HttpResponse(request.csp_nonce)


VIEWS = {
    "plain": plain,
    "with its own": with_its_own,
    "with a nonce": with_a_nonce,
    "loosened": csp_update({"style-src": ["'unsafe-inline'"]})(plain),
    "exempt": csp_exempt()(plain),
}


def policies(middleware: type, view) -> dict[str, set[str]]:
    """Return the policies that the answer bears; in what order they name things means nothing."""
    response = middleware(view)(RequestFactory().get("/"))
    return {
        name: {part.strip() for part in response[name].split(";")}
        for name in (HEADER, HEADER_REPORT_ONLY)
        if name in response
    }


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("is_debugged", [False, True])
def test_it_is_what_django_csp_writes(settings, name, is_debugged):
    settings.DEBUG = is_debugged
    view = VIEWS[name]
    assert policies(PolicyMiddleware, view) == policies(CSPMiddleware, view)


def test_so_it_is_where_the_settings_say_more(settings):
    policy = settings.CONTENT_SECURITY_POLICY
    settings.CONTENT_SECURITY_POLICY_REPORT_ONLY = policy
    assert policies(PolicyMiddleware, plain) == policies(CSPMiddleware, plain)
    settings.CONTENT_SECURITY_POLICY = {**policy, "EXCLUDE_URL_PREFIXES": ["/"]}
    assert policies(PolicyMiddleware, plain) == policies(CSPMiddleware, plain)


def test_all_answers_share_it(settings):
    page = PolicyMiddleware(plain)
    first, second = (page(RequestFactory().get("/"))[HEADER] for _ in range(2))
    assert first is second
