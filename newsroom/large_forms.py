"""Answers a form that is too large with a sentence, before anything else reads it.

Without this, the first reader of a form, which is the CSRF check, would answer a bare 400. A form
with up to 20 MB of text is none of our business here: it reaches its view, which gives the text
back. A picture may make a request larger than that, because the view refuses it by name.
"""

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.response import SimpleTemplateResponse

_MEGABYTE = 1024 * 1024
MOST_WITH_FILES = 64 * _MEGABYTE
_READ_AWAY = 128 * _MEGABYTE  # so much is taken in before we hang up, that the browser listens
_TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class LargeFormMiddleware:
    """Stands directly before the CSRF check."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            if _declared_length(request) > _most(request):
                _read_away(request)
                return _too_large()
            try:
                _read_if_large(request)
            except _TOO_LARGE:
                return _too_large()
            except MultiPartParserError:
                pass  # broken, not large: whoever reads the form answers 400
        return self.get_response(request)


def _declared_length(request: HttpRequest) -> int:
    raw = request.META.get("CONTENT_LENGTH") or "0"
    return int(raw[:18]) if raw.isascii() and raw.isdigit() else 0


def _most(request: HttpRequest) -> int:
    if request.content_type == "multipart/form-data":
        return MOST_WITH_FILES
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _read_if_large(request: HttpRequest) -> None:
    """Read a form that might break a limit here, where we can answer; small ones are left alone.

    Without our CSRF cookie the form is refused unread, so there is nothing to find out.
    """
    if _declared_length(request) > _MEGABYTE // 5 and settings.CSRF_COOKIE_NAME in request.COOKIES:
        request.POST  # noqa: B018 (a property that reads)


def _read_away(request: HttpRequest) -> None:
    left = min(_declared_length(request), _READ_AWAY)
    try:
        while left > 0 and (chunk := request.read(min(left, 65536))):
            left -= len(chunk)
    except OSError:
        pass  # the client has hung up; nobody reads our sentence


def _too_large() -> HttpResponse:
    return SimpleTemplateResponse("413.html", status=413).render()
