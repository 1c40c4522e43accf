"""Who else has a story open: told to every page of it, several times a minute. It locks nothing."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.page_requests import answer
from articles.admin.version_pages import whole_number
from articles.admin.writing_words import presence_words
from articles.editorial import open_forms
from articles.models import Article


def presence_answer(request: HttpRequest, article: Article) -> JsonResponse:
    """Note that this page is open, and say who else is there and whether he has saved."""
    now, sent = timezone.now(), request.POST.get("page_key", "")
    key = sent if open_forms.is_key(sent) else ""
    is_leaving = "leaving" in request.POST
    open_forms.beat(key, by=request.user, article=article, now=now, is_leaving=is_leaving)
    if is_leaving:
        return answer("left")
    seen = whole_number(request.POST.get("version", ""))
    newer = ""
    if article.version > open_forms.version_saved_by(key, by=request.user, said=seen):
        newer = _("A newer version has been saved elsewhere. Saving will show you both texts.")
    said = presence_words(article, by=request.user, key=key, now=now)
    return answer("here", said, newer=newer)
