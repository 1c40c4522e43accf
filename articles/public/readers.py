"""What every page for readers has in common: how it may be asked for, and who may keep it."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.public.freshness import unless_unchanged
from articles.readership.counting import works_here


def for_readers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer GET and HEAD only, and let nobody but the reader's own browser keep the answer.

    The page counts its reads itself, so a shared cache must not answer in its place; a browser
    may keep a copy, but asks, and is told when it has the page already. What a colleague is shown
    is kept by nobody.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        now = timezone.now()
        response = keep_private(request, view(request, *args, **kwargs))
        return response if works_here(request) else unless_unchanged(request, response, now)

    return answer


def keep_private(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say on the response that it is this reader's alone."""
    rule = "private, no-store" if works_here(request) else "private, no-cache"
    response["Cache-Control"] = rule
    return response
