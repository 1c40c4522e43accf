"""Every public correction in one place (Pedoman Media Siber 4b, 4c)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Correction
from articles.public import pulse
from articles.public.lists import address_of, as_far_as_paged, page_of
from articles.public.navigation import frame_and_numbers
from articles.public.readers import for_readers
from articles.readership.counting import count_visitor

LATEST = 3
NEW = timedelta(days=30)


def public_corrections(now: datetime) -> QuerySet:
    """Return the corrections of stories that are public now, the latest first."""
    public = Article.objects.published(now).filter(pk=OuterRef("article_id"))
    return Correction.objects.filter(Exists(public), at__lte=now).order_by("-at", "-id")


def _in_order(ids: Iterable[int]) -> list[Correction]:
    """Return these corrections in their order, with the stories they are on."""
    ids = list(ids)
    found = Correction.objects.select_related("article").defer("article__body").in_bulk(ids)
    return [found[pk] for pk in ids]


def latest_corrections(now: datetime) -> list[Correction]:
    """Return the few that the front page names, while they are new."""
    newest = public_corrections(now).filter(at__gte=now - NEW).values_list("pk", flat=True)
    return _in_order(newest[:LATEST])


@for_readers(knows=("page",), is_lasting=True)
def corrections(request: HttpRequest) -> HttpResponse:
    """Show the corrections of stories that are public now, the latest first."""
    now = timezone.now()
    # To know them is to look at the story of each, which is done once an edition.
    public = public_corrections(now).values_list("pk", flat=True)
    ids = pulse.of(request, now).remember("corrections", lambda: as_far_as_paged(public))
    page = page_of(ids, request)
    page.object_list = _in_order(page.object_list)
    count_visitor(request, now=now)
    context = {
        "page": page,
        "heading": _("List of corrections"),
        "description": _("What we had wrong, what is right, and when we corrected it."),
        "canonical": address_of(page, request),
    }
    return render(
        request, "articles/corrections.html", {**frame_and_numbers(request, now), **context}
    )
