"""What readers are told when there is no page for them."""

from datetime import datetime

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from articles.public import pulse
from articles.public.lists import in_order
from articles.public.navigation import frame
from articles.public.pulse import State

LATEST = 5


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, and offer the latest news; the same for every address."""
    now = timezone.now()
    context = {"heading": _("Page not found")}
    try:
        latest = _latest(pulse.of(request, now), now)
        context |= {**frame(request, now), "latest": latest}
    except DatabaseError:
        pass  # the sentence is enough when the database does not answer
    return _kept_by_nobody(render(request, "404.html", context, status=404))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this page is not for the one who asks."""
    context = {
        "heading": _("This page is not open to you"),
        **_frame_if_there_is_a_database(request),
    }
    return _kept_by_nobody(render(request, "403.html", context, status=403))


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request itself could not be understood."""
    context = {"heading": _("We did not understand that"), **_frame_if_there_is_a_database(request)}
    return _kept_by_nobody(render(request, "400.html", context, status=400))


def _latest(state: State, now: datetime) -> list[Article]:
    """Return the newest stories; whoever looks for addresses at random costs no question each."""
    ids = Article.objects.published(now).newest().values_list("pk", flat=True)[:LATEST]
    return state.remember("latest", lambda: in_order(ids, now))


def _frame_if_there_is_a_database(request: HttpRequest) -> dict:
    """Return what stands around the page; nothing when the database does not answer."""
    try:
        return frame(request, timezone.now())
    except DatabaseError:
        return {}


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """Forbid every copy: what does not exist now may be a story in a minute."""
    response["Cache-Control"] = "private, no-store"
    return response
