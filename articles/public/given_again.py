"""Gives a page to the next reader before Django is asked, for as long as nothing has changed.

It stands around Django. The first reader of a page with these numbers is answered by everything
that stands in between; what went out to him, header by header, is noted beside the page. Whoever
asks in the same way is sent the same, and is counted as he would have been. Whatever is not the
most ordinary of requests, or would have to ask the database, goes past.
"""

import logging
from collections.abc import Callable, Iterable
from functools import lru_cache

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from accounts.client_address import is_trusted
from accounts.proxies import note_caller
from articles.public import pulse
from articles.public.answers import CONDITIONS, accepts_gzip
from articles.public.kept_pages import Address
from articles.public.page_cache import ANSWERED_WITH, keeping_of
from articles.public.readers import Keeping, known_query
from articles.public.seldom import Seldom
from articles.readership.counting import count_shown

LONGEST_QUERY = 500  # characters; longer ones are looked at by Django

Application = Callable[[dict, Callable], Iterable[bytes]]
Way = tuple  # what the headers of an answer depend on besides the page
Sent = tuple[list[tuple[str, str]], bytes]  # headers and body

_complaints = Seldom(logging.getLogger(__name__), "Pages are not given again: %s")


class GivenAgain:
    """The application, but for answers that it has just given."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._cache = None  # the page cache inside, once it has answered somebody

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        asked = sent = None
        try:
            asked = asked_for(environ)
            if asked and self._cache:
                sent = self._sent_before(environ, *asked)
        except Exception as error:
            _complaints.add(error)
        if sent:
            start_response("200 OK", sent[0].copy())
            return [sent[1]]
        if asked:
            return self._noted(environ, asked[1], start_response)
        return self._application(environ, start_response)

    def _sent_before(self, environ: dict, address: Address, way: Way) -> Sent | None:
        """Return what was sent to somebody who asked in the same way, and count who asks now."""
        now = timezone.now()
        state = pulse.at_hand(now)
        forms = state and self._cache.at_hand(address, state)
        sent = forms and forms.sent.get(way)
        if sent and forms.page.is_counted:
            count_shown(_Reader(environ), forms.page.story, now=now)
        return sent

    def _noted(self, environ: dict, way: Way, start_response: Callable) -> Iterable[bytes]:
        """Let Django answer, and note what is sent if it is a kept page as it is."""
        told = []

        def telling(status: str, headers: list, *rest):
            told.append((status, headers.copy()))
            return start_response(status, headers, *rest)

        answer = self._application(environ, telling)
        if ANSWERED_WITH in environ and len(told) == 1 and told[0][0] == "200 OK":
            self._cache, forms, body = environ[ANSWERED_WITH]
            forms.note_sent(way, told[0][1], body)
        return answer


class _Reader:
    """What counting looks at of a request. Who may have a session does not come here."""

    method = "GET"
    unknown_proxy = False
    COOKIES = {}

    def __init__(self, environ: dict) -> None:
        self.META = environ
        note_caller(self)


def asked_for(environ: dict) -> tuple[Address, Way] | None:
    """Return which page is asked for and in which way; None where Django has to look at it."""
    path = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] != "GET" or environ.get("SCRIPT_NAME") or not path.isascii():
        return None
    keeping = keeping_of(path)
    if keeping is None or not settings.PAGE_CACHE or _is_particular(environ):
        return None
    query = environ.get("QUERY_STRING", "")
    if query and keeping.knows:
        if len(query) > LONGEST_QUERY or not query.isascii():
            return None
        query = _known(query, keeping)
    else:
        query = ""
    way = _way(environ)
    return way and ((path, query), way)


def _is_particular(environ: dict) -> bool:
    """Say whether somebody may be signed in, or has the page already."""
    for condition in CONDITIONS:
        if condition in environ:
            return True
    return "HTTP_COOKIE" in environ and settings.SESSION_COOKIE_NAME in environ["HTTP_COOKIE"]


def _way(environ: dict) -> Way | None:
    """Return what besides the page decides what is sent: the site's name, https, compression."""
    scheme, of_proxy = environ["wsgi.url_scheme"], settings.SECURE_PROXY_SSL_HEADER
    said = None
    if is_trusted(environ.get("REMOTE_ADDR", ""), settings.TRUSTED_PROXIES):
        said = of_proxy and environ.get(of_proxy[0])
    elif scheme != "http":
        return None  # a stranger may have told gunicorn so
    accepted = environ.get("HTTP_ACCEPT_ENCODING")
    return environ.get("HTTP_HOST"), scheme, said, bool(accepted and accepts_gzip(accepted))


@lru_cache(maxsize=4096)
def _known(query: str, keeping: Keeping) -> str:
    return known_query(QueryDict(query), keeping.knows)
