"""Two texts side by side: word by word, as readers see them, and never for long."""

import random
import time
from itertools import pairwise

import pytest

from articles.editorial.comparing import MOST_SHOWN, compare_bodies, compare_items, compare_text
from articles.editorial.shortest_way import Allowance, common
from articles.richtext import clean

pytestmark = pytest.mark.once


def told(runs) -> str:
    """Write runs in one line: what left in [-…-], what came in {+…+}."""
    signs = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(
        signs[run.change].format("".join(piece.text for piece in run.pieces)) for run in runs
    )


def bodies(before: str, after: str) -> list[tuple]:
    passages, more = compare_bodies(clean(before), clean(after))
    assert more == 0
    return [(p.change, p.kind, told(p.runs) or p.count) for p in passages]


def test_a_changed_word_stands_between_the_words_that_stayed():
    before = "Posyandu buka Selasa pukul 20.00 WIB."
    after = "Posyandu Melati buka Rabu pukul 20.00 WIB."
    assert told(compare_text(before, after)) == (
        "Posyandu {+Melati +}buka [-Selasa -]{+Rabu +}pukul 20.00 WIB."
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "Baru", "{+Baru+}"),
        ("Lama", "", "[-Lama-]"),
        ("", "", ""),
        ("sama saja", "sama saja", "sama saja"),
        ("Rp1,5 miliar", "Rp1,7 miliar", "[-Rp1,5 -]{+Rp1,7 +}miliar"),
        ("Kata, kata", "Kata kata", "Kata [-, -]kata"),
        ("satu  dua\ntiga", "satu dua tiga", "satu dua tiga"),
    ],
)
def test_words_numbers_and_signs_are_compared_and_spaces_are_not(before, after, expected):
    assert told(compare_text(before, after)) == expected


def test_texts_with_little_in_common_are_shown_one_after_the_other():
    before = "Bupati meresmikan jembatan di Sukatani"
    after = "Harga cabai di pasar naik sejak awal pekan"
    assert told(compare_text(before, after)) == f"[-{before}-]{{+{after}+}}"


def test_names_in_a_list_are_compared_whole():
    assert told(compare_items(["Gizi", "Ibu Hamil"], ["Gizi", "Ibu Menyusui"])) == (
        "Gizi\n[-Ibu Hamil\n-]{+Ibu Menyusui\n+}"
    )


def test_paragraphs_are_aligned_before_their_words():
    before = "<p>Satu dua tiga.</p><p>Hilang begitu saja.</p><p>Ekor yang panjang.</p>"
    after = "<p>Satu dua empat.</p><p>Ekor yang panjang.</p><p>Tambahan di akhir.</p>"
    assert bodies(before, after) == [
        ("changed", "p", "Satu dua [-tiga-]{+empat+}."),
        ("removed", "p", "[-Hilang begitu saja.-]"),
        ("same", "p", "Ekor yang panjang."),
        ("added", "p", "{+Tambahan di akhir.+}"),
    ]


def test_paragraphs_that_stay_are_counted_but_for_the_neighbours_of_a_change():
    paragraphs = [f"<p>Paragraf {word}.</p>" for word in ("satu", "dua", "tiga", "empat", "lima")]
    after = [*paragraphs[:-1], "<p>Paragraf lain.</p>"]
    assert bodies("".join(paragraphs), "".join(after)) == [
        ("skipped", "p", 3),
        ("same", "p", "Paragraf empat."),
        ("changed", "p", "Paragraf [-lima-]{+lain+}."),
    ]


def test_a_heading_a_list_a_quotation_and_a_table_are_named_for_what_they_are():
    before = "<p>a</p>"
    after = (
        "<p>a</p><h2>Judul</h2><ul><li>Beras</li></ul><ol><li>Satu</li></ol>"
        "<blockquote><p>Kata Bupati</p></blockquote>"
        "<table><tr><td>Desa</td><td>Warga</td></tr></table>"
    )
    assert bodies(before, after) == [
        ("same", "p", "a"),
        ("added", "h2", "{+Judul+}"),
        ("added", "ul", "{+Beras+}"),
        ("added", "ol", "{+Satu+}"),
        ("added", "blockquote", "{+Kata Bupati+}"),
        ("added", "tr", "{+Desa | Warga +}"),
    ]


def test_a_paragraph_that_became_a_heading_says_both():
    passages, _more = compare_bodies(clean("<p>Layanan malam</p>"), clean("<h2>Layanan malam</h2>"))
    assert [(p.change, p.was_kind, p.kind) for p in passages] == [("changed", "p", "h2")]


def test_a_link_that_leads_elsewhere_is_a_change_although_its_words_are_the_same():
    before = clean('<p>Lihat <a href="https://bekasikab.go.id/">situs resmi</a>.</p>')
    after = clean('<p>Lihat <a href="https://slot.example/">situs resmi</a>.</p>')
    (passage,), _more = compare_bodies(before, after)
    found = [(run.change, piece.href) for run in passage.runs for piece in run.pieces if piece.href]
    assert found == [("removed", "https://bekasikab.go.id/"), ("added", "https://slot.example/")]


def test_a_word_made_bold_and_a_changed_picture_are_seen():
    (passage,), _more = compare_bodies(
        "<p>satu dua tiga</p>", "<p>satu <strong>dua</strong> tiga</p>"
    )
    marked = [(run.change, piece.marks) for run in passage.runs for piece in run.pieces]
    assert ("added", ("strong",)) in marked
    before, after = (
        f'<figure><img src="/media/foto/{name}.webp" alt="Antrean"></figure>' for name in "ab"
    )
    passages, _more = compare_bodies(clean(before), clean(after))
    shown = [p.href for passage in passages for run in passage.runs for p in run.pieces]
    assert shown == ["/media/foto/a.webp", "/media/foto/b.webp"]


def test_the_way_found_is_the_shortest():
    chance = random.Random(7)
    for _ in range(500):
        before, after = (
            [chance.choice("abc") for _ in range(chance.randrange(8))] for _side in range(2)
        )
        pairs = common(before, after, Allowance(10_000))
        assert all(before[x] == after[y] for x, y in pairs)
        assert all(x < x2 and y < y2 for (x, y), (x2, y2) in pairwise(pairs))
        assert len(pairs) == longest_common(before, after)


def longest_common(before: list, after: list) -> int:
    best = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for x, one in enumerate(before):
        for y, other in enumerate(after):
            best[x + 1][y + 1] = (
                best[x][y] + 1 if one == other else max(best[x][y + 1], best[x + 1][y])
            )
    return best[-1][-1]


def test_beyond_the_allowance_there_is_no_way():
    assert common("abcdefgh" * 50, "hgfedcba" * 50, Allowance(100)) is None
    assert common("abc", "abc", Allowance(0)) == [(0, 0), (1, 1), (2, 2)]


def large(kind: str, seed: int) -> str:
    """Return three million letters of cleaned text that is hard to compare."""
    chance = random.Random(seed)
    words = [f"kata{number}" for number in range(5000)]
    if kind == "different":
        lines = (" ".join(chance.choices(words, k=80)) for _ in range(5000))
        return "\n".join(f"<p>{line}</p>" for line in lines)
    if kind == "tiny paragraphs":
        return "\n".join(f"<p>{chance.choice('ab')}</p>" for _ in range(375_000))
    if kind == "one paragraph":
        return f"<p>{' '.join(chance.choices('ab', k=1_500_000))}</p>"
    if kind == "one list":
        return f"<ul>{''.join(f'<li>{chance.choice(words)}</li>' for _ in range(170_000))}</ul>"
    return "\n".join(f"<p>{' '.join(chance.choices('ab', k=300))}</p>" for _ in range(650))


@pytest.mark.parametrize(
    "kind", ["different", "tiny paragraphs", "one paragraph", "one list", "few words"]
)
def test_three_million_letters_take_a_moment(kind):
    before, after = large(kind, 1), large(kind, 2)
    start = time.process_time()
    passages, _more = compare_bodies(before, after)
    assert time.process_time() - start < 8  # a busy machine; difflib would take hours
    assert {passage.change for passage in passages} - {"same", "skipped"}


def test_so_many_changes_are_counted_instead_of_shown():
    before, after = (
        "\n".join(f"<p>{side} {number}</p>" for number in range(1000)) for side in ("lama", "baru")
    )
    passages, more = compare_bodies(before, after)
    assert len(passages) == MOST_SHOWN
    assert more > 0
