"""The pages of the list of stories, however many there are: nothing is counted to its end.

One query brings the ids from the page asked for up to a thousand, which also tells how many there
are or that there are more; a second brings the rows of the page. Far pages are bounded too: whoever
looks for something older narrows the list.
"""

from operator import itemgetter

from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.roles import EDITOR
from articles.admin.article_filters import StoryFilter
from articles.editorial.queues import MOST
from articles.overview.rows import colleagues_of, rows_of

LAST_PAGE = 200


class BoundedChangeList(ChangeList):
    """Django's list with pages of our own."""

    def get_filters(self, request: HttpRequest) -> tuple:
        found = super().get_filters(request)
        self.filter: StoryFilter = found[0][0]
        return found

    def get_ordering(self, request: HttpRequest, queryset: QuerySet) -> list[str]:
        return list(self.filter.order)

    def get_results(self, request: HttpRequest) -> None:
        """Read one page; a number that is no page of this list shows the nearest one there can be.

        `result_count` is exact up to `MOST`; `MOST + 1` means more.
        """
        self.page_num = max(1, min(self.page_num, LAST_PAGE))
        first = (self.page_num - 1) * self.list_per_page
        last = first + self.list_per_page
        ids = self._numbers(first, max(last, MOST) + 1)
        self.is_counted = bool(ids or not first) and first + len(ids) <= MOST
        self.result_count = first + len(ids) if self.is_counted else MOST + 1
        self.has_next = len(ids) > self.list_per_page and self.page_num < LAST_PAGE
        self.is_cut_off = len(ids) > self.list_per_page and self.page_num == LAST_PAGE
        self.result_list = self._rows(ids[: self.list_per_page])
        self.show_full_result_count = self.can_show_all = self.multi_page = False
        self.full_result_count = self.paginator = None
        self.show_admin_actions = bool(self.result_list)

    def _numbers(self, first: int, end: int) -> list[int]:
        """Return the numbers of the stories in these places of the list.

        What is somebody's own is what he wrote and what he was given. Each half stands in the order
        of the list in an index; both together would have to be sorted to the end.
        """
        person = self.filter.person
        if person.is_at_least(EDITOR) and self.filter.answers.get("queue") != "mine":
            return list(self.queryset.values_list("pk", flat=True)[first:end])
        halves = (
            self.queryset.filter(created_by=person),
            self.queryset.filter(assigned_to=person).exclude(created_by=person),
        )
        order = [name.lstrip("-") for name in self.filter.order]
        rows = [row for half in halves for row in half.values_list("pk", *order)[:end]]
        if any(None in row for row in rows):  # then the database says what comes first
            return list(self.queryset.values_list("pk", flat=True)[first:end])
        rows.sort(key=itemgetter(slice(1, None)), reverse=self.filter.order[0].startswith("-"))
        return [row[0] for row in rows[first:end]]

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
