"""What a proxy says about the caller counts only when the proxy is ours."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.client_address import Request, address_of, is_near, is_trusted

_ALSO_SAID_BY_PROXIES = ("HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_SCRIPT_NAME")


class TrustedProxyMiddleware:
    """Stands first: notes who calls, and drops the proxy headers of everybody but our proxies."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not note_caller(request):
            _forget_claims(request.META)
        return self.get_response(request)


def note_caller(request: Request) -> bool:
    """Note on a request who calls; say whether he comes by a proxy of ours."""
    peer = request.META.get("REMOTE_ADDR", "")
    trusted = settings.TRUSTED_PROXIES
    forwarded_for = request.META.get("HTTP_X_FORWARDED_FOR", "")
    request.client_address = address_of(peer, forwarded_for, trusted)
    if is_trusted(peer, trusted):
        return True
    request.unknown_proxy = bool(forwarded_for) and is_near(peer)
    return False


def _forget_claims(meta: dict) -> None:
    """Drop every X-Forwarded-* and its kin; our own proxies are the only ones who may set them."""
    claims = [
        name
        for name in meta
        if name.startswith("HTTP_X_FORWARDED_") or name in _ALSO_SAID_BY_PROXIES
    ]
    if any(name.startswith("HTTP_X_FORWARDED_PROTO") for name in claims) or (
        "HTTP_X_FORWARDED_SSL" in claims
    ):
        # gunicorn believes these of any peer on its own machine, and has already said "https".
        meta["wsgi.url_scheme"] = "http"
    for name in claims:
        del meta[name]
