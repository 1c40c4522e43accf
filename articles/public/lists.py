"""Stories as lists show them: which columns, which page.

A list is paged by the numbers of its stories, which an index has in the order of the list; the
stories of one page are then looked up by number. So no page reads the stories before it, and none
is at the mercy of a database that would rather begin with the sections. Lists end after
`MOST_PAGES`: whoever looks for something older is sent to the archive, where each day is near.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.http import Http404, HttpRequest

from articles.models import Article
from articles.templatetags.newsroom import OPENING_LENGTH

STORIES_PER_PAGE = 20
MOST_PAGES = 100
LAST_PAGE_DIGITS = 6


def for_list(articles: QuerySet, *, opening: int = OPENING_LENGTH) -> QuerySet:
    """Return the stories with all that a list shows of them, without their bodies."""
    return (
        articles.select_related("category", "photo")
        .annotate(opening=Substr("body", 1, opening))
        .defer("body")
    )


def in_order(ids: Iterable[int], now: datetime) -> list[Article]:
    """Return the stories of these numbers in their order, those that readers may see."""
    ids = list(ids)
    if not ids:
        return []
    found = for_list(Article.objects.published(now).among(ids)).in_bulk()
    return [found[pk] for pk in ids if pk in found]


class Pages(Paginator):
    """The pages of a list, as far as lists are paged."""

    def __init__(self, entries: QuerySet | Sequence) -> None:
        super().__init__(entries, STORIES_PER_PAGE)

    @cached_property
    def found(self) -> int:
        """How many entries there are, counted one beyond the last that has a page."""
        most = MOST_PAGES * self.per_page + 1
        if isinstance(self.object_list, QuerySet):
            return self.object_list[:most].count()
        return min(len(self.object_list), most)

    @cached_property
    def count(self) -> int:
        return min(self.found, MOST_PAGES * self.per_page)

    @property
    def is_cut(self) -> bool:
        """Say whether the list has more than its last page shows."""
        return self.found > self.count


def as_far_as_paged(entries: QuerySet) -> list:
    """Return the entries that have a page, and one more where there are more."""
    return list(entries[: MOST_PAGES * STORIES_PER_PAGE + 1])


def page_of(entries: QuerySet | Sequence, request: HttpRequest) -> Page:
    """Return the page that `?page=` asks for, or say that there is no such page.

    Only the numbers from 1 up that a pager of ours would write are pages; each list thus has one
    address per page and no other.
    """
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdigit()) or len(number) > LAST_PAGE_DIGITS:
        raise Http404
    pages = Pages(entries)
    if number.startswith("0") or int(number) > pages.num_pages:
        raise Http404
    return pages.page(int(number))


def page_of_stories(ids: QuerySet, request: HttpRequest, now: datetime) -> Page:
    """Return the page that is asked for with its stories; `ids` are the numbers of all."""
    page = page_of(ids, request)
    page.object_list = in_order(page.object_list, now)
    return page


def address_of(page: Page, request: HttpRequest) -> str:
    """Return the one address of a page of a list, whatever else was asked for with it."""
    return request.path if page.number == 1 else f"{request.path}?page={page.number}"
