"""The words of made-up stories with their stems: a paragraph is stemmed once, not once a story.

Words are as common or rare as searches need them. A story is put together from a store of
paragraphs, so that a million texts are made and indexed in minutes and still differ.
"""

import random
from dataclasses import dataclass

from articles.models.search_text import BREAK, OPENING
from articles.models.search_word import SearchWord
from articles.stemming import stems

COMMON, HALF, RARE = "warga", "pemerintah", "kecapi"  # in all, in every second, in one of RARELY
RARELY = 400
PHRASE = f"{COMMON} {HALF}"  # stands together in one story of twenty
SUMMARY = "Warga menyambutnya dengan syukuran di balai desa."
DATELINE = "CIKARANG UTARA"
PARAGRAPHS, LEADS = 500, 100
WORDS = 32  # of a paragraph
THINGS = ("Posyandu", "Jembatan", "Pasar", "Sekolah", "Puskesmas", "Irigasi", "Terminal")
PLACES = ("Sukatani", "Cibitung", "Tambun", "Setu", "Babelan", "Muaragembong", "Cabangbungin")
_STARTS = ("ba", "ce", "di", "ga", "ji", "ka", "lo", "ma", "ne", "pu", "ra", "si", "ta", "wu")
_MIDDLES = ("bak", "cor", "dal", "gem", "kir", "lum", "mat", "nas", "pon", "rit", "sul", "tar")
_ENDS = ("a", "i", "u", "ang", "ung", "ir", "ok", "us", "an", "em")
VOCABULARY = [f"{a}{b}{c}" for a in _STARTS for b in _MIDDLES for c in _ENDS]


@dataclass(frozen=True)
class Paragraph:
    """A piece of a body, and its stems in order."""

    html: str
    stems: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """All the words of one story, and what the table of search keeps of them."""

    title: str
    slug: str
    body: str
    headline: str
    opening: str
    stems: str


class Texts:
    """A store of paragraphs, and the stories made from it."""

    def __init__(self, seed: int):
        self._chance = random.Random(seed)
        self._weights = [1 / (n + 5) for n in range(len(VOCABULARY))]
        self._leads = [self._lead(n) for n in range(LEADS)]
        self._paragraphs = [self._paragraph([]) for _ in range(PARAGRAPHS)]
        self._rare = _of(f"Bunyi {RARE} terdengar sampai malam.")
        self._summary, self._dateline = stems(SUMMARY), stems(DATELINE)
        self._of_title = {word: stems(word) for word in (*THINGS, *PLACES, "dibuka", *VOCABULARY)}

    def story(self, number: int) -> Text:
        """Return the text of a story; every story of one number is like every other."""
        chance = self._chance
        words = (
            chance.choice(THINGS),
            chance.choice(PLACES),
            "dibuka",
            *chance.choices(VOCABULARY, k=2),
        )
        parts = [self._leads[number % LEADS], *chance.choices(self._paragraphs, k=5)]
        if number % RARELY == 17:
            parts.insert(2, self._rare)
        headline = [stem for word in words for stem in self._of_title[word]]
        body = [*self._dateline, *(stem for part in parts for stem in part.stems)]
        title = " ".join(words)
        return Text(
            title=title,
            slug=title.lower().replace(" ", "-"),
            body="\n".join(part.html for part in parts),
            headline=_line(headline),
            opening=_line([*self._summary, *body[:OPENING]]),
            stems=_line([*headline, BREAK, *self._summary, BREAK, *body, BREAK]),
        )

    def vocabulary(self) -> set[str]:
        """Return the words that near misses are looked for among."""
        written = {*VOCABULARY, *THINGS, *PLACES, *SUMMARY.split(), *DATELINE.split(), COMMON, HALF}
        written |= {"bunyi", RARE, "terdengar", "sampai", "malam", "dibuka", "desa", "kabupaten"}
        return {plain for word in written if (plain := SearchWord.plain(word.strip(".,")))}

    def _lead(self, number: int) -> Paragraph:
        there = PHRASE.split() if number % 20 == 3 else [COMMON]
        return self._paragraph([*there, *([HALF, "kabupaten"] if number % 2 else ["desa"])])

    def _paragraph(self, beginning: list[str]) -> Paragraph:
        rest = self._chance.choices(VOCABULARY, self._weights, k=WORDS - len(beginning))
        return _of(" ".join([*beginning, *rest]).capitalize() + ".")


def _of(sentence: str) -> Paragraph:
    return Paragraph(f"<p>{sentence}</p>", tuple(stems(sentence)))


def _line(found: list[str]) -> str:
    return f" {' '.join(found)} "
