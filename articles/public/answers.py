"""The answer made of a kept page: plain, compressed, or that the reader has it already."""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.http import HttpRequest, HttpResponse
from django.http.cookie import SimpleCookie
from django.http.response import ResponseHeaders
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from articles.public.kept_pages import KeptPage
from articles.public.ready_pages import Filled

CONDITIONS = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
)
MOST_WAYS = 32  # to ask for one page: by names of the site, by http and https, compressed or not
_OF_THE_BYTES = {"content-type", "content-length", "content-encoding"}
_ZERO = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*\Z", re.IGNORECASE)


class ReadyResponse(HttpResponse):
    """An answer whose headers were written before: what Django does for each, done once for all.

    A test holds it to what `HttpResponse(body, headers=headers)` would be.
    """

    def __init__(self, body: bytes, headers: ResponseHeaders) -> None:
        self.headers = ResponseHeaders.__new__(ResponseHeaders)
        self.headers._store = headers._store.copy()
        self._charset = self._handler_class = self._reason_phrase = None
        self._resource_closers = []
        self.cookies = SimpleCookie()
        self.closed = False
        self._container = [body]


@dataclass(frozen=True, eq=False)
class Forms:
    """A filled page in the forms it leaves in, each made when first asked for."""

    page: KeptPage
    filled: Filled
    sent: dict[tuple, tuple[list, bytes]] = field(default_factory=dict, repr=False)

    def note_sent(self, way: tuple, headers: list[tuple[str, str]], body: bytes) -> None:
        """Note all headers with which a form of the page went out to somebody."""
        if len(self.sent) >= MOST_WAYS:
            self.sent.clear()
        self.sent[way] = headers, body

    @cached_property
    def is_compressible(self) -> bool:
        """Whether the compression further down found the page long enough."""
        return "accept-encoding" in self.page.headers.get("Vary", "").lower()

    @cached_property
    def plain(self) -> tuple[bytes, ResponseHeaders]:
        return self._form(self.filled.plain, ETag=quote_etag(self.filled.etag))

    @cached_property
    def zipped(self) -> tuple[bytes, ResponseHeaders]:
        said = {"ETag": f"W/{quote_etag(self.filled.etag)}", "Content-Encoding": "gzip"}
        return self._form(self.filled.zipped, **said)

    def _form(self, body: bytes, **said: str) -> tuple[bytes, ResponseHeaders]:
        if self.page.seconds is not None:
            said["Last-Modified"] = http_date(self.page.seconds)
        said["Content-Length"] = str(len(body))
        return body, ResponseHeaders({**self.page.headers, **said})


def answer_with(request: HttpRequest, forms: Forms) -> HttpResponse:
    """Return the answer with a filled page, in the form this browser takes, or 304 without it."""
    meta = request.META
    accepted = meta.get("HTTP_ACCEPT_ENCODING")
    is_zipped = accepted and forms.is_compressible and accepts_gzip(accepted)
    response = ReadyResponse(*(forms.zipped if is_zipped else forms.plain))
    for condition in CONDITIONS:
        if condition in meta:
            return _unless_had(request, response, forms)
    return response


def _unless_had(request: HttpRequest, response: HttpResponse, forms: Forms) -> HttpResponse:
    etag, page = quote_etag(forms.filled.etag), forms.page
    answer = get_conditional_response(request, etag, page.seconds, response)
    if answer is not response:
        for name, value in page.headers.items():
            if name.lower() not in _OF_THE_BYTES:
                answer.headers.setdefault(name, value)
    return answer


@lru_cache(maxsize=256)
def accepts_gzip(accepted: str) -> bool:
    """Say whether a browser takes the gzip form, by its Accept-Encoding."""
    for choice in accepted.lower().split(","):
        coding, _, weight = choice.partition(";")
        if coding.strip() == "gzip":
            return not _ZERO.match(weight)
    return False
