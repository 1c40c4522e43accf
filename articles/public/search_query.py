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
# Candidates asked for in turn until the window is full: at most how many, and whether the index has
# to make sure that the words of a phrase stand together, which costs it more than it costs us. The
# one in the middle is for phrases alone.
_BATCHES = ((1200, False), (4800, False), (14_000, True))
_LOOKED_AT, _AT_ONCE = 20_000, 1100  # stories whose words are looked at when it is not full
_SAMPLE = 200  # of the newest stories tell how common the words are among them
_DEARER = 2.5  # than a story found by its words is a story whose words are looked at
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
        return stories.filter(pk__in=[pk for pk, _place in candidates])
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
    phrase = any(len(term) > 1 for term in terms.each)
    size = 0
    for most, together in _BATCHES if phrase else (_BATCHES[0], _BATCHES[-1]):
        size = min(size or most, most)
        candidates = search_statements.newest_with(
            terms.each, limit=size, since=since, before=before, together=together
        )
        ids = [pk for pk, _place in candidates]
        ids = saying(ids, terms) if phrase and not together else ids
        shown = list(stories.among(ids).newest().values_list("pk", flat=True))
        found += shown
        if len(candidates) < size or len(found) > WINDOW:
            return Found(found[:WINDOW], more=len(found) > WINDOW)
        share = len(shown) / max(len(ids), 1)
        if _are_rather_common(stories, terms, share):
            break
        size = _enough(len(found), len(shown) / len(candidates))
        before = candidates[-1][1]
    return _walk(stories, terms, found)


def _enough(found: int, share: float) -> int:
    """Return about how many candidates fill the window, where this share of them is shown."""
    return int(1.2 * (WINDOW + 1 - found) / max(share, 1e-6)) + _SAMPLE


def _are_rather_common(stories: ArticleQuerySet, terms: Terms, share: float) -> bool:
    """Say whether the stories are sooner looked at one by one than found by their words.

    So it is in a small section, for words that many stories have: this `share` of those is shown.
    """
    if share * _DEARER >= 1:
        return False
    newest = list(stories.newest().values_list("pk", flat=True)[:_SAMPLE])
    return len(newest) < _SAMPLE or len(saying(newest, terms)) / _SAMPLE > share * _DEARER


def _walk(stories: ArticleQuerySet, terms: Terms, known: list[int]) -> Found:
    """Look at the stories one by one, the newest first; at most `_LOOKED_AT` of them.

    The newest of what is found may be known already.
    """
    newest = stories.newest().values_list("pk", flat=True)
    found: list[int] = []
    for start in range(0, _LOOKED_AT, _AT_ONCE):
        some = list(newest[start : start + _AT_ONCE])
        found += saying(some, terms)
        if len(some) < _AT_ONCE or len(found) > WINDOW:
            return Found(found[:WINDOW], more=len(found) > WINDOW)
    return Found(max(found, known, key=len), more=True)  # both begin with the newest


def is_found(stories: ArticleQuerySet, terms: Terms) -> bool:
    """Say whether any of the stories has all terms, among the newest few hundred that might."""
    if not terms:
        return False
    candidates = search_statements.newest_with(terms.each, limit=_FEW, together=False)
    ids = saying([pk for pk, _place in candidates], terms)
    return stories.among(ids).exists()


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


def saying(ids: list[int], terms: Terms) -> list[int]:
    """Return those of some stories that have every term, in the same order."""
    there = search_statements.having(ids, terms.each) if ids else ()
    return [pk for pk in ids if pk in there]


def _says(terms: Terms) -> Exists:
    """Return the condition that a story's stored line of stems has every term in it."""
    lines = Q(*(Q(stems__contains=needle) for needle in terms.needles))
    return Exists(SearchText.objects.filter(lines, article=OuterRef("pk")))
