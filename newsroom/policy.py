"""The content security policy of a page, written once for all pages that are bound by the same.

django-csp writes it anew for each answer, which takes as long as a statement to the database. A
page that asks for more (the editor's) is left to it, and so is everything while DEBUG is on or the
settings say more than directives.
"""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_OF_ONE_ANSWER = "_csp_"  # how django-csp marks what a view asked for


class PolicyMiddleware(CSPMiddleware):
    """Sends the policy with every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        report_only = getattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY", None)
        is_plain = set(settings.CONTENT_SECURITY_POLICY) == {"DIRECTIVES"} and not report_only
        self._is_one_for_all = is_plain and not settings.DEBUG
        self._policy = build_policy()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_like_all = not any(name.startswith(_OF_ONE_ANSWER) for name in vars(response))
        if not (self._is_one_for_all and is_like_all) or hasattr(request, "_csp_nonce"):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._policy)
        return response
