"""Which stories have the words somebody looks for: for readers and for the desk.

Nothing here says what anybody may see. Each function takes the stories the caller may show and
returns some of them, so a search finds exactly what a list would show, at the same second.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, SearchText
from articles.models.article import ArticleQuerySet
from articles.public import search_statements
from articles.public.search_statements import EARLIEST, LATEST
from articles.public.search_terms import Terms, read

WINDOW = 1000  # stories that are counted, ranked and paged: the newest with these words
_BATCHES = (1200, 4800)  # candidates asked for in turn, until the window is full
_LOOKED_AT, _AT_ONCE = 20_000, 2000  # stories whose words are looked at when it is not
_FEW = 300  # candidates looked at where one is enough
_RARE = 4000  # matches that are named one by one to the desk's list


@dataclass(frozen=True)
class Found:
    """The numbers of the stories found, in order, and whether there are more than these."""

    ids: list[int]
    more: bool = False


def matching(stories: QuerySet[Article], text: str) -> QuerySet[Article]:
    """Return those of the stories that have all the words of a text, in any of their forms.

    The caller orders and slices. One bounded query is asked at once: it tells whether the words
    are rare, and then the few stories are named, or common, and then each story is looked at when
    its turn comes, which is soon over where many match. Empty text restricts nothing; a text
    without a word finds nothing.
    """
    terms = read(text)
    if not terms:
        return stories if not terms.text else stories.none()
    candidates = search_statements.newest_with(terms.each, limit=_RARE + 1)
    if len(candidates) <= _RARE:
        named = stories.filter(pk__in=[pk for pk, _place in candidates])
        return named.filter(_says(terms)) if _has_phrase(terms) else named
    return stories.filter(_says(terms))


def newest_found(
    stories: ArticleQuerySet, terms: Terms, *, since: int = EARLIEST, before: int = LATEST
) -> Found:
    """Return the newest of the stories that have all terms, at most `WINDOW` of them.

    `since` and `before` are places (`search_text.place_of`) between which the stories lie.
    """
    if not terms:
        return Found([])
    found: list[int] = []
    for size in _BATCHES:
        candidates = search_statements.newest_with(
            terms.each, limit=size, since=since, before=before
        )
        shown = stories.filter(pk__in=[pk for pk, _place in candidates])
        shown = shown.filter(_says(terms)) if _has_phrase(terms) else shown
        found += shown.newest().values_list("pk", flat=True)
        if len(candidates) < size or len(found) > WINDOW:
            break
        before = candidates[-1][1]
    else:
        found = _walk(stories, terms)
    return Found(found[:WINDOW], more=len(found) > WINDOW)


def _walk(stories: ArticleQuerySet, terms: Terms) -> list[int]:
    """Look at the stories one by one, the newest first: of common words many are seldom shown.

    So it is in a small section. At most `_LOOKED_AT` stories are looked at.
    """
    found: list[int] = []
    ids = list(stories.newest().values_list("pk", flat=True)[:_LOOKED_AT])
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        saying = SearchText.objects.filter(_has(terms), pk__in=some)
        there = set(saying.values_list("pk", flat=True))
        found += [pk for pk in some if pk in there]
        if len(found) > WINDOW:
            break
    return found


def is_found(stories: ArticleQuerySet, terms: Terms) -> bool:
    """Say whether any of the stories has all terms, among the newest few hundred that might."""
    if not terms:
        return False
    candidates = search_statements.newest_with(terms.each, limit=_FEW)
    return stories.filter(_says(terms), pk__in=[pk for pk, _place in candidates]).exists()


def best_first(found: Found, terms: Terms) -> Found:
    """Return what was found with the best first: by where the words stand, then as it was.

    Whole numbers over the same stories: every database gives the same order.
    """
    facts = SearchText.objects.filter(pk__in=found.ids).values_list("pk", "headline", "opening")
    scores = {pk: score(headline, opening, terms) for pk, headline, opening in facts}
    ranked = sorted(found.ids, key=lambda pk: -scores.get(pk, 0))  # a stable order
    return Found(ranked, found.more)


def score(headline: str, opening: str, terms: Terms) -> int:
    """Return how much a story is about the terms: title before opening before the rest.

    Both are lines of stems as `SearchText` keeps them. Words that stand together as they were
    typed count for more.
    """
    total = 0
    for needle in terms.needles:
        total += 8 * (needle in headline) + 3 * (needle in opening)
    if len(terms.each) > 1:
        together = f" {' '.join(stem for term in terms.each for stem in term)} "
        total += 6 * (together in headline) + 3 * (together in opening)
    return total


def _has_phrase(terms: Terms) -> bool:
    return any(len(term) > 1 for term in terms.each)


def _says(terms: Terms) -> Exists:
    """Return the condition that a story's stored line of stems has every term in it."""
    return Exists(SearchText.objects.filter(_has(terms), article=OuterRef("pk")))


def _has(terms: Terms) -> Q:
    """Return the same condition on the stored line itself."""
    return Q(*(Q(stems__contains=needle) for needle in terms.needles))
