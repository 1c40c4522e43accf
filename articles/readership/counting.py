"""What counts as a read, and counting it before the page is answered.

A read is a person's browser being shown a published story: at most one per visitor and story in
30 minutes. The page never waits long for its count and never fails because of it.
"""

import traceback
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article
from articles.readership import forgetting, recording, visitors
from articles.readership.crawlers import is_robot
from articles.readership.days import day_of
from articles.readership.patience import Patience
from articles.readership.recording import Visit

# What browsers send with a page they fetch before anybody asked for it. Newer ones add to the
# word ("prefetch;prerender"), so only its beginning is compared.
_FETCHED_AHEAD = {
    "HTTP_SEC_PURPOSE": ("prefetch",),
    "HTTP_PURPOSE": ("prefetch", "preview", "instant"),
    "HTTP_X_PURPOSE": ("prefetch", "preview", "instant"),
    "HTTP_X_MOZ": ("prefetch",),
}

patience = Patience()


def count_read(request: HttpRequest, article: Article, *, now: datetime | None = None) -> bool:
    """Count that this request is shown a story; return whether it is a new read.

    Call it once the canonical page of the story is certain, before its numbers are looked up.
    The count is committed when this returns. Never raises; counts the visitor too.
    """
    now = now or timezone.now()
    try:
        if article.is_public(now) and _is_a_person_reading(request):
            return _keep(request, article_id=article.pk, now=now)
    except Exception as error:
        patience.failed(_without_names(error))
    return False


def count_visitor(request: HttpRequest, *, now: datetime | None = None) -> None:
    """Count the visitor who is shown a list or the front page. Never raises."""
    now = now or timezone.now()
    try:
        if _is_a_person_reading(request):
            _keep(request, article_id=None, now=now)
    except Exception as error:
        patience.failed(_without_names(error))


def _keep(request: HttpRequest, *, article_id: int | None, now: datetime) -> bool:
    if not patience.may_try():
        return False
    day = day_of(now)
    visit = Visit(visitors.key_of(request, day=day), day, now, article_id)
    is_new = recording.keep(visit, using=settings.READS_DATABASE)
    patience.succeeded()
    forgetting.forget_in_passing(day, using=settings.READS_DATABASE)
    return is_new


def _is_a_person_reading(request: HttpRequest) -> bool:
    return (
        request.method == "GET"  # Django answers HEAD with the same view
        and not is_fetched_ahead(request)
        and not is_robot(request.META.get("HTTP_USER_AGENT", ""))
        and not works_here(request)
    )


def is_fetched_ahead(request: HttpRequest) -> bool:
    """Say whether a browser fetches this before anybody asked for it."""
    return any(
        request.META.get(header, "").strip().lower().startswith(words)
        for header, words in _FETCHED_AHEAD.items()
    )


def works_here(request: HttpRequest) -> bool:
    """Say whether somebody signed in is asking; readers without a session cost no query for it.

    Looking at `request.user` opens the session, and that marks the answer `Vary: Cookie`. A
    reader has no session cookie, so nothing is opened.
    """
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _without_names(error: Exception) -> str:
    # The text of an error may quote what it stumbled over, an address or a browser's name.
    last = traceback.extract_tb(error.__traceback__)[-1]
    code = getattr(error.__cause__, "pgcode", None)
    code = code or getattr(error.__cause__, "sqlite_errorname", None) or "no code"
    return f"{type(error).__name__} ({code}) in {last.name}, line {last.lineno}"
