"""Stories in the desk: who sees which, and which page answers."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import audit
from articles.admin.article_actions import ArticleActions
from articles.admin.article_history import history_page
from articles.admin.article_list import ArticleList
from articles.admin.article_page import text_without_a_story, writing_page
from articles.admin.article_review import ArticleReview
from articles.admin.article_tools import ArticleTools
from articles.admin.attempts import note_hidden_story
from articles.admin.autosaving import autosave_answer
from articles.admin.exports import Exports
from articles.admin.handing_over_page import HandingOver
from articles.admin.page_requests import for_its_page
from articles.admin.presence import presence_answer
from articles.admin.version_pages import comparison_page, version_page
from articles.editorial.rules import VERBS
from articles.models import Article

audit.name_actions({name: verb.label for name, verb in VERBS.items()})


@admin.register(Article)
class ArticleAdmin(
    ArticleActions, ArticleTools, ArticleReview, ArticleList, Exports, HandingOver, admin.ModelAdmin
):
    """Every page goes through `_article`: what a person may not open does not exist for him."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).open_to(request.user)

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of the versions, and what an open writing page asks by itself."""
        history = "<path:object_id>/history/"
        guard = self.admin_site.admin_view
        only = require_http_methods(["GET", "HEAD"])(self.comparison_view)
        both = require_http_methods(["GET", "HEAD", "POST"])(self.version_view)
        return [
            path(f"{history}compare/", guard(only), name="articles_article_compare"),
            path(f"{history}<int:number>/", guard(both), name="articles_article_version"),
            *self._asked_by_pages(),
            *self.tool_urls(guard),
            *self.review_urls(guard),
            *self.handing_over_urls(guard),
            *self.export_urls(guard),
            *super().get_urls(),
        ]

    def _asked_by_pages(self) -> list[URLPattern]:
        """Return the addresses that answer in JSON; they guard themselves (`for_its_page`)."""
        begun = path(
            "autosave/", for_its_page(self.begin_view), name="articles_article_begin_autosave"
        )
        story = "<path:object_id>/"
        views = (("autosave", self.autosave_view), ("presence", self.presence_view))
        return [begun] + [
            path(f"{story}{name}/", for_its_page(view), name=f"articles_article_{name}")
            for name, view in views
        ]

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False  # a story goes to the trash, from which it comes back

    def add_view(self, request: HttpRequest, form_url="", extra_context=None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return writing_page(request, None)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url="", extra_context=None
    ) -> HttpResponse:
        try:
            article = self._article(request, object_id)
        except Http404:
            if request.method != "POST" or not (request.POST.keys() & {"title", "body"}):
                raise
            return text_without_a_story(request)
        return writing_page(request, article)

    def begin_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return autosave_answer(request, None)

    def autosave_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return autosave_answer(request, self._article(request, object_id))

    def presence_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return presence_answer(request, self._article(request, object_id))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context=None
    ) -> HttpResponse:
        return history_page(request, self._article(request, object_id))

    def comparison_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return comparison_page(request, self._article(request, object_id))

    def version_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        return version_page(request, self._article(request, object_id), number)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        article = self._article(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Stories are not deleted"),
            "article": article,
            "opts": self.opts,
        }
        return TemplateResponse(
            request, "admin/articles/article/not_deleted.html", context, status=403
        )

    def _article(self, request: HttpRequest, object_id: str) -> Article:
        if not self.has_view_permission(request):
            raise PermissionDenied
        article = self.get_object(request, object_id)
        if article is None:
            if request.method == "POST":
                note_hidden_story(request, object_id)
            raise Http404
        return article
