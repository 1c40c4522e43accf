"""The list of stories: what stands in it, how it is filtered, and in how many queries."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.models.article import STATE_NAMES, Status
from articles.readership.totals import reads_of
from articles.templatetags.newsroom import short_date, thousands

_NOTHING = mark_safe('<span class="wide">–</span>')  # a card has no empty cell


class StateFilter(admin.SimpleListFilter):
    """The states of the newsroom; without a choice, everything but the trash."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return list(STATE_NAMES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return in_state(queryset, self.value() or "")


def in_state(queryset: QuerySet[Article], state: str) -> QuerySet[Article]:
    """Return the stories in a state; the same division as `Article.state`."""
    if state == "trashed":
        return queryset.filter(trashed_at__isnull=False)
    kept = queryset.filter(trashed_at__isnull=True)
    ahead = Q(published_at__gt=timezone.now())
    return {
        "draft": kept.filter(status=Status.DRAFT, returned_at__isnull=True),
        "returned": kept.filter(status=Status.DRAFT, returned_at__isnull=False),
        "in_review": kept.filter(status=Status.IN_REVIEW),
        "scheduled": kept.filter(ahead, status=Status.PUBLISHED),
        "published": kept.filter(~ahead, status=Status.PUBLISHED),
        "withdrawn": kept.filter(status=Status.WITHDRAWN),
    }.get(state, kept)


class ReadsChangeList(ChangeList):
    """The rows of one page with their reads, all in one query."""

    def get_results(self, request):
        super().get_results(request)
        reads = reads_of([article.pk for article in self.result_list])
        for article in self.result_list:
            article.reads = reads.get(article.pk, 0)


class ArticleList:
    """The half of `ArticleAdmin` that is the list."""

    list_display = ("headline", "state_name", "author", "category", "published", "reads")
    list_display_links = ("headline",)
    list_filter = (StateFilter, "category")
    list_per_page = 50
    empty_value_display = _("none yet")
    list_max_show_all = 0
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("title",)
    search_help_text = _("Words of the title")
    ordering = ("-saved_at", "-id")
    sortable_by = ("headline", "published")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).select_related("category", "created_by")

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[ChangeList]:
        return ReadsChangeList

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        return super().changelist_view(request, {"title": _("Stories"), **(extra_context or {})})

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Allow the filters of this page and no other question about stories or people."""
        return lookup in {"state", "category__id__exact"}

    @admin.display(description=mark_safe('<input type="checkbox" id="action-toggle">'))
    def action_checkbox(self, obj: Article) -> str:
        """Let a row be chosen, and say which version of it the list shows."""
        box = super().action_checkbox(obj)
        return format_html(
            '{}<input type="hidden" name="_seen_{}" value="{}">', box, obj.pk, obj.version
        )

    @admin.display(description=_("title"), ordering="title")
    def headline(self, article: Article) -> str:
        return article.title

    @admin.display(description=_("state"))
    def state_name(self, article: Article) -> str:
        state = article.state()
        marked = _("waits for a second look") if article.marked_at else ""
        return format_html(
            '<span class="state state-{}">{}</span> <span class="marked">{}</span>',
            state,
            STATE_NAMES[state],
            marked,
        )

    @admin.display(description=_("author"))
    def author(self, article: Article) -> str:
        return str(article.created_by) if article.created_by else str(_("imported"))

    @admin.display(description=_("time of publication"), ordering="published_at")
    def published(self, article: Article) -> str:
        return short_date(article.published_at) if article.published_at else _NOTHING

    @admin.display(description=_("read"))
    def reads(self, article: Article) -> str:
        if not article.first_published_at:
            return _NOTHING
        # On a phone the column has no heading.
        return format_html('<span class="narrow">{}</span> {}', _("read"), thousands(article.reads))
