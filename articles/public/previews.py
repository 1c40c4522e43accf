"""The page behind a shared link: one version of a story that is not published, for its holder.

It is told apart from everything public: never counted, never kept, never indexed, with nothing of
the story in its name or in the card that a chat makes of it, and it leaves no trace of its address
on the pages it leads to. A made-up address is answered like any other that does not exist.
"""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.editorial.past import content_of
from articles.editorial.previews import WORKING, find, record_open, state_of
from articles.models import PreviewLink, PreviewOpen
from articles.public.navigation import frame
from articles.public.proofs import page_for_a_stranger, proof_of_version
from articles.readership.counting import is_fetched_ahead, works_here
from articles.readership.crawlers import is_robot

# They come before the person they show the card to, and keep on their servers what they are given.
_CARD_MAKERS = (
    "whatsapp/", "facebookexternalhit", "facebot", "telegrambot", "twitterbot", "slackbot",
    "slack-imgproxy", "discordbot", "linkedinbot", "skypeuripreview", "viber", "line-poker",
    "kakaotalk-scrap", "iframely", "embedly", "redditbot", "pinterestbot", "mattermost",
)  # fmt: skip


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show the version that a link is for, as long as it works, and write down that it was opened.

    What no longer works is 404, in words that help whoever held the link.
    """
    now = timezone.now()
    link = find(token)
    if link is None:
        raise Http404
    version = content_of(link.article, link.version)
    if state_of(link, now=now) != WORKING or version is None:
        return _for_its_holder_alone(_void(request, link, now))
    kind = _kind_of_caller(request)
    if request.method == "GET":
        record_open(link, kind=kind, now=now)
    if _makes_a_card(request):
        return _for_its_holder_alone(_card(request))
    page = page_for_a_stranger(
        request,
        proof_of_version(version),
        now=now,
        heading=_("Preview – DRAFT"),
        link=link,
    )
    return _for_its_holder_alone(HttpResponse(page))


def _void(request: HttpRequest, link: PreviewLink, now: datetime) -> HttpResponse:
    """Say that the link works no longer; of the story only what every reader may know."""
    public = link.article if link.article.is_public(now) else None
    heading = _("This preview is over")
    context = {**frame(request, now), "heading": heading, "article": public}
    return render(request, "articles/preview_over.html", context, status=404)


def _card(request: HttpRequest) -> HttpResponse:
    """Give a robot that draws a card nothing to draw it of."""
    return render(request, "articles/preview_card.html", {"heading": _("Preview – DRAFT")})


def _makes_a_card(request: HttpRequest) -> bool:
    agent = request.META.get("HTTP_USER_AGENT", "").lower()
    return any(name in agent for name in _CARD_MAKERS)


def _kind_of_caller(request: HttpRequest) -> str:
    if is_robot(request.META.get("HTTP_USER_AGENT", "")) or is_fetched_ahead(request):
        return PreviewOpen.Kind.ROBOT
    return PreviewOpen.Kind.DESK if works_here(request) else PreviewOpen.Kind.PERSON


def _for_its_holder_alone(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive, nosnippet, noimageindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
