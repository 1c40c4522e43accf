"""Stories as readers will see them, before they do: the same page, of words not published yet.

A proof is made of what was typed, of what is stored, or of one version from the history. It is a
story in memory that is never saved, with its names and tags beside it; what has no page of its own
(a new tag, a reporter deleted since) stands there without a link.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from articles.editorial.credits import BylineEntry, bylines_of
from articles.models import Article, Byline, Category, Correction, Photo, Reporter, Tag
from articles.public import pulse
from articles.public.navigation import frame
from articles.public.stories import other_news
from articles.readership.totals import reads_of
from articles.richtext import clean

_SAID = (
    "title", "summary", "dateline", "body", "photo_caption", "photo_credit", "photo_alt",
    "is_reprint", "source", "needs_verification", "posted_by",
)  # fmt: skip


@dataclass(frozen=True)
class Proof:
    """What a page of a story is made of."""

    article: Article
    bylines: list[Byline]
    tags: list[Tag]
    corrections: list[Correction] = field(default_factory=list)


def proof_of(
    article: Article,
    *,
    bylines: Iterable[BylineEntry] | None = None,
    tags: Iterable[str] | None = None,
) -> Proof:
    """Return the proof of a story as it is in memory; None takes the stored names and tags."""
    article = copy(article)
    article.body = clean(article.body)
    article.posted_by = article.posted_by or settings.NEWSROOM_NAME
    entries = bylines_of(article) if bylines is None else bylines
    if tags is None:
        shown = list(article.tags.all()) if article.pk else []
    else:
        shown = [Tag(name=name) for name in tags]
    return Proof(
        article,
        [Byline(reporter=entry.reporter, role=entry.role) for entry in entries],
        shown,
        list(article.corrections.all()) if article.pk else [],
    )


def proof_of_version(row: Article) -> Proof:
    """Return the proof of one version of an unpublished story, a row of its history."""
    story = Article(**{name: getattr(row, name) for name in _SAID})
    story.category = Category.objects.filter(pk=row.category_id).first()
    story.photo = Photo.objects.filter(pk=row.photo_id).first()
    there = Reporter.objects.in_bulk([fact["reporter"] for fact in row.bylines])
    bylines = [BylineEntry(_as_named(fact, there), fact["role"]) for fact in row.bylines]
    return proof_of(story, bylines=bylines, tags=row.tag_names)


def page_for_the_desk(request: HttpRequest, proof: Proof, *, now: datetime) -> str:
    """Return the whole page of a proof, in the readers' language, as it would stand among news.

    Nothing is counted. Its links open windows of their own, because it stands in a frame.
    """
    article = proof.article
    context = {
        **_context(proof),
        **frame(request, now),
        "reads": reads_of([article.pk]).get(article.pk, 0) if article.pk else 0,
        "others": other_news(pulse.of(request, now), article, now),
        "most_read": pulse.of(request, now).popular,
        "heading": article.title,
    }
    with translation.override(settings.LANGUAGE):
        return render_to_string("articles/proof.html", context, request)


def page_for_a_stranger(
    request: HttpRequest, proof: Proof, *, now: datetime, heading: str, **more: object
) -> str:
    """Return the page of a proof for somebody outside: the story alone, marked as a draft.

    Its name in windows, histories and chats is the heading, which tells nothing of the story.
    """
    context = {**_context(proof), **frame(request, now), "heading": heading, **more}
    return render_to_string("articles/draft.html", context, request)


def _context(proof: Proof) -> dict:
    return {
        "article": proof.article,
        "bylines": proof.bylines,
        "tags": proof.tags,
        "corrections": proof.corrections,
    }


def _as_named(fact: dict, there: dict[int, Reporter]) -> Reporter:
    """Return the reporter under the name he had in that version; one without a page if he left."""
    found = there.get(fact["reporter"])
    return Reporter(name=fact["name"], slug=found.slug if found else "")
