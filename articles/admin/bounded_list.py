"""The pages of the list of stories, however many there are: nothing is counted to its end.

First come the numbers of the stories up to a thousand, which also tells how many there are or that
there are more; then the rows of the page. Far pages are bounded too: whoever looks for something
older narrows the list.
"""

from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.article_filters import StoryFilter
from articles.admin.list_places import Places, Words, places
from articles.editorial.queues import MOST
from articles.overview.rows import colleagues_of, rows_of
from articles.public.search_terms import read

LAST_PAGE = 200
LAST_PAGE_ASKED = 20  # of what somebody searches for, or of a name


class BoundedChangeList(ChangeList):
    """Django's list with pages of our own."""

    def get_filters(self, request: HttpRequest) -> tuple:
        found = super().get_filters(request)
        self.filter: StoryFilter = found[0][0]
        return found

    def get_ordering(self, request: HttpRequest, queryset: QuerySet) -> list[str]:
        return list(self.filter.order)

    def get_queryset(self, request: HttpRequest, exclude_parameters=None) -> QuerySet:
        """Return the list; but for whoever only looks, its pages find the words (`places`)."""
        if request.method == "POST":  # an action, or the whole list to take along
            return super().get_queryset(request, exclude_parameters)
        typed, self.query = self.query, ""
        stories = super().get_queryset(request, exclude_parameters)
        self.query = typed
        return stories

    def get_results(self, request: HttpRequest) -> None:
        """Read one page; a number that is no page of this list shows the nearest one there can be.

        `result_count` is exact up to `counted_to`; one more than that means more.
        """
        terms = read(self.query)
        questions = [*self.filter.questions, *([Words(terms)] if terms else [])]
        self.is_asked = bool(questions)
        last_page = LAST_PAGE_ASKED if self.is_asked else LAST_PAGE
        self.page_num = max(1, min(self.page_num, last_page))
        first = (self.page_num - 1) * self.list_per_page
        end = first + self.list_per_page
        is_nothing = terms.text and not terms  # signs without a word
        parts = () if is_nothing else self.filter.parts
        found = places(parts, questions, first=first, end=end + 1)
        self._count(found, first)
        self.has_next = len(found.ids) > self.list_per_page and self.page_num < last_page
        self.is_cut_off = len(found.ids) > self.list_per_page and self.page_num == last_page
        self.result_list = self._rows(found.ids[: self.list_per_page])
        self.show_full_result_count = self.can_show_all = self.multi_page = False
        self.full_result_count = self.paginator = None
        self.show_admin_actions = bool(self.result_list)

    def _count(self, found: Places, first: int) -> None:
        is_counted = found.total is not None and found.total <= MOST
        seen = first + min(len(found.ids), self.list_per_page)
        self.counted_to = min(seen, MOST) if self.is_asked and not is_counted else MOST
        self.result_count = found.total if is_counted else self.counted_to + 1

    def _rows(self, ids: list[int]) -> list:
        """Return the stories of the page in their order, each with what its columns show."""
        rows = rows_of(ids, now=self.filter.now)
        colleagues = colleagues_of(ids)
        for pk, row in rows.items():
            row.story.row = row
            row.story.now = self.filter.now
            row.story.colleague = row.published_by or colleagues.get(pk, "")
        return [rows[pk].story for pk in ids if pk in rows]

    @property
    def first_page(self) -> str:
        return self._page(1)

    @property
    def previous_page(self) -> str:
        return self._page(self.page_num - 1) if self.page_num > 1 else ""

    @property
    def next_page(self) -> str:
        return self._page(self.page_num + 1) if self.has_next else ""

    def _page(self, number: int) -> str:
        return self.get_query_string({PAGE_VAR: number} if number > 1 else {})
