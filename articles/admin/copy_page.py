"""The page that copies a story: it says what comes along, and then makes the draft."""

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.editorial.duplicating import duplicate
from articles.editorial.refusals import record_refusal
from articles.editorial.rules import Refused
from articles.models import Article


def copy_page(request: HttpRequest, article: Article) -> HttpResponse:
    """Ask first, because what is typed and not saved does not come along; then copy."""
    if request.method != "POST":
        return _page(request, article)
    try:
        with transaction.atomic():
            copy = duplicate(article, by=request.user)
    except Refused as refusal:
        record_refusal(refusal, by=request.user, article=article)
        return _page(request, article, refusal.sentence, status=409)
    messages.success(request, _("This is the copy, a draft of yours. Give it a title of its own."))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[copy.pk]))


def _page(
    request: HttpRequest, article: Article, sentence: str = "", *, status: int = 200
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Duplicate the story"),
        "subtitle": article.title,
        "article": article,
        "opts": Article._meta,
        "sentence": sentence,
    }
    return TemplateResponse(request, "admin/articles/article/copy.html", context, status=status)
