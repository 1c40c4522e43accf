"""Since when a page for readers is as it is, and answering a browser that has it already.

The ETag is of the exact page, its numbers included. Last-Modified is the last moment at which
something in the newspaper changed or appeared: reads do not move it, so that a crawler that asks
by date alone fetches a page again when there is news, not when somebody has read it.
"""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from articles.public import pulse


def unless_unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the answer with its ETag and date, or 304 where the browser has the same already."""
    if response.status_code != 200:
        return response
    response["ETag"] = etag = quote_etag(sha256(response.content).hexdigest()[:32])
    seconds = int(pulse.of(request, timezone.now()).changed_at.timestamp())
    response["Last-Modified"] = http_date(seconds)
    return get_conditional_response(request, etag, seconds, response)
