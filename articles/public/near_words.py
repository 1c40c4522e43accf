"""Which of some words a mistyped one was probably meant to be.

PURE. A slip is a letter too many, one missing, a wrong one, or two changed places.
"""

from collections.abc import Iterable


def slips_allowed(word: str) -> int:
    """Return how many slips a word of this length may have; short words have none to give."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


def nearest(word: str, candidates: Iterable[str], *, most: int) -> list[str]:
    """Return the candidates a few slips away, the nearest first, at most `most` of them.

    Of equally near ones that which begins alike for longest comes first: people slip late.
    """
    allowed = slips_allowed(word)
    letters = _letters(word)
    near = []
    for candidate in set(candidates):
        if candidate == word or abs(len(candidate) - len(word)) > allowed:
            continue
        if (letters ^ _letters(candidate)).bit_count() > 2 * allowed:
            continue  # so many different letters take more slips than are allowed
        slips = slips_between(word, candidate, most=allowed)
        if slips <= allowed:
            near.append((slips, -_alike(word, candidate), candidate))
    return [candidate for _slips, _same, candidate in sorted(near)[:most]]


def slips_between(one: str, other: str, *, most: int) -> int:
    """Return how many slips lead from one word to the other; `most + 1` when it takes more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            slips = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            changed_places = i > 1 < j and letter == other[j - 2] and one[i - 2] == wanted
            if changed_places:
                slips = min(slips, older[j - 2] + 1)
            row.append(slips)
        if min(row) > most and min(before) > most:
            return most + 1
    return min(row[-1], most + 1)


def _letters(word: str) -> int:
    """Return which letters a word has, as the bits of a number."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def _alike(one: str, other: str) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
