"""The page of a story's preview links: who has been given one, whether it works, who opened it."""

from datetime import datetime

from django.contrib import admin, messages
from django.db.models import Count, Max, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from accounts import audit
from articles.admin.version_pages import whole_number
from articles.editorial import previews
from articles.editorial.past import versions_of
from articles.editorial.refusals import record_refusal
from articles.editorial.rules import Refused
from articles.models import Article, PreviewLink, PreviewOpen
from articles.templatetags.newsroom import absolute, moment_text

audit.name_actions(
    {
        previews.SHARE: gettext_lazy("preview link made"),
        previews.REVOKE: gettext_lazy("preview link revoked"),
    }
)

STATE_NAMES = {
    previews.WORKING: gettext_lazy("Works"),
    previews.EXPIRED: gettext_lazy("Run out"),
    previews.REVOKED: gettext_lazy("Revoked"),
    previews.VOID: gettext_lazy("Does not work now"),
}
_LISTED = 50  # links, newest first
_OFFERED = 100  # versions to choose from, newest first
_MOMENTS = 10  # of one link


def links_page(request: HttpRequest, article: Article) -> HttpResponse:
    """Show the links of a story, or make one and say so."""
    if request.method != "POST":
        return _page(request, article)
    try:
        link = previews.share(
            article,
            by=request.user,
            version=whole_number(request.POST.get("version", "")),
            days=whole_number(request.POST.get("days", "")),
        )
    except Refused as refusal:
        return _refused(request, article, refusal)
    told = _("The link is ready. It works until %(moment)s.")
    messages.success(request, told % {"moment": moment_text(link.expires_at)})
    return HttpResponseRedirect(_address_of_page(article))


def revoke_link(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """Take a link of this story back; a number of another story's link is none."""
    link = article.preview_links.filter(pk=number).select_related("article").first()
    if link is None:
        raise Http404
    try:
        previews.revoke(link, by=request.user)
    except Refused as refusal:
        return _refused(request, article, refusal)
    messages.success(request, _("The link is revoked. It shows nothing any more."))
    return HttpResponseRedirect(_address_of_page(article))


def _refused(request: HttpRequest, article: Article, refusal: Refused) -> HttpResponse:
    record_refusal(refusal, by=request.user, article=article)
    stored = Article.objects.get(pk=article.pk)
    return _page(request, stored, refusal.sentence, status=409)


def _page(
    request: HttpRequest, article: Article, sentence: str = "", *, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    versions = versions_of(article)[: -_OFFERED - 1 : -1]
    context = {
        **admin.site.each_context(request),
        "title": _("Links to a preview"),
        "subtitle": article.title,
        "article": article,
        "opts": Article._meta,
        "sentence": sentence,
        "objection": previews.objection_to_sharing(article, by=request.user, now=now),
        "versions": versions,
        "days": [(days, _DAYS % {"count": days}) for days in previews.DAYS],
        "usual_days": previews.USUAL_DAYS,
        "links": _links(request, article, now),
    }
    return TemplateResponse(
        request, "admin/articles/article/preview_links.html", context, status=status
    )


_DAYS = ngettext_lazy("%(count)d day", "%(count)d days", "count")


def _links(request: HttpRequest, article: Article, now: datetime) -> list[dict]:
    links = list(article.preview_links.order_by("-created_at", "-id")[:_LISTED])
    opens, moments = _opens(links), _moments(links)
    for link in links:
        link.article = article
    return [
        {
            **_told(link, opens.get(link.pk, {}), request, now),
            "moments": moments.get(link.pk, []),
        }
        for link in links
    ]


def _told(link: PreviewLink, opens: dict, request: HttpRequest, now: datetime) -> dict:
    state = previews.state_of(link, now=now)
    is_over = state in {previews.EXPIRED, previews.REVOKED}
    return {
        "link": link,
        "state": state,
        "state_name": STATE_NAMES[state],
        "address": "" if is_over else address_of(link),
        "can_revoke": not is_over and previews.may_revoke(link, by=request.user),
        "people": opens.get(PreviewOpen.Kind.PERSON, {}).get("count", 0),
        "last": opens.get(PreviewOpen.Kind.PERSON, {}).get("last"),
        "robots": opens.get(PreviewOpen.Kind.ROBOT, {}).get("count", 0),
        "desk": opens.get(PreviewOpen.Kind.DESK, {}).get("count", 0),
    }


def address_of(link: PreviewLink) -> str:
    """Return the whole address that a link is given away as."""
    return absolute(reverse("preview", args=[previews.token_of(link)]))


def _opens(links: list[PreviewLink]) -> dict[int, dict]:
    """Return by link and kind of caller how often it was opened, and when last; one query."""
    rows = PreviewOpen.objects.filter(link__in=links).order_by().values("link", "kind")
    found: dict[int, dict] = {}
    for row in rows.annotate(count=Count("pk"), last=Max("at")):
        found.setdefault(row["link"], {})[row["kind"]] = row
    return found


def _moments(links: list[PreviewLink]) -> dict[int, list[PreviewOpen]]:
    """Return the last openings of each link, newest first; one query."""
    newest = ("-at", "-id")
    place = Window(RowNumber(), partition_by="link", order_by=newest)
    rows = PreviewOpen.objects.filter(link__in=links).annotate(place=place)
    found: dict[int, list[PreviewOpen]] = {}
    for row in rows.filter(place__lte=_MOMENTS).order_by(*newest):
        found.setdefault(row.link_id, []).append(row)
    return found


def _address_of_page(article: Article) -> str:
    return reverse("admin:articles_article_links", args=[article.pk])
