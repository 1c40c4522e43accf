"""The list of stories: what stands in it, how it is narrowed and searched."""

from datetime import datetime

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article_filters import NAMES, StoryFilter
from articles.admin.bounded_list import BoundedChangeList
from articles.editorial.queues import MOST
from articles.models import Article
from articles.public.search_query import matching
from articles.readership.days import day_of
from articles.templatetags.desk import day_and_clock, due_words, elapsed, is_long
from articles.templatetags.newsroom import moment_text, thousands

_NOTHING = mark_safe('<span class="wide">–</span>')  # a card has no empty cell

# One tap to what is asked for most: the address, its name, and from which role on.
SHORTCUTS = (
    ("", gettext_lazy("All stories"), "reporter"),
    ("queue=me", gettext_lazy("Waiting for me"), "reporter"),
    ("state=draft", gettext_lazy("Drafts"), "reporter"),
    ("state=in_review", gettext_lazy("Waiting for review"), "reporter"),
    ("state=scheduled", gettext_lazy("Scheduled"), "reporter"),
    ("state=published&when=today", gettext_lazy("Published today"), "editor"),
)


class ArticleList:
    """The half of `ArticleAdmin` that is the list."""

    list_display = ("headline", "state_name", "author", "editor", "section", "date", "reads")
    list_display_links = ("headline",)
    list_filter = (StoryFilter,)
    list_per_page = 50
    empty_value_display = gettext_lazy("none yet")
    list_max_show_all = 0
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    search_fields = ("title",)
    sortable_by = ()

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[BoundedChangeList]:
        return BoundedChangeList

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        here = request.GET.urlencode()
        shortcuts = [
            {"query": query, "name": name, "here": query == here}
            for query, name, role in SHORTCUTS
            if request.user.is_at_least(role)
        ]
        words = {"title": _("Stories"), "shortcuts": shortcuts, "most": MOST}
        return super().changelist_view(request, words | (extra_context or {}))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Allow the questions of this page and no other about stories or people."""
        return lookup in NAMES

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Find words of the title and the text, in any of their forms."""
        return matching(queryset, search_term), False

    @admin.display(description=mark_safe('<input type="checkbox" id="action-toggle">'))
    def action_checkbox(self, obj: Article) -> str:
        """Let a row be chosen, and say which version of it the list shows."""
        box = super().action_checkbox(obj)
        return format_html(
            '{}<input type="hidden" name="_seen_{}" value="{}">', box, obj.pk, obj.version
        )

    @admin.display(description=gettext_lazy("title"))
    def headline(self, article: Article) -> str:
        return article.title

    @admin.display(description=gettext_lazy("state"))
    def state_name(self, article: Article) -> SafeString:
        row = article.row
        name = format_html('<span class="state state-{}">{}</span>', row.state, row.state_name)
        marks = []
        if article.marked_at:
            marks.append(_("waits for a second look"))
        if article.due_date and row.state in {"draft", "returned", "in_review"}:
            marks.append(due_words(article.due_date, day_of(article.now)))
        return format_html('{} <span class="marked">{}</span>', name, " · ".join(marks))

    @admin.display(description=gettext_lazy("author"))
    def author(self, article: Article) -> str:
        row = article.row
        if row.assigned_to and row.assigned_to != row.author:
            return f"{row.author} → {row.assigned_to}" if row.author else row.assigned_to
        return row.author or _("imported")

    @admin.display(description=gettext_lazy("editor"))
    def editor(self, article: Article) -> str:
        return article.colleague or _NOTHING

    @admin.display(description=gettext_lazy("category"))
    def section(self, article: Article) -> str:
        return article.row.category or _NOTHING

    @admin.display(description=gettext_lazy("date"))
    def date(self, article: Article) -> SafeString:
        """Since when it waits, when it appeared or will, or when it was last saved."""
        if article.row.state == "in_review":
            since = article.submitted_at or article.saved_at
            words = _("waiting for %(time)s") % {"time": elapsed(since, article.now)}
            kind = "waits late" if is_long(since, article.now) else "waits"
            return format_html(
                '<span class="{}" title="{}">{}</span>', kind, moment_text(since), words
            )
        if article.published_at:
            return _moment(article.published_at, day_and_clock(article.published_at))
        saved = _("saved %(time)s") % {"time": day_and_clock(article.saved_at)}
        return _moment(article.saved_at, saved)

    @admin.display(description=gettext_lazy("read"))
    def reads(self, article: Article) -> str:
        if not article.first_published_at or article.row.state == "scheduled":
            return _NOTHING
        # On a phone the column has no heading.
        reads = thousands(article.row.reads)
        address = reverse("admin:articles_article_reads", args=[article.pk])
        words = '<span class="narrow">{}</span> <a href="{}">{}</a>'
        return format_html(words, _("read"), address, reads)


def _moment(at: datetime, words: str, kind: str = "") -> SafeString:
    return format_html('<span class="{}" title="{}">{}</span>', kind, moment_text(at), words)
