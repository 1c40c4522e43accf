"""The search page: a form, and what was found, newest or best first.

Its title, description and canonical address never depend on what was typed, and no search engine
keeps it: nobody can make the paper say something by linking to a search.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.models import Article
from articles.models.article import ArticleQuerySet
from articles.public import search_misses
from articles.public.excerpts import LOOKED_THROUGH, excerpt, marked
from articles.public.lists import for_list, page_of
from articles.public.navigation import frame
from articles.public.readers import for_readers
from articles.public.search_filters import PERIODS, Filters, read_filters
from articles.public.search_query import Found, best_first, newest_found
from articles.public.search_suggestions import Suggestions, suggestions_for
from articles.public.search_terms import MOST_LETTERS, Terms, read
from articles.readership.counting import count_visitor
from articles.readership.popularity import most_read
from articles.readership.statistics import visitors

KNOWS = ("q", "kategori", "periode", "dari", "sampai", "urut", "page")
LATEST = 5  # stories offered where nothing was found


@dataclass(frozen=True)
class Hit:
    """A story as the page of results shows it."""

    story: Article
    title: SafeString
    excerpt: SafeString


@dataclass
class Results:
    """What a search found, and what to offer where that is nothing."""

    page: Page
    hits: list[Hit]
    more: bool = False  # than are counted
    suggestions: Suggestions = field(default_factory=Suggestions)
    elsewhere: bool = False  # it would find something without its filters
    latest: list[Article] = field(default_factory=list)


@for_readers(knows=KNOWS, is_lasting=True)
def search(request: HttpRequest) -> HttpResponse:
    """Show the form, and what was found by the words in the address."""
    now = timezone.now()
    around = frame(request, now)
    terms = read(request.GET.get("q", ""))
    filters = read_filters(request.GET, around["sections"], now=now)
    results = _results(request, terms, filters, now=now)
    count_visitor(request, now=now)
    context = {
        "terms": terms,
        "filters": filters,
        "results": results,
        "periods": PERIODS,
        "most_letters": MOST_LETTERS,
        "address": f"{request.path}?{urlencode({'q': terms.text, **filters.parameters()})}",
        "other_order": _other_order(request, terms, filters),
        "without_filters": f"{request.path}?{urlencode({'q': terms.text})}",
        "most_read": most_read(now=now),
        "visitors": visitors(now=now),
        "heading": pgettext("name of a page", "Search"),
        "description": _("Search the news by words, section and date."),
        "canonical": request.path,
        "noindex": True,
    }
    response = render(request, "articles/search.html", {**around, **context})
    # Whoever finds nothing is noted for the desk: his page is made for him alone.
    response.is_of_the_moment = results is not None and not results.page.paginator.count
    return response


def _results(
    request: HttpRequest, terms: Terms, filters: Filters, *, now: datetime
) -> Results | None:
    """Return what was found; None before anything was looked for, and on its first page only."""
    public = Article.objects.published(now)
    found = _found(public, terms, filters)
    page = page_of(found.ids, request)  # 404 where there is no such page
    if not terms.text:
        return None
    results = Results(page, _hits(public, page, terms), found.more)
    if not found.ids:
        _offer(results, request, terms, filters, now=now)
    return results


def _found(public: ArticleQuerySet, terms: Terms, filters: Filters) -> Found:
    stories = filters.among(public)
    found = newest_found(stories, terms, since=filters.since, before=filters.before)
    return found if filters.newest else best_first(found, terms)


def _hits(public: ArticleQuerySet, page: Page, terms: Terms) -> list[Hit]:
    ids = list(page.object_list)
    stories = for_list(public.among(ids), opening=LOOKED_THROUGH).in_bulk() if ids else {}
    return [
        Hit(stories[pk], marked(stories[pk].title, terms), excerpt(stories[pk], terms))
        for pk in ids
        if pk in stories  # it may have been withdrawn this moment
    ]


def _offer(
    results: Results, request: HttpRequest, terms: Terms, filters: Filters, *, now: datetime
) -> None:
    """Add what to offer to somebody who found nothing, and note what he looked for."""
    public = Article.objects.published(now)
    results.latest = list(for_list(public.newest())[:LATEST])
    if filters.narrow:
        results.elsewhere = bool(newest_found(public, terms).ids)
    if not results.elsewhere:
        results.suggestions = suggestions_for(public, terms)
        search_misses.note(request, terms, now=now)


def _other_order(request: HttpRequest, terms: Terms, filters: Filters) -> str:
    """Return the address of the same search in the other order."""
    other = replace(filters, newest=not filters.newest)
    return f"{request.path}?{urlencode({'q': terms.text, **other.parameters()})}"
