"""What readers are told when there is no page for them."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from articles.public.lists import for_list
from articles.public.navigation import frame

LATEST = 5


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, and offer the latest news; the same for every address."""
    now = timezone.now()
    context = {"heading": _("Page not found")}
    try:
        latest = for_list(Article.objects.published(now).newest())[:LATEST]
        context |= {**frame(now), "latest": list(latest)}
    except DatabaseError:
        pass  # the sentence is enough when the database does not answer
    return _kept_by_nobody(render(request, "404.html", context, status=404))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this page is not for the one who asks."""
    context = {"heading": _("This page is not open to you"), **_frame_if_there_is_a_database()}
    return _kept_by_nobody(render(request, "403.html", context, status=403))


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request itself could not be understood."""
    context = {"heading": _("We did not understand that"), **_frame_if_there_is_a_database()}
    return _kept_by_nobody(render(request, "400.html", context, status=400))


def _frame_if_there_is_a_database() -> dict:
    """Return what stands around the page; nothing when the database does not answer."""
    try:
        return frame(timezone.now())
    except DatabaseError:
        return {}


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """Forbid every copy: what does not exist now may be a story in a minute."""
    response["Cache-Control"] = "private, no-store"
    return response
