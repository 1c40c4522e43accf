"""Two texts that began as one become one again, paragraph by paragraph.

What only one of two people has changed is taken from him. Where both have changed the same place,
nobody but a person can say which is right: such a place keeps both until he has chosen.
PURE: cleaned rich texts come in, which have one paragraph (or list, table, picture) on a line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.editorial.shortest_way import Allowance, common

SAME, MINE, STORED, CONFLICT = "same", "mine", "stored", "conflict"
BOTH = "both"
CHOICES = (MINE, STORED, BOTH)

_STEPS = 400_000  # for one comparison; beyond it the whole text is one place

Lines = Sequence[str]


@dataclass(frozen=True)
class Part:
    """Some paragraphs, as each of the two has them, and as they were before."""

    fate: str
    mine: tuple[str, ...]
    stored: tuple[str, ...]
    base: tuple[str, ...] = ()

    @property
    def suggested(self) -> str:
        """What is taken unless somebody chooses: a conflict keeps both, so that nothing is lost."""
        return {STORED: STORED, CONFLICT: BOTH}.get(self.fate, MINE)

    def taken(self, choice: str) -> tuple[str, ...]:
        """Return the paragraphs of a choice; one that is none leaves the suggested."""
        if self.fate == SAME:
            return self.mine
        choice = choice if choice in CHOICES else self.suggested
        return {MINE: self.mine, STORED: self.stored, BOTH: self.stored + self.mine}[choice]


def parts_of(mine: str, stored: str, base: str | None) -> list[Part]:
    """Return two texts as the places where they agree and where they differ.

    Without a `base`, the text both began with, every difference is a conflict.
    """
    ours, theirs = _lines(mine), _lines(stored)
    if base is None:
        return _joined(_by_two(ours, theirs))
    before = _lines(base)
    allowance = Allowance(_STEPS)
    pairs = [common(before, lines, allowance) for lines in (ours, theirs)]
    if None in pairs:
        return _joined(_by_two(ours, theirs))
    return _joined(_by_three(before, ours, theirs, *map(dict, pairs)))


def joined_text(parts: Sequence[Part], choices: Mapping[int, str]) -> str:
    """Return the one text; `choices` says of a place, by its number, what is taken."""
    lines = [line for n, part in enumerate(parts) for line in part.taken(choices.get(n, ""))]
    return "\n".join(lines)


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _by_two(ours: Lines, theirs: Lines) -> Iterator[Part]:
    i = j = 0
    for x, y in [*(common(ours, theirs, Allowance(_STEPS)) or []), (len(ours), len(theirs))]:
        yield from _part([], ours[i:x], theirs[j:y], has_base=False)
        if x < len(ours):
            yield Part(SAME, (ours[x],), (theirs[y],))
        i, j = x + 1, y + 1


def _by_three(
    before: Lines, ours: Lines, theirs: Lines, mine: dict[int, int], stored: dict[int, int]
) -> Iterator[Part]:
    """Part the texts at the paragraphs that nobody has touched."""
    i = j = k = 0
    ends = {len(before): (len(ours), len(theirs))}
    untouched = {n: (mine[n], stored[n]) for n in range(len(before)) if n in mine and n in stored}
    for n, (x, y) in (untouched | ends).items():
        yield from _changed(before[i:n], ours[j:x], theirs[k:y])
        if n < len(before):
            yield Part(SAME, (ours[x],), (theirs[y],))
        i, j, k = n + 1, x + 1, y + 1


def _changed(before: Lines, ours: Lines, theirs: Lines) -> Iterator[Part]:
    """Tell neighbouring paragraphs apart where both texts still have as many as before."""
    if len(before) == len(ours) == len(theirs):
        for was, one, other in zip(before, ours, theirs, strict=True):
            yield from _part([was], [one], [other])
    else:
        yield from _part(before, ours, theirs)


def _part(before: Lines, ours: Lines, theirs: Lines, *, has_base: bool = True) -> Iterator[Part]:
    if list(ours) == list(theirs):
        fate = SAME
    elif has_base and list(ours) == list(before):
        fate = STORED
    elif has_base and list(theirs) == list(before):
        fate = MINE
    else:
        fate = CONFLICT
    if ours or theirs:
        yield Part(fate, tuple(ours), tuple(theirs), tuple(before))


def _joined(parts: Iterator[Part]) -> list[Part]:
    """Make one part of neighbours on which both agree."""
    found: list[Part] = []
    for part in parts:
        if found and part.fate == found[-1].fate == SAME:
            last = found.pop()
            part = Part(SAME, last.mine + part.mine, last.stored + part.stored)
        found.append(part)
    return found
