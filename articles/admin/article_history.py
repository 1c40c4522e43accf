"""What happened to a story, in words: its events, and what each version changed. Read only."""

from itertools import pairwise

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models.functions import MD5
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.story_log import log_of
from articles.admin.verbs import KINDS
from articles.editorial.past import Version, folded, versions_of
from articles.editorial.rules import VERBS
from articles.editorial.writing import WRITABLE
from articles.models import Article, ArticleEvent, Tag
from articles.models.article import Ground

_ON_A_PAGE = 100  # lines, newest first
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
    lines = Paginator(_lines(article), _ON_A_PAGE)
    page = lines.get_page(request.GET.get("page"))
    steps = _steps(article, list(page), versions)
    context = {
        **admin.site.each_context(request),
        "title": _("History"),
        "subtitle": article.title,
        "article": article,
        "opts": Article._meta,
        "page": page,
        "steps": steps,
        "versions": _offered(article, versions),
        "log": log_of(request, article),
    }
    return TemplateResponse(request, "admin/articles/article/history.html", context)


def steps_of(article: Article) -> list[dict]:
    """Return the newest steps in the life of a story, each with what its version changed."""
    return _steps(article, _lines(article)[:_ON_A_PAGE], versions_of(article))


def _lines(article: Article) -> list[list[ArticleEvent]]:
    """Return the events newest first; what a page saved by itself in one sitting is one line."""
    return folded(article.events.order_by("-at", "-id"))


def _offered(article: Article, versions: list[Version]) -> list[Version]:
    """Return the newest versions to choose from: of a sitting the last one alone."""
    known = {version.number: version for version in versions}
    ends = dict.fromkeys(line[0].version for line in _lines(article))
    newest = [known[number] for number in ends if number in known][:_OFFERED]
    return newest if len(newest) > 1 else []


def label_of(name: str) -> str:
    """Return what a field of a version is called, as the beginning of a line."""
    others = {"bylines": _("bylines"), "tag_names": _("tags")}
    return capfirst(str(others.get(name) or Article._meta.get_field(name).verbose_name))


def what_was_done(verb: str) -> str:
    """Return the words of a verb; an unknown one (of an older programme) is its own name."""
    return str(VERBS[verb].label) if verb in VERBS else verb


def _steps(
    article: Article, lines: list[list[ArticleEvent]], versions: list[Version]
) -> list[dict]:
    changes = _changes(article, lines)
    made = {(version.at, version.verb): version for version in versions}
    before = {newer.number: older.number for older, newer in pairwise(versions)}
    return [
        {
            "at": line[0].at,
            "what": what_was_done(line[0].verb),
            "who": line[0].by_name,
            "as_superuser": line[0].as_superuser,
            "reason": why(line[0].verb, line[0].reason),
            "version": line[0].version,
            "is_new": (line[0].at, line[0].verb) in made,
            "before": before.get(line[-1].version),
            "changed": changes.get(line[0].pk, []),
            "sitting": line if len(line) > 1 else [],
            "since": line[-1].at,
        }
        for line in lines
    ]


def _changes(article: Article, lines: list[list[ArticleEvent]]) -> dict[int, list[str]]:
    """Return the names of the fields that each line changed, by the id of its newest event.

    Every step left a row of history of the same moment and verb. Bodies may be long, so that only
    the rows at the two ends of a line are compared.
    """
    rows = article.history.order_by("-history_date", "-history_id")
    kept = list(rows.values_list("history_id", "history_date", "history_change_reason"))
    place = {(at, verb): n for n, (_id, at, verb) in enumerate(kept)}
    ends: dict[int, tuple[int, int]] = {}
    for line in lines:
        newest, oldest = (place.get((event.at, event.verb)) for event in (line[0], line[-1]))
        if newest is not None and oldest is not None and oldest + 1 < len(kept):
            ends[line[0].pk] = (kept[newest][0], kept[oldest + 1][0])
    needed = {row for pair in ends.values() for row in pair}
    found = rows.filter(history_id__in=needed).annotate(body_digest=MD5("body"))
    values = {row["history_id"]: row for row in found.values("history_id", *_COMPARED)}
    return {
        event: [
            label_of(_COMPARED[key])
            for key in _COMPARED
            if differs(key, values[newer][key], values[older][key])
        ]
        for event, (newer, older) in ends.items()
    }


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
