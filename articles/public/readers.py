"""What every page for readers has in common: how it may be asked for, and who may keep it."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


def for_readers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer GET and HEAD only, and let nobody but the reader's own browser keep the answer.

    The page counts its reads itself, so a shared cache must not answer in its place; a browser
    may keep a copy, but asks. What a colleague is shown is kept by nobody.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return keep_private(request, view(request, *args, **kwargs))

    return answer


def keep_private(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say on the response that it is this reader's alone."""
    rule = "private, no-store" if is_colleague(request) else "private, no-cache"
    response["Cache-Control"] = rule
    return response


def is_colleague(request: HttpRequest) -> bool:
    """Say whether somebody signed in is asking; readers without a session cost no query for it.

    Looking at `request.user` opens the session, and that marks the answer `Vary: Cookie`. A
    reader has no session cookie, so nothing is opened.
    """
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
