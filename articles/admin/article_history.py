"""What happened to a story, in words: its events, and what each version changed. Read only."""

from itertools import pairwise

from django.contrib import admin
from django.core.paginator import Page, Paginator
from django.db.models.functions import MD5
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.verbs import KINDS
from articles.editorial.past import Version, versions_of
from articles.editorial.rules import VERBS
from articles.editorial.writing import WRITABLE
from articles.models import Article, Tag
from articles.models.article import Ground

_ON_A_PAGE = 100  # steps, newest first
_OFFERED = 500  # newest versions to choose from; older ones have their links in the list
FACTS = ("bylines", "tag_names")
# A body may have millions of letters, and one of every version: their digests differ as they do.
_COMPARED = {
    "body_digest" if name == "body" else Article._meta.get_field(name).attname: name
    for name in WRITABLE
} | {name: name for name in FACTS}


def history_page(request: HttpRequest, article: Article) -> HttpResponse:
    """Show who did what and when, newest first. Whoever may open the story may read it."""
    versions = versions_of(article)
    events = Paginator(article.events.order_by("-at", "-id"), _ON_A_PAGE)
    page = events.get_page(request.GET.get("page"))
    newest = versions[: -_OFFERED - 1 : -1]
    context = {
        **admin.site.each_context(request),
        "title": _("History"),
        "subtitle": article.title,
        "article": article,
        "opts": Article._meta,
        "page": page,
        "steps": _steps(article, page, versions),
        "versions": newest if len(newest) > 1 else [],
    }
    return TemplateResponse(request, "admin/articles/article/history.html", context)


def steps_of(article: Article) -> list[dict]:
    """Return the newest steps in the life of a story, each with what its version changed."""
    events = Paginator(article.events.order_by("-at", "-id"), _ON_A_PAGE)
    return _steps(article, events.page(1), versions_of(article))


def label_of(name: str) -> str:
    """Return what a field of a version is called, as the beginning of a line."""
    others = {"bylines": _("bylines"), "tag_names": _("tags")}
    return capfirst(str(others.get(name) or Article._meta.get_field(name).verbose_name))


def what_was_done(verb: str) -> str:
    """Return the words of a verb; an unknown one (of an older programme) is its own name."""
    return str(VERBS[verb].label) if verb in VERBS else verb


def _steps(article: Article, page: Page, versions: list[Version]) -> list[dict]:
    changes = _changes_by_step(article, start=max(page.start_index() - 1, 0))
    made = {(version.at, version.verb): version for version in versions}
    before = {newer.number: older.number for older, newer in pairwise(versions)}
    return [
        {
            "at": event.at,
            "what": what_was_done(event.verb),
            "who": event.by_name,
            "as_superuser": event.as_superuser,
            "reason": why(event.verb, event.reason),
            "version": event.version,
            "is_new": (event.at, event.verb) in made,
            "before": before.get(event.version),
            "changed": changes.get((event.at, event.verb), []),
        }
        for event in page
    ]


def _changes_by_step(article: Article, *, start: int) -> dict[tuple, list[str]]:
    """Return the names of the fields that each step changed, by its moment and verb.

    Every step left one row of history, so that both lists have the same pages.
    """
    rows = article.history.order_by("-history_date", "-history_id")
    facts = ("history_date", "history_change_reason")
    rows = rows.annotate(body_digest=MD5("body")).values(*facts, *_COMPARED)
    changes = {}
    for newer, older in pairwise(list(rows[start : start + _ON_A_PAGE + 1])):
        changed = [key for key in _COMPARED if differs(key, newer[key], older[key])]
        names = [label_of(_COMPARED[key]) for key in changed]
        changes[tuple(newer[fact] for fact in facts)] = names
    return changes


def differs(name: str, newer: object, older: object) -> bool:
    """Compare one fact of two versions; the order and spelling of tags is no difference."""
    if name == "tag_names":
        return set(map(Tag.key_of, newer)) != set(map(Tag.key_of, older))
    return newer != older


def why(verb: str, reason: str) -> str:
    """Return why a step was taken, with the names of kinds and grounds in words."""
    if verb == "update":
        return str(dict(KINDS).get(reason, reason))
    ground, colon, text = reason.partition(": ")
    if verb == "withdraw" and colon and ground in Ground.values:
        return f"{Ground(ground).label}: {text}"
    return reason
