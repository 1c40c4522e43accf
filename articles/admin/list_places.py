"""Which stories stand in which places of the list, however many there are.

Some questions an index answers in the order of the list (`StoryFilter.parts`). A name under a story
and words in it are in no such index. So the stories are looked at in the order of the list as long
as enough of them are found; where a name or a word is rare, all stories that have it are named
instead. Of words that more stories have than anybody pages through, that is the newest of them.
What is rare and common at once (a reporter of the whole archive who has written nothing lately) is
left to the database, or, for words, looked for among more of the newest that have them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.editorial import walks
from articles.editorial.queues import MOST
from articles.models import Byline
from articles.models.article import ArticleQuerySet
from articles.public.search_query import saying
from articles.public.search_statements import newest_with
from articles.public.search_terms import Terms

FEW = 1_200  # stories that are named one by one
NEWEST = 20_000  # stories with common words that are looked through where nothing else helps
_NEAR = 2  # stories that are looked at first for each place up to the end of the page
_TELLING = 1_500  # so many tell how common it is what is looked for
_AT_ONCE = 5_000


@dataclass(frozen=True)
class Places:
    """The numbers of stories in some places, and of how many there are in all.

    `total` is None where nobody counted, because there are many.
    """

    ids: list[int]
    total: int | None


class Names:
    """Whether one of these names stands under a story."""

    looked_at = 20_000  # stories of the list, at most
    is_cut = False

    def __init__(self, reporters: list[int]):
        self.rows = Byline.objects.filter(reporter__in=reporters).order_by()

    def newest(self) -> tuple[list[int], bool]:
        """Return the stories with these names if they are few, and whether they are."""
        found = list(self.rows.values_list("article_id", flat=True)[:FEW])
        return (found, True) if len(found) < FEW else ([], False)

    def among(self, ids: list[int]) -> set[int]:
        """Return those of some stories that have one of the names."""
        return set(self.rows.filter(article__in=ids).values_list("article_id", flat=True))

    def narrow(self, stories: ArticleQuerySet) -> ArticleQuerySet:
        """Return those of all stories, as the database finds them, slow as that may be."""
        return stories.filter(pk__in=self.rows.values("article"))


class Words:
    """Whether a story has all words of a search."""

    looked_at = 4_000

    def __init__(self, terms: Terms):
        self.terms = terms
        self.is_cut = False  # whether there were too many stories to look through

    def newest(self) -> tuple[list[int], bool]:
        """Return the newest stories with these words, and whether these are all."""
        found = newest_with(self.terms.each, limit=FEW)
        return [pk for pk, _place in found], len(found) < FEW

    def among(self, ids: list[int]) -> set[int]:
        """Return those of some stories that have the words."""
        return set(saying(ids, self.terms))

    def narrow(self, stories: ArticleQuerySet) -> ArticleQuerySet:
        """Return those of all stories; of very many, those of the newest."""
        found = newest_with(self.terms.each, limit=NEWEST)
        self.is_cut = len(found) == NEWEST
        return stories.filter(pk__in=[pk for pk, _place in found])


Question = Names | Words


def places(
    parts: Sequence[ArticleQuerySet], questions: Sequence[Question], *, first: int, end: int
) -> Places:
    """Return the stories in the places from `first` to before `end` of a list.

    The parts are in the order of the list, and no story is in two of them.
    """
    if not questions:
        return _counted(parts, first, end)
    near, far = _NEAR * end, min(question.looked_at for question in questions)
    found, is_all = _look(parts, questions, end, near)
    if not is_all and len(found) < end:
        if len(found) * far < end * near:  # looking farther will not do
            for few, are_all in (each.newest() for each in questions):
                ids = _named(parts, questions, few)
                if are_all or len(ids) > MOST:
                    return Places(ids[first:end], len(ids) if are_all else None)
        found, is_all = _look(parts, questions, end, far)
    if is_all or len(found) >= end:
        return Places(found[first:end], len(found) if is_all else None)
    return _narrowed(parts, questions, first, end)


def _counted(parts: Sequence[ArticleQuerySet], first: int, end: int) -> Places:
    most = max(end, MOST + 1)
    if first > MOST:  # far away nothing is counted
        return Places(walks.between(parts, first, end), None)
    ids = walks.first_of(parts, most)
    return Places(ids[first:end], len(ids) if len(ids) < most else None)


def _look(
    parts: Sequence[ArticleQuerySet], questions: Iterable[Question], end: int, most: int
) -> tuple[list[int], bool]:
    """Look at so many stories in the order of the list, or until `end` of them are found.

    Return what was found, and whether the list has no more stories to look at.
    """
    found, looked, size = [], 0, min(_NEAR * end, most)
    while looked < most and len(found) < end:
        ids = walks.between(parts, looked, looked + size)
        found += _meeting(ids, questions)
        if len(ids) < size:
            return found, True
        looked += size
        if looked >= _TELLING and len(found) * most < end * looked:
            break  # as far as one may look there are not enough of them
        size = min(3 * looked, _AT_ONCE, most - looked)
    return found, False


def _named(
    parts: Sequence[ArticleQuerySet], questions: Iterable[Question], few: list[int]
) -> list[int]:
    """Take a few stories that meet one of the questions, and ask them the others."""
    ids = walks.first_of([part.filter(pk__in=few) for part in parts], len(few))
    return _meeting(ids, questions)


def _narrowed(
    parts: Sequence[ArticleQuerySet], questions: Iterable[Question], first: int, end: int
) -> Places:
    for question in questions:
        parts = [question.narrow(part) for part in parts]
    found = _counted(parts, first, end)
    is_cut = any(question.is_cut for question in questions)
    return Places(found.ids, None if is_cut else found.total)


def _meeting(ids: list[int], questions: Iterable[Question]) -> list[int]:
    """Return those of the stories that meet every question, in the same order."""
    for question in questions:
        there = question.among(ids)
        ids = [pk for pk in ids if pk in there]
    return ids
