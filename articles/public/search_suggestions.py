"""What to offer somebody whose search found nothing: what he may have meant, and parts of it.

Words come from the site's own stories. What is offered was looked for among what readers may see
and found, so no word of an unpublished story is ever named.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from articles.models import SearchWord
from articles.models.article import ArticleQuerySet
from articles.public.near_words import nearest, slips_allowed
from articles.public.search_query import is_found
from articles.public.search_terms import Terms, read

MOST_WORDS = 6  # of a search that are looked at one by one
_TRIES = 4  # candidates that are looked for among the stories, for each word
_CANDIDATES = 4000  # words compared in memory, from each side


@dataclass(frozen=True)
class Suggestions:
    """Another search that finds something, and single words of this one that do."""

    meant: str = ""
    words: tuple[str, ...] = ()


def suggestions_for(stories: ArticleQuerySet, terms: Terms) -> Suggestions:
    """Return what to offer for terms that found none of the stories."""
    if not terms or len(terms.words) > MOST_WORDS:
        return Suggestions()
    there = {word: is_found(stories, read(word)) for word in terms.words}
    mended = {word: word if there[word] else _mended(stories, word) for word in terms.words}
    meant = " ".join(mended.values()) if all(mended.values()) else ""
    if meant == " ".join(terms.words) or not is_found(stories, read(meant)):
        meant = ""
    alone = () if meant or len(terms.each) < 2 else mended.values()
    return Suggestions(meant, tuple(dict.fromkeys(word for word in alone if len(word) > 2)))


def _mended(stories: ArticleQuerySet, word: str) -> str:
    """Return the nearest of the site's words that readers find something by, or nothing."""
    plain = SearchWord.plain(word)
    if not plain or not slips_allowed(plain):
        return ""
    near = nearest(plain, _candidates(plain), most=_TRIES)
    return next((other for other in near if is_found(stories, read(other))), "")


def _candidates(word: str) -> set[str]:
    """Return words that begin or end like this one, and are about as long."""
    allowed = slips_allowed(word)
    lengths = range(len(word) - allowed, len(word) + allowed + 1)
    same_length: QuerySet = SearchWord.objects.filter(length__in=lengths)
    sides = (
        same_length.filter(word__startswith=word[:2]),
        same_length.filter(ending=word[-2:]),
    )
    return {other for side in sides for other in side.values_list("word", flat=True)[:_CANDIDATES]}
