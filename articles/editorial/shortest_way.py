"""The shortest way from one sequence to another (E. W. Myers, 1986), within an allowance.

`difflib` has no bound: two long texts of a few words repeated keep it busy for hours. Here every
step is counted, and when too many would be needed the answer is that there is none.
PURE: anything that can be compared goes in, pairs of places come out.
"""

from collections.abc import Sequence
from itertools import count

Pairs = list[tuple[int, int]]


class Allowance:
    """Steps that may still be taken; a part of it takes from the whole."""

    def __init__(self, steps: int, whole: "Allowance | None" = None):
        self.steps = steps
        self.whole = whole

    def part(self, steps: int) -> "Allowance":
        """Return an allowance of at most so many steps, never more than is left here."""
        return Allowance(min(steps, self.steps), self)

    def take(self, steps: int) -> bool:
        """Take steps and say whether there were enough."""
        self.steps -= steps
        if self.whole is not None:
            self.whole.take(steps)
        return self.steps >= 0


def common(before: Sequence, after: Sequence, allowance: Allowance) -> Pairs | None:
    """Return the places of what both have in common, in order; None beyond the allowance.

    What both begin and end with costs nothing.
    """
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    most -= start
    end = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    inner = _search(before[start : len(before) - end], after[start : len(after) - end], allowance)
    if inner is None:
        return None
    tail = [(len(before) - n, len(after) - n) for n in range(end, 0, -1)]
    return [
        *((n, n) for n in range(start)),
        *((x + start, y + start) for x, y in inner),
        *tail,
    ]


def _search(before: Sequence, after: Sequence, allowance: Allowance) -> Pairs | None:
    """Go on from the furthest place of every diagonal, one change more in every round."""
    if not before or not after:
        return []
    rounds: list[dict[int, int]] = []
    last = {1: 0}
    for changes in count():
        furthest: dict[int, int] = {}
        steps = 0
        for diagonal in range(-changes, changes + 1, 2):
            x = _entered(last, diagonal, changes)
            y = x - diagonal
            entered = x
            while x < len(before) and y < len(after) and before[x] == after[y]:
                x, y = x + 1, y + 1
            furthest[diagonal] = x
            steps += 1 + x - entered
            if x >= len(before) and y >= len(after):
                return _walked_back([*rounds, furthest], len(before), len(after))
        rounds.append(furthest)
        last = furthest
        if not allowance.take(steps):
            return None
    raise AssertionError("every two sequences have a way")


def _entered(last: dict[int, int], diagonal: int, changes: int) -> int:
    """Return how far a diagonal is entered: by an addition from above, or by a removal."""
    if _by_addition(last, diagonal, changes):
        return last[diagonal + 1]
    return last[diagonal - 1] + 1


def _by_addition(last: dict[int, int], diagonal: int, changes: int) -> bool:
    if diagonal in {-changes, changes}:
        return diagonal == -changes
    return last[diagonal - 1] < last[diagonal + 1]


def _walked_back(rounds: list[dict[int, int]], x: int, y: int) -> Pairs:
    pairs: Pairs = []
    for changes in range(len(rounds) - 1, 0, -1):
        last, diagonal = rounds[changes - 1], x - y
        entered = _entered(last, diagonal, changes)
        while x > entered:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        if _by_addition(last, diagonal, changes):
            y -= 1
        else:
            x -= 1
    pairs += ((n, n) for n in range(x - 1, -1, -1))
    return pairs[::-1]
