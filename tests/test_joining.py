"""Two texts that began as one become one, and no paragraph of either is lost on the way."""

import random

import pytest

from articles.editorial.joining import CONFLICT, MINE, SAME, STORED, joined_text, parts_of

pytestmark = pytest.mark.once


def text(*paragraphs: str) -> str:
    return "\n".join(f"<p>{one}</p>" for one in paragraphs)


BASE = text("Satu", "Dua", "Tiga", "Empat")


def fates(mine: str, stored: str, base: str | None = BASE) -> list[str]:
    return [part.fate for part in parts_of(mine, stored, base)]


def joined(mine: str, stored: str, choices=None, base: str | None = BASE) -> str:
    return joined_text(parts_of(mine, stored, base), choices or {})


def test_what_only_one_has_changed_is_taken_from_him():
    mine = text("Satu", "Dua diubah", "Tiga", "Empat")
    stored = text("Satu", "Dua", "Tiga", "Empat", "Lima")
    assert fates(mine, stored) == [SAME, MINE, SAME, STORED]
    assert joined(mine, stored) == text("Satu", "Dua diubah", "Tiga", "Empat", "Lima")


def test_neighbours_are_told_apart():
    mine, stored = text("Satu!", "Dua", "Tiga", "Empat"), text("Satu", "Dua!", "Tiga", "Empat")
    assert fates(mine, stored) == [MINE, STORED, SAME]
    assert joined(mine, stored) == text("Satu!", "Dua!", "Tiga", "Empat")


def test_a_place_that_both_have_changed_keeps_both_until_somebody_chooses():
    mine, stored = text("Satu", "Dua A", "Tiga", "Empat"), text("Satu", "Dua B", "Tiga", "Empat")
    assert fates(mine, stored) == [SAME, CONFLICT, SAME]
    assert joined(mine, stored) == text("Satu", "Dua B", "Dua A", "Tiga", "Empat")
    assert joined(mine, stored, {1: "mine"}) == mine
    assert joined(mine, stored, {1: "stored"}) == stored
    assert joined(mine, stored, {1: "nonsense", 7: "mine"}) == joined(mine, stored)


def test_paragraphs_are_found_again_although_more_have_come():
    base = text("Pasar pagi ramai", "Harga cabai naik lagi", "Hujan turun di utara")
    mine = text("Pasar pagi ramai", "Harga cabai rawit naik lagi", "Hujan deras turun di utara")
    stored = text(
        "Pasar pagi ramai sekali", "Harga cabai naik lagi", "Hujan turun di utara", "Baru"
    )
    assert fates(mine, stored, base) == [STORED, MINE, MINE, STORED]
    assert joined(mine, stored, base=base) == text(
        "Pasar pagi ramai sekali",
        "Harga cabai rawit naik lagi",
        "Hujan deras turun di utara",
        "Baru",
    )


def test_what_one_has_removed_and_the_other_has_changed_is_asked():
    mine, stored = text("Satu", "Tiga", "Empat"), text("Satu", "Dua!", "Tiga", "Empat")
    assert fates(mine, stored) == [SAME, CONFLICT, SAME]
    assert "Dua!" in joined(mine, stored)


def test_what_one_has_removed_is_gone_when_the_other_left_it_alone():
    mine = text("Satu", "Empat")
    assert joined(mine, BASE) == mine
    assert joined(BASE, mine) == mine


def test_without_the_text_both_began_with_every_difference_is_asked():
    mine, stored = text("Satu", "Dua", "Tiga"), text("Satu", "Lain", "Tiga")
    assert fates(mine, stored, None) == [SAME, CONFLICT, SAME]
    assert joined(mine, stored, base=None) == text("Satu", "Lain", "Dua", "Tiga")


@pytest.mark.parametrize("texts", [("", ""), ("", BASE), (BASE, ""), (BASE, BASE)])
def test_empty_texts_and_equal_ones(texts):
    mine, stored = texts
    assert joined(mine, stored) == ("" if "" in texts else BASE)
    assert joined(mine, stored, base=None) == (mine or stored)


def test_a_text_of_endless_repetitions_ends_soon():
    rng = random.Random(7)
    one, two = (text(*(rng.choice("ab") for _n in range(6000))) for _ in range(2))
    parts = parts_of(one, two, text(*(rng.choice("ab") for _n in range(6000))))
    assert joined_text(parts, dict.fromkeys(range(len(parts)), "mine")) == one
    assert joined_text(parts, dict.fromkeys(range(len(parts)), "stored")) == two


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_written_all_mine_is_mine_and_all_stored_is_stored(seed):
    rng = random.Random(seed)

    def rewritten(paragraphs: list[str]) -> list[str]:
        found = []
        for one in paragraphs:
            found += rng.choice([[one], [one], [one], [], [one + "!"], [one, "baru"], ["lain"]])
        return found

    start = [rng.choice("abcde") for _n in range(rng.randrange(8))]
    base, mine, stored = text(*start), text(*rewritten(start)), text(*rewritten(start))
    parts = parts_of(mine, stored, base)
    everything = range(len(parts))
    assert joined_text(parts, dict.fromkeys(everything, "mine")) == mine
    assert joined_text(parts, dict.fromkeys(everything, "stored")) == stored
    if mine == base:
        assert joined_text(parts, {}) == stored
    if stored == base:
        assert joined_text(parts, {}) == mine
    kept = set(joined_text(parts, {}).split("\n"))
    assert set(mine.split("\n")) & set(stored.split("\n")) <= kept | set(base.split("\n"))
