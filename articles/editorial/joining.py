"""Two texts that began as one become one again, paragraph by paragraph.

What only one of two people has changed is taken from him. Where both have changed the same place,
nobody but a person can say which is right: such a place keeps both until he has chosen.
PURE: cleaned rich texts come in, which have one paragraph (or list, table, picture) on a line.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.editorial.shortest_way import Allowance, common

SAME, MINE, STORED, CONFLICT = "same", "mine", "stored", "conflict"
BOTH = "both"
CHOICES = (MINE, STORED, BOTH)

_STEPS = 400_000  # for one comparison; beyond it the whole text is one place
_ALIKE = 0.5  # the share of words two paragraphs have in common when one was made of the other
_AHEAD = 8  # paragraphs looked at for the one that an old one became
_LONG = 20_000  # letters of a paragraph that is not compared

_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")

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
    mine_of, stored_of = (
        _partners(before, lines, found) for lines, found in zip((ours, theirs), pairs, strict=True)
    )
    return _joined(_by_three(before, ours, theirs, mine_of, stored_of))


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
    """Part the texts at the paragraphs that both still have, changed or not."""
    i = j = k = 0
    for n in range(len(before)):
        if n not in mine or n not in stored:
            continue
        x, y = mine[n], stored[n]
        yield from _part(before[i:n], ours[j:x], theirs[k:y])
        yield from _part(before[n : n + 1], ours[x : x + 1], theirs[y : y + 1])
        i, j, k = n + 1, x + 1, y + 1
    yield from _part(before[i:], ours[j:], theirs[k:])


def _partners(before: Lines, after: Lines, pairs: list[tuple[int, int]]) -> dict[int, int]:
    """Return which paragraph became which: those that stayed, and between them those alike."""
    found = dict(pairs)
    i = j = 0
    for x, y in [*pairs, (len(before), len(after))]:
        for n in range(i, x):
            near = range(j, y)[:_AHEAD]
            place = next((m for m in near if _alike(before[n], after[m])), None)
            if place is not None:
                found[n], j = place, place + 1
        i, j = x + 1, y + 1
    return found


def _alike(one: str, other: str) -> bool:
    """Say whether two paragraphs have half of their words in common."""
    if max(len(one), len(other)) > _LONG:
        return False
    words = [Counter(_WORD.findall(_TAG.sub(" ", line).lower())) for line in (one, other)]
    shared = (words[0] & words[1]).total()
    return 2 * shared >= _ALIKE * (words[0].total() + words[1].total()) > 0


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
