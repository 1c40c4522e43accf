"""The most read stories of today, of a week, of the month and of the year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.public import pulse
from articles.public.navigation import frame
from articles.public.readers import for_readers
from articles.readership.counting import count_visitor
from articles.readership.popularity import most_read, most_read_of_periods

SIZE = 10


@for_readers
def most_read_page(request: HttpRequest) -> HttpResponse:
    """Show what is read most, period by period; where nothing was read yet, the newest."""
    now = timezone.now()
    count_visitor(request, now=now)
    state = pulse.of(request, now)
    lists = most_read_of_periods(now=now, size=SIZE)
    context = {
        "lists": lists,
        "newest": None if lists else most_read(now=now, size=SIZE),
        "visitors": state.visitors,
        "heading": _("Most read"),
        "description": _("What was read most today, in the last 7 days, this month and this year."),
        "canonical": request.path,
    }
    return render(request, "articles/rankings.html", {**frame(request, now), **context})
