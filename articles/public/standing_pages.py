"""The standing pages as readers see them: who makes the paper, and what it is bound by."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from articles.models import Page
from articles.public.navigation import frame
from articles.public.readers import for_readers
from articles.readership.counting import count_visitor
from articles.readership.statistics import visitors
from articles.templatetags.newsroom import teaser


@for_readers(is_lasting=True)
def standing_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a standing page; one that is not shown to readers is like one that never was."""
    now = timezone.now()
    standing = get_object_or_404(Page.objects.shown(), slug=slug)
    count_visitor(request, now=now)
    context = {
        "standing": standing,
        "visitors": visitors(now=now),
        "heading": standing.title,
        "description": teaser(standing),
        "canonical": request.path,
    }
    return render(request, "articles/standing_page.html", {**frame(request, now), **context})
