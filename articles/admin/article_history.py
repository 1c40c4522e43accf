"""What happened to a story, in words: its events, and what each version changed. Read only."""

from itertools import pairwise

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.verbs import KINDS
from articles.editorial.rules import VERBS
from articles.models import Article, ArticleEvent, Tag
from articles.models.article import Ground

_MOST = 200  # steps on one page, newest first
_COMPARED = (
    "title",
    "summary",
    "dateline",
    "body",
    "category_id",
    "photo_id",
    "photo_caption",
    "photo_credit",
    "photo_alt",
    "is_reprint",
    "source",
    "needs_verification",
    "assigned_to_id",
    "posted_by",
    "bylines",
    "tag_names",
)


def history_page(request: HttpRequest, article: Article) -> HttpResponse:
    """Show who did what and when, newest first. Whoever may open the story may read it."""
    context = {
        **admin.site.each_context(request),
        "title": _("History"),
        "subtitle": article.title,
        "article": article,
        "opts": Article._meta,
        "steps": steps_of(article),
    }
    return TemplateResponse(request, "admin/articles/article/history.html", context)


def steps_of(article: Article) -> list[dict]:
    """Return the steps in the life of a story, newest first, each with what its version changed."""
    changes = _changes_by_step(article)
    events = article.events.order_by("-at", "-id")[:_MOST]
    steps = []
    for event in events:
        verb = VERBS.get(event.verb)
        steps.append(
            {
                "at": event.at,
                "what": verb.label if verb else event.verb,
                "who": event.by_name,
                "as_superuser": event.as_superuser,
                "reason": _reason(event),
                "version": event.version,
                "changed": changes.get((event.at, event.verb), []),
            }
        )
    return steps


def _changes_by_step(article: Article) -> dict[tuple, list[str]]:
    """Return the names of the fields that each step changed, by its moment and verb."""
    rows = article.history.order_by("-history_date", "-history_id")
    facts = ("history_date", "history_change_reason")
    rows = list(rows.values(*facts, *_COMPARED)[: _MOST + 1])
    changes = {}
    for newer, older in pairwise(rows):
        changed = [name for name in _COMPARED if _differs(name, newer[name], older[name])]
        changes[tuple(newer[fact] for fact in facts)] = [_label(name) for name in changed]
    return changes


def _differs(name: str, newer: object, older: object) -> bool:
    """Compare one fact of two versions; the order and spelling of tags is no difference."""
    if name == "tag_names":
        return set(map(Tag.key_of, newer)) != set(map(Tag.key_of, older))
    return newer != older


def _reason(event: ArticleEvent) -> str:
    """Return why a step was taken, with the names of kinds and grounds in words."""
    if event.verb == "update":
        return str(dict(KINDS).get(event.reason, event.reason))
    ground, colon, text = event.reason.partition(": ")
    if event.verb == "withdraw" and colon and ground in Ground.values:
        return f"{Ground(ground).label}: {text}"
    return event.reason


def _label(name: str) -> str:
    others = {"bylines": _("bylines"), "tag_names": _("tags")}
    label = others.get(name) or Article._meta.get_field(name.removesuffix("_id")).verbose_name
    return capfirst(str(label))
