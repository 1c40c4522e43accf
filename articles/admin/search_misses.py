"""What readers looked for in vain, for the desk to look at: perhaps there is a story in it."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from articles.admin.plain_list import PlainList
from articles.models import SearchMiss
from articles.templatetags.newsroom import thousands

_LIST = "articles_searchmiss_changelist"


@admin.register(SearchMiss)
class SearchMissAdmin(PlainList):
    """A list and nothing else: nobody writes it by hand, and it forgets by itself."""

    list_display = ("on_day", "looked_for", "how_often")
    list_display_links = None
    list_per_page = 100
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    ordering = ("-day", "-times", "words")
    sortable_by = ("on_day", "how_often")

    def get_urls(self) -> list:
        """Leave out what a row could be opened, added or deleted at: there is only the list."""
        return [page for page in super().get_urls() if page.name == _LIST]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    @admin.display(description=_("day"), ordering="day")
    def on_day(self, miss: SearchMiss) -> str:
        return format_date(miss.day, "j M Y")

    @admin.display(description=_("words"))
    def looked_for(self, miss: SearchMiss) -> str:
        """Lead to the readers' search: perhaps there is such a story by now."""
        address = f"{reverse('search')}?{urlencode({'q': miss.words})}"
        return format_html('<a href="{}">{}</a>', address, miss.words)

    @admin.display(description=_("times"), ordering="times")
    def how_often(self, miss: SearchMiss) -> str:
        return thousands(miss.times)
