"""Two texts side by side, word by word, as readers see them: what left, what came, what stayed.

Markup is never shown as tags: a paragraph is its words, a link its words and its address, a picture
its alternative text, so a change that hides in an address is seen as well. Spaces are no
difference. Finding the shortest way from one text to the other may take time in proportion to the
square of both, so it has an allowance; what would take longer is shown as removed and added whole.

PURE: rich text comes in as HTML and goes out as data, which a template escapes.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import count, groupby
from typing import NamedTuple

from articles.editorial.shortest_way import Allowance, common
from articles.markup.blocks import BREAK, Block, Box, Line, Picture
from articles.markup.reading import read

SAME, REMOVED, ADDED, CHANGED, SKIPPED = "same", "removed", "added", "changed", "skipped"
PARAGRAPH = "p"

_TOKEN = re.compile(r"(\w+(?:[-.,:/'’]\w+)*|[^\w\s])(\s*)")
_TAG = re.compile(r"<[^>]*>")
_ALIKE = 0.4  # the share of words two paragraphs have in common when one was made of the other
_STEPS = 2_000_000  # of the search, for one comparison: about a second
_STEPS_AT_ONCE = 200_000  # for one paragraph
_AHEAD = 8  # paragraphs looked at for the one that an old one became
_LETTERS = 400_000  # of changed paragraphs that are still compared word by word
_LONG = 10_000  # letters of an unchanged paragraph that is not shown
MOST_SHOWN = 400  # paragraphs that differ; the others are counted


class Word(NamedTuple):
    """One word as it is read; `shape` is "break" or "picture" for what is no word."""

    text: str
    marks: tuple[str, ...] = ()
    href: str = ""
    shape: str = ""
    space: str = ""  # what follows it; no part of the comparison

    @property
    def key(self) -> tuple:
        return self[:4]


class Piece(NamedTuple):
    """Neighbouring words that look the same."""

    text: str
    marks: tuple[str, ...] = ()
    href: str = ""
    shape: str = ""


class Run(NamedTuple):
    """Pieces with one fate: SAME, REMOVED or ADDED."""

    change: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Passage:
    """One paragraph, heading, row … and what became of it; SKIPPED stands for `count` of them."""

    change: str
    kind: str = PARAGRAPH
    runs: tuple[Run, ...] = ()
    was_kind: str = ""  # when it is another now
    count: int = 1
    stored: str = ""  # an unchanged line that was not read yet


@dataclass(frozen=True)
class Unit:
    """A paragraph on its way into a comparison."""

    kind: str
    words: tuple[Word, ...]

    @property
    def key(self) -> tuple:
        return (self.kind, *(word.key for word in self.words))


def compare_text(before: str, after: str) -> list[Run]:
    """Return the runs of words from one plain text to the other."""
    return _runs(_words(before), _words(after), Allowance(_STEPS_AT_ONCE))


def compare_items(before: Iterable[str], after: Iterable[str]) -> list[Run]:
    """Return the runs of whole names (tags, bylines), each on a line of its own."""
    lists = [[Word(item, space="\n") for item in items] for items in (before, after)]
    return _runs(*lists, Allowance(_STEPS_AT_ONCE), least=0)


def compare_bodies(before: str, after: str) -> tuple[list[Passage], int]:
    """Return the passages from one cleaned rich text to the other, and how many more differ.

    Unchanged paragraphs are told by their number, but for one beside each change. At most
    MOST_SHOWN changed ones are returned; the others are counted.
    """
    lines = before.splitlines(), after.splitlines()  # `richtext.clean` writes one block a line
    allowance = Allowance(_STEPS)
    pairs = common(*lines, allowance.part(_STEPS_AT_ONCE)) or []
    gaps = [(gone[:MOST_SHOWN], new[:MOST_SHOWN], same) for gone, new, same in _gaps(*lines, pairs)]
    letters = sum(len(line) for gone, new, _same in gaps for line in (*gone, *new))
    passages = _passages(gaps, allowance, by_word=letters <= _LETTERS)
    shown, more = _limited(_with_few_unchanged(list(passages)))
    cut = sum(map(len, lines)) - 2 * len(pairs) - sum(len(g) + len(n) for g, n, _same in gaps)
    return shown, more + cut


# --- paragraphs ---------------------------------------------------------------------------------


def _passages(gaps: Iterable[tuple], allowance: Allowance, *, by_word: bool) -> Iterator[Passage]:
    """Yield every changed paragraph, and every unchanged line as it is stored, to be read later."""
    for gone, new, same in gaps:
        removed, added = (_units_of("\n".join(lines), by_word) for lines in (gone, new))
        keys = [[unit.key for unit in units] for units in (removed, added)]
        pairs = common(*keys, allowance.part(_STEPS_AT_ONCE)) or []
        for old_units, new_units, kept in _gaps(removed, added, pairs):
            yield from _replaced(old_units, new_units, allowance)
            if kept is not None:
                yield _whole(SAME, kept)
        if same is not None:
            yield Passage(SAME, stored=same)


def _replaced(removed: list[Unit], added: list[Unit], allowance: Allowance) -> Iterator[Passage]:
    """Yield what became of some paragraphs: each beside the one it turned into, if there is one."""
    start = 0
    for unit in removed:
        candidates = range(start, len(added))[:_AHEAD]
        place = next((n for n in candidates if _alike(unit, added[n])), None)
        if place is None:
            yield _whole(REMOVED, unit)
            continue
        yield from (_whole(ADDED, one) for one in added[start:place])
        now = added[place]
        runs = _runs(unit.words, now.words, allowance.part(_STEPS_AT_ONCE))
        yield Passage(CHANGED, now.kind, tuple(runs), unit.kind if unit.kind != now.kind else "")
        start = place + 1
    yield from (_whole(ADDED, one) for one in added[start:])


def _whole(change: str, unit: Unit) -> Passage:
    return Passage(change, unit.kind, (Run(change, _pieces(unit.words)),))


def _alike(one: Unit, other: Unit) -> bool:
    words = [Counter(word.text.lower() for word in unit.words) for unit in (one, other)]
    shared = (words[0] & words[1]).total()
    return 2 * shared >= _ALIKE * (words[0].total() + words[1].total())


def _limited(passages: Iterable[Passage]) -> tuple[list[Passage], int]:
    shown: list[Passage] = []
    changed = more = 0
    for passage in passages:
        differs = passage.change not in {SAME, SKIPPED}
        changed += differs
        if changed <= MOST_SHOWN:
            shown.append(passage)
        else:
            more += differs
    return shown, more


def _with_few_unchanged(passages: list[Passage]) -> Iterator[Passage]:
    """Yield every change with one unchanged passage on either side, and the rest by number."""
    stays = [True, *(passage.change == SAME for passage in passages), True]
    far = [
        all(stays[n : n + 3]) or len(passage.stored) > _LONG for n, passage in enumerate(passages)
    ]
    for is_far, group in groupby(zip(far, passages, strict=True), key=lambda pair: pair[0]):
        found = [passage for _far, passage in group]
        if is_far and (len(found) > 1 or len(found[0].stored) > _LONG):
            yield Passage(SKIPPED, count=len(found))
        else:
            yield from (one for passage in found for one in _read(passage))


def _read(passage: Passage) -> Iterable[Passage]:
    """Return a passage, or those that stand in a line which was not read before."""
    if not passage.stored:
        return [passage]
    return [_whole(SAME, unit) for unit in _units_of(passage.stored, by_word=False)]


def _units_of(html: str, by_word: bool) -> list[Unit]:
    """Return a rich text as the paragraphs, headings, items and rows that readers see."""
    if len(html) > _LETTERS:  # a list of a hundred thousand items is one line
        return [Unit(PARAGRAPH, (Word(" ".join(unescape(_TAG.sub(" ", html)).split())),))]
    words = _words if by_word else _one_word
    return [unit for block in read(html) for unit in _units(block, "", words)]


def _units(block: Block, inside: str, words: Callable) -> Iterator[Unit]:
    if isinstance(block, Line):
        own = block.kind != PARAGRAPH or not inside
        yield Unit(block.kind if own else inside, tuple(_line_words(block, words)))
    elif block.tag == "tr":
        yield Unit("tr", tuple(_row_words(block, words)))
    else:
        for child in block.children:
            yield from _units(child, _kind_of(block, inside), words)


def _kind_of(box: Box, inside: str) -> str:
    if box.tag in {"ul", "ol"}:
        return box.tag
    return box.style or (box.tag if box.tag in {"blockquote", "figure"} else inside)


def _row_words(row: Box, words: Callable) -> Iterator[Word]:
    for number, cell in enumerate(row.children):
        if number:
            yield Word("|", space=" ")
        for child in cell.children:
            for unit in _units(child, "", words):
                yield from unit.words
                yield Word("", space=" ")


def _line_words(line: Line, words: Callable) -> Iterator[Word]:
    for atom in line.atoms:
        if atom is BREAK:
            yield Word("", shape="break")
        elif isinstance(atom, Picture):
            yield Word(atom.alt, href=atom.source, shape="picture", space=" ")
        else:
            yield from words(atom.text, atom.marks, atom.href)


# --- words --------------------------------------------------------------------------------------


def _words(text: str, marks: tuple[str, ...] = (), href: str = "") -> list[Word]:
    lead = [Word("", marks, href, "", " ")] if text[:1].isspace() else []
    return lead + [Word(found[1], marks, href, "", found[2]) for found in _TOKEN.finditer(text)]


def _one_word(text: str, marks: tuple[str, ...] = (), href: str = "") -> list[Word]:
    """Return a text as one word: where there are too many to be compared one by one."""
    return [Word(text, marks, href)]


def _runs(
    before: Sequence[Word], after: Sequence[Word], allowance: Allowance, least: float = _ALIKE
) -> list[Run]:
    """Return the runs of words; texts with little in common are shown whole, one after another."""
    pairs = common([w.key for w in before], [w.key for w in after], allowance)
    if pairs is None or 2 * len(pairs) < least * (len(before) + len(after)):
        pairs = []
    found: list[tuple[str, Word]] = []
    for removed, added, same in _gaps(before, after, pairs):
        found += [(REMOVED, word) for word in removed] + [(ADDED, word) for word in added]
        if same is not None:
            found.append((SAME, same))
    return [
        Run(change, _pieces([word for _change, word in group]))
        for change, group in groupby(found, key=lambda pair: pair[0])
    ]


def _pieces(words: Iterable[Word]) -> list[Piece]:
    """Join neighbours that look the same; every break and picture stays by itself."""
    alone = count()
    groups = groupby(words, key=lambda w: (*w[1:4], next(alone) if w.shape else -1))
    return [
        Piece("".join(word.text + word.space for word in group), *look[:3])
        for look, group in groups
    ]


def _gaps(before: Sequence, after: Sequence, pairs: list[tuple[int, int]]) -> Iterator[tuple]:
    """Yield what was removed, what was added, and what stayed behind them (None at the end)."""
    i = j = 0
    for x, y in pairs:
        yield before[i:x], after[j:y], after[y]
        i, j = x + 1, y + 1
    yield before[i:], after[j:], None
