"""The addresses of review and publishing that belong to no button of the writing page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from articles.admin.publication_time import moment_view
from articles.admin.thread import thread_view


class ArticleReview:
    """The part of `ArticleAdmin` that is the thread of notes and the words of a moment."""

    def review_urls(self, guard: Callable) -> list[URLPattern]:
        post = require_http_methods(["POST"])(self.notes_view)
        look = require_http_methods(["GET", "HEAD"])(moment_view)
        return [
            path("moment/", guard(look), name="articles_article_moment"),
            path("<path:object_id>/notes/", guard(post), name="articles_article_notes"),
        ]

    def notes_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return thread_view(request, self._article(request, object_id))
