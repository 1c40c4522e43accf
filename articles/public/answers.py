"""The answer made of a kept page: plain, compressed, or that the reader has it already."""

import re
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from articles.public.kept_pages import KeptPage
from articles.public.ready_pages import Filled

_CONDITIONS = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
)
_OF_THE_BYTES = {"content-type", "content-length", "content-encoding"}
_ZERO = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*\Z", re.IGNORECASE)


def answer_with(request: HttpRequest, page: KeptPage, filled: Filled) -> HttpResponse:
    """Return the answer with a filled page, in the form this browser takes, or 304 without it."""
    meta = request.META
    zipped = is_compressible(page) and accepts_gzip(meta.get("HTTP_ACCEPT_ENCODING", ""))
    body = filled.zipped if zipped else filled.plain
    etag = quote_etag(filled.etag)
    headers = {**page.headers, "ETag": f"W/{etag}" if zipped else etag}
    if page.seconds is not None:
        headers["Last-Modified"] = http_date(page.seconds)
    if zipped:
        headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(body))
    response = HttpResponse(body, headers=headers)
    if not any(name in meta for name in _CONDITIONS):
        return response
    answer = get_conditional_response(request, etag, page.seconds, response)
    if answer is not response:
        for name, value in page.headers.items():
            if name.lower() not in _OF_THE_BYTES:
                answer.headers.setdefault(name, value)
    return answer


def is_compressible(page: KeptPage) -> bool:
    """Say whether the compression below found the page long enough."""
    return "accept-encoding" in page.headers.get("Vary", "").lower()


@lru_cache(maxsize=256)
def accepts_gzip(accepted: str) -> bool:
    """Say whether a browser takes the gzip form, by its Accept-Encoding."""
    for choice in accepted.lower().split(","):
        coding, _, weight = choice.partition(";")
        if coding.strip() == "gzip":
            return not _ZERO.match(weight)
    return False
