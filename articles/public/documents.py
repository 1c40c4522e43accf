"""What every document for programs has in common: feeds, sitemaps and the small files.

Nobody reads them on a screen, so neither reads nor visitors are counted. They may be kept by
anybody who asks before using his copy: a story is in them from its second on, and not longer.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from hashlib import sha256
from io import StringIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from articles.markup.tokens import without_controls
from articles.public.readers import Keeping, is_for_the_cache


def for_programs(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Answer GET and HEAD only, with 304 and no text where the program has the same text already.

    The view may set Last-Modified; where it does not, the text alone decides.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["ETag"] = quote_etag(sha256(response.content).hexdigest()[:32])
        response["Cache-Control"] = "public, no-cache"
        changed = getattr(response, "changed_at", None)
        if changed:
            response["Last-Modified"] = http_date(int(changed.timestamp()))
        return response if is_for_the_cache(request) else unless_had(request, response)

    answer.keeping = Keeping(is_counted=False)
    return answer


def unless_had(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the answer, or 304 where the program has the same text already."""
    changed = getattr(response, "changed_at", None)
    seconds = int(changed.timestamp()) if changed else None
    return get_conditional_response(request, response.get("ETag"), seconds, response)


def document(text: str, content_type: str, *, changed_at: datetime | None = None) -> HttpResponse:
    """Return a text as an answer in UTF-8; `changed_at` becomes its Last-Modified."""
    response = HttpResponse(text.encode(), content_type=f"{content_type}; charset=utf-8")
    response.changed_at = changed_at
    return response


class Xml:
    """An XML document being written; no content can make it one that programs refuse."""

    def __init__(self, root: str, namespaces: dict[str, str]):
        self._out = StringIO()
        self._writer = SimplerXMLGenerator(self._out, "utf-8", short_empty_elements=True)
        self._root = root
        self._writer.startDocument()
        self._writer.startElement(root, namespaces)

    def begin(self, name: str) -> None:
        self._writer.startElement(name, {})

    def end(self, name: str) -> None:
        self._writer.endElement(name)

    def add(self, name: str, text: str | None = None, **attributes: object) -> None:
        """Write one element with its text, and attributes where they are not empty."""
        marks = {key: without_controls(str(value)) for key, value in attributes.items() if value}
        self._writer.addQuickElement(name, without_controls(text) if text else None, marks)

    def add_written(self, xml: str) -> None:
        """Write elements that are XML already, and as careful."""
        self._writer.ignorableWhitespace(xml)  # which writes what it is given as it is

    def text(self) -> str:
        """Close the document and return it."""
        self._writer.endElement(self._root)
        self._writer.endDocument()
        return self._out.getvalue()


def one_line(text: str) -> str:
    """Return a title or a name without what XML cannot carry, white space folded."""
    return " ".join(without_controls(text).split())


def address(path: str) -> str:
    """Return the whole address of a path of ours, from the settings and never from the request."""
    return settings.SITE_URL + path


def w3c_time(moment: datetime) -> str:
    """Write a moment with the site's offset: 2025-09-02T14:05:00+07:00."""
    return timezone.localtime(moment).isoformat(timespec="seconds")
