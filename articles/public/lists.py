"""Stories as lists show them: which columns, which page."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.http import Http404, HttpRequest

STORIES_PER_PAGE = 20
OPENING_LENGTH = 600  # enough for a teaser even when a link stands early in the first sentence
LAST_PAGE_DIGITS = 6


def for_list(articles: QuerySet, *, opening: int = OPENING_LENGTH) -> QuerySet:
    """Return the stories with all that a list shows of them, without their bodies."""
    return (
        articles.select_related("category", "photo")
        .annotate(opening=Substr("body", 1, opening))
        .defer("body")
    )


def page_of(articles: QuerySet, request: HttpRequest) -> Page:
    """Return the page that `?page=` asks for, or say that there is no such page.

    Only the numbers from 1 up that a pager of ours would write are pages; each list thus has one
    address per page and no other.
    """
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdigit()) or len(number) > LAST_PAGE_DIGITS:
        raise Http404
    paginator = Paginator(articles, STORIES_PER_PAGE)
    if number.startswith("0") or int(number) > paginator.num_pages:
        raise Http404
    return paginator.page(int(number))


def address_of(page: Page, request: HttpRequest) -> str:
    """Return the one address of a page of a list, whatever else was asked for with it."""
    return request.path if page.number == 1 else f"{request.path}?page={page.number}"
