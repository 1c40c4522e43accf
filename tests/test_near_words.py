"""Which word a mistyped one was probably meant to be."""

import random
from itertools import product

import pytest

from articles.public.near_words import nearest, slips_between

pytestmark = pytest.mark.once

SITE = ["posyandu", "puskesmas", "peresmian", "perizinan", "banjir", "bandung", "pasar", "pasir"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("posyndu", ["posyandu"]),
        ("posyanduu", ["posyandu"]),
        ("psoyandu", ["posyandu"]),
        ("oposyandu", ["posyandu"]),
        ("peresmain", ["peresmian"]),
        ("puskemas", ["puskesmas"]),
        ("banjr", ["banjir"]),
        ("pasr", ["pasar", "pasir"]),
        ("pas", []),
        ("posyandu", []),
        ("qwertyuiop", []),
    ],
)
def test_a_slip_is_mended(typed, meant):
    assert nearest(typed, SITE, most=5) == meant


def test_slips_are_counted_as_by_trying_everything():
    """Compare with the definition: the fewest single slips that lead from one to the other."""

    def slipped(word):
        yield from (word[:i] + word[i + 1 :] for i in range(len(word)))
        yield from (word[:i] + x + word[i:] for i in range(len(word) + 1) for x in "ab")
        yield from (word[:i] + x + word[i + 1 :] for i in range(len(word)) for x in "ab")
        yield from (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))

    short = ["".join(letters) for size in range(4) for letters in product("ab", repeat=size)]
    for one in short:
        near = {one} | set(slipped(one))
        for other in short:
            assert (slips_between(one, other, most=1) <= 1) == (other in near), (one, other)


def test_counting_slips_is_the_same_both_ways_and_never_below_the_difference_in_length():
    dice = random.Random(4)
    for _ in range(300):
        one, other = ("".join(dice.choices("abc", k=dice.randint(0, 8))) for _ in range(2))
        slips = slips_between(one, other, most=9)
        assert slips == slips_between(other, one, most=9) >= abs(len(one) - len(other))
        assert slips_between(one, other, most=2) == min(slips, 3)
