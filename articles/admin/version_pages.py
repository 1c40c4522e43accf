"""The pages of the versions of a story: one as readers would have read it, and two compared.

Who may open the story may open its versions; the admin hands over only such a story. A version is
found by its number within its story, so no number leads anywhere else.
"""

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.article_history import what_was_done, why
from articles.admin.version_comparison import category_of, compared_fields, names_of, photo_of
from articles.editorial.past import Version, content_of, versions_of
from articles.editorial.refusals import record_refusal
from articles.editorial.restoring import restore_version
from articles.editorial.rules import Refused, verbs_open_to
from articles.models import Article
from articles.richtext import clean

FROM, TO = "dari", "ke"  # in the address of a comparison


def whole_number(text: str) -> int:
    """Return a number somebody sent; 0, which is no version, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def comparison_page(request: HttpRequest, article: Article) -> HttpResponse:
    """Show what differs between two versions of a story; 404 where one of them is none."""
    versions = versions_of(article)
    numbers = [whole_number(request.GET.get(name, "")) for name in (FROM, TO)]
    (older, was), (newer, now) = (_found(article, versions, number) for number in numbers)
    fields, same = compared_fields(was, now)
    context = {
        "title": _("Compare versions"),
        "ends": [_told(older), _told(newer)],
        "fields": fields,
        "same": same,
    }
    return _page(request, article, "compare", context)


def version_page(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """Show one version as readers would have read it, or bring it back when that is asked."""
    versions = versions_of(article)
    version, row = _found(article, versions, number)
    if request.method != "POST":
        return _one_version(request, article, versions, version, row)
    try:
        done, left = restore_version(
            article,
            by=request.user,
            number=number,
            seen=whole_number(request.POST.get("version", "")),
        )
    except Refused as refusal:
        record_refusal(refusal, by=request.user, article=article)
        stored = Article.objects.get(pk=article.pk)
        sentence = refusal.sentence
        return _one_version(request, stored, versions, version, row, sentence, status=409)
    _say_what_was_done(request, done, version, before=versions[-1].number, left=left)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _found(article: Article, versions: list[Version], number: int) -> tuple[Version, Article]:
    version = next((version for version in versions if version.number == number), None)
    row = content_of(article, number) if version is not None else None
    if row is None:
        raise Http404
    return version, row


def _one_version(
    request: HttpRequest,
    article: Article,
    versions: list[Version],
    version: Version,
    row: Article,
    sentence: str = "",
    *,
    status: int = 200,
) -> HttpResponse:
    open_verbs = verbs_open_to(request.user, article, now=timezone.now())
    is_current = version.number == article.version
    numbers = [other.number for other in versions]
    context = {
        "title": _("Version %(number)s") % {"number": version.number},
        "version": _told(version),
        "row": row,
        "safe_body": clean(row.body),
        "category": category_of(row),
        "photo": photo_of(row),
        "names": names_of(row),
        "is_current": is_current,
        "can_restore": not is_current and "edit" in open_verbs,
        "can_update": not is_current and "update" in open_verbs,
        "older": max((n for n in numbers if n < version.number), default=None),
        "newer": min((n for n in numbers if n > version.number), default=None),
        "sentence": sentence,
    }
    return _page(request, article, "version", context, status=status)


def _told(version: Version) -> dict:
    """Return a version with its verb and its reason in words."""
    reason = why(version.verb, version.reason)
    return {"version": version, "what": what_was_done(version.verb), "reason": reason}


def _say_what_was_done(
    request: HttpRequest, article: Article, version: Version, *, before: int, left: list[str]
) -> None:
    numbers = {"number": version.number, "now": article.version}
    if article.version == before:
        messages.info(request, _("The story says what version %(number)s said.") % numbers)
    else:
        sentence = _("What version %(number)s said is back, as version %(now)s.")
        messages.success(request, sentence % numbers)
    for sentence in left:
        messages.warning(request, sentence)


def _page(
    request: HttpRequest, article: Article, name: str, context: dict, *, status: int = 200
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "subtitle": article.title,
        "article": article,
        "opts": Article._meta,
        **context,
    }
    return TemplateResponse(request, f"admin/articles/article/{name}.html", context, status=status)
