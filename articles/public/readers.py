"""What every page for readers has in common: how it may be asked for, and who may keep it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from articles.public.freshness import unless_unchanged
from articles.readership.counting import works_here

View = Callable[..., HttpResponse]
BEACON = "beacon"  # the mode in which a page is no read, its script's message is


@dataclass(frozen=True)
class Keeping:
    """How the page cache may keep what a view answers.

    `knows` are the parameters that the view understands. `is_lasting` says that nothing but a new
    edition or a turn of the clock changes the page, its live places apart; any other is kept until
    the newspaper is asked again how it stands, which is within a second.
    """

    knows: tuple[str, ...] = ()
    is_lasting: bool = False
    is_counted: bool = True


def for_readers(
    view: View | None = None, *, knows: tuple[str, ...] = (), is_lasting: bool = False
) -> View | Callable[[View], View]:
    """Answer GET and HEAD only, drop what the view does not know, and say who may keep the answer.

    Name every parameter the view reads: it sees no other, so that nothing a stranger hangs on an
    address can get into a page that others are shown. A view is `is_lasting` when its page is
    decided by what is published alone, its numbers being written by the tags of `live`.
    """
    if view is None:
        return lambda view: for_readers(view, knows=knows, is_lasting=is_lasting)

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        with only_known(request, knows):
            response = say_who_may_keep(request, view(request, *args, **kwargs))
        if works_here(request) or is_for_the_cache(request):
            return response
        return unless_unchanged(request, response)

    answer.keeping = Keeping(knows, is_lasting)
    return answer


@contextmanager
def only_known(request: HttpRequest, knows: tuple[str, ...]) -> Iterator[None]:
    """Let the request have only these parameters for a while."""
    asked, query = request.GET, request.META.get("QUERY_STRING", "")
    request.META["QUERY_STRING"] = known = known_query(asked, knows)
    request.GET = QueryDict(known)
    try:
        yield
    finally:
        request.GET, request.META["QUERY_STRING"] = asked, query


def known_query(asked: QueryDict, knows: tuple[str, ...]) -> str:
    """Return the parameters that are known, in their order, each as a view reads it: the last."""
    return urlencode([(name, asked[name]) for name in knows if name in asked])


def say_who_may_keep(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say on the answer who may keep it, and for how long.

    What a colleague is shown is kept by nobody. A page that counts its own reads must not be
    answered by a shared cache; a browser may keep it, but asks, and is told when it has the page
    already. Where the page's script sends the read, a cache of ours may answer for a second; but a
    session that has ended is taken back with a cookie, and that is nobody else's.
    """
    if works_here(request):
        rule = "private, no-store"
    elif settings.READS_MODE == BEACON and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        rule = "public, max-age=0, s-maxage=1"
    else:
        rule = "private, no-cache"
    response["Cache-Control"] = rule
    return response


def is_for_the_cache(request: HttpRequest) -> bool:
    """Say whether the page cache asked for the page: it fills in numbers and compares ETags."""
    return getattr(request, "places", None) is not None
