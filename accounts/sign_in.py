"""What every page of the desk has in common: its language, a session that ends, no copies."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import carried

DESK = "/admin/"
SIGN_IN = "/admin/login/"
IDLE = timedelta(hours=12)  # a long shift; the next morning one signs in again
AT_MOST = timedelta(days=14)
_NOTED_EVERY = timedelta(minutes=5)  # so that not every page writes a row
BY_ITSELF = "X-By-Itself"  # sent by a page that asks without anybody doing anything
_SIGNED_IN_AT = "signed_in_at"
_SEEN_AT = "seen_at"


class LanguageMiddleware:
    """Readers read the site's language, whatever their browser asks for; staff choose theirs.

    Away from the desk neither session nor account is looked at, so that a page which is the same
    for everybody stays so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = settings.LANGUAGE
        if is_desk(request):
            request.arrived_as = _account_in_session(request)
            language = _language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class DeskMiddleware:
    """Ends sessions that are idle or old, and keeps pages of the desk out of every cache.

    Stands behind the messages, because it leaves one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_desk(request):
            return self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            _watch_the_session(request, timezone.now())
        response = self.get_response(request)
        if request.method == "POST" and _was_turned_away(request, response):
            carried.keep(request, by=request.arrived_as)
            sentence = _("Your session has ended. Sign in again; what you sent has been kept.")
            messages.warning(request, sentence)
            response = redirect_to_login(request.get_full_path(), SIGN_IN)
        response["Cache-Control"] = "private, no-store"
        return response


def is_desk(request: HttpRequest) -> bool:
    """Say whether a page belongs to the desk."""
    return request.path_info.startswith(DESK)


def begin_session(request: HttpRequest, now: datetime) -> None:
    """Note when somebody signed in; from here the absolute limit runs.

    Sessions nobody can use any more go at this opportunity, so that no job has to remove them.
    """
    request.session.clear_expired()
    request.session[_SIGNED_IN_AT] = request.session[_SEEN_AT] = now.timestamp()


def _account_in_session(request: HttpRequest) -> int | None:
    """Return whom the session names, before anybody asks whether it still holds."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    try:
        named = request.session.get(SESSION_KEY)
    except DatabaseError:
        return None
    return int(named) if named else None


def _language_of(request: HttpRequest) -> str:
    try:
        return request.user.language if request.user.is_authenticated else settings.LANGUAGE
    except DatabaseError:
        return settings.LANGUAGE  # the page itself will say that the database is away


def _watch_the_session(request: HttpRequest, now: datetime) -> None:
    try:
        if request.user.is_authenticated:
            _end_or_note(request, now)
    except DatabaseError:
        return  # the page itself will say that the database is away


def _end_or_note(request: HttpRequest, now: datetime) -> None:
    session = request.session
    if _SIGNED_IN_AT not in session:
        session[_SIGNED_IN_AT] = session[_SEEN_AT] = now.timestamp()
    seen = _age(session.get(_SEEN_AT), now)
    if seen > IDLE or _age(session[_SIGNED_IN_AT], now) > AT_MOST:
        logout(request)
        if request.method != "POST":
            messages.warning(request, _("Your session has ended. Please sign in again."))
        return
    if seen > _NOTED_EVERY and BY_ITSELF not in request.headers:
        session[_SEEN_AT] = now.timestamp()
    if carried.arrives(request):
        carried.drop(request)


def _was_turned_away(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether the desk refused a form because its sender is signed in no more.

    It had to pass the CSRF check: what another site sent in his name is not kept for him.
    """
    return (
        request.arrived_as is not None
        and getattr(request, "csrf_processing_done", False)
        and (response.status_code == 403 or response.get("Location", "").startswith(f"{SIGN_IN}?"))
        and not request.user.is_authenticated
    )


def _age(noted: float | None, now: datetime) -> timedelta:
    return timedelta(seconds=now.timestamp() - (noted or 0))
