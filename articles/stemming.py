"""The words of a text as search knows them: every form of a word is one stem.

PURE. "meresmikan", "peresmian" and "Diresmikan" are all "resmi" (Sastrawi's rules and word list).
A word becomes one or more stems of plain letters or digits, so that every database parts a text of
stems in the same way, at its spaces and nowhere else:

- case and accents are nothing ("Élan" is "elan"), nor is an apostrophe ("Jum'at" is "jumat");
- a number's thousands belong together ("1.500.000" is "1500000"), letters and digits do not:
  "Covid-19", "covid19" and "COVID 19" are the same two stems;
- a word said twice is one ("anak-anak", "berlari-larian"); of other words joined by a hyphen each
  counts, but not an ending or beginning set apart ("KTP-nya", "di-PHK-kan");
- letters of other scripts are written by their numbers.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

LONGEST_WORD = 40  # letters; what is longer is cut, in texts and in questions alike
REMEMBERED = 50_000  # written words whose stems are kept in memory: about 10 MB

# Names and words that Sastrawi's list lacks and its rules would cut: Bekasi is not "bekas".
_WHOLE = (
    "bekasi", "kebalen", "pebayuran", "telajung", "bali", "karian", "serasan", "berbak", "balkan",
    "persia", "hadi", "helmi", "pemilu", "kadis", "minister",
)  # fmt: skip
# Where the rules find another root, or none.
_FIXED = {
    "bertani": "tani",
    "kesiapan": "siap",
    "pemerataan": "rata",
    "keretakan": "retak",
    "temani": "teman",
    "menemani": "teman",
    "ditemani": "teman",
}
_BEGINNINGS = frozenset("di ke se ber me mem men meng ter pe per pen pem peng".split())  # noqa: SIM905
_ENDINGS = frozenset("nya ku mu kan an i lah kah tah pun".split())  # noqa: SIM905

_APOSTROPHES = "'’ʼ‘`"
_PART = rf"[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*"
_THOUSANDS = r"[^\W\d_]*[0-9]{1,3}(?:\.[0-9]{3})+(?!\.?[0-9])"  # Rp1.500.000 as well
_WORD = re.compile(rf"(?<![^\W_]){_THOUSANDS}|{_PART}(?:[-‐‑]{_PART})*")
_HYPHEN = re.compile("[-‐‑]")
_RUN = re.compile(r"[a-z]+|[0-9]+|[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, and the stems it is found by."""

    start: int
    end: int
    stems: tuple[str, ...]


def words(text: str) -> Iterator[Word]:
    """Give the words of a text in order; a text with composed letters (NFC) is expected."""
    for match in _WORD.finditer(text):
        if stems := stems_of(match[0]):
            yield Word(match.start(), match.end(), stems)


def stems(text: str) -> list[str]:
    """Return the stems of a text in order."""
    return [stem for word in written_words(text) for stem in stems_of(word)]


def written_words(text: str) -> list[str]:
    """Return the words of a text as they are written."""
    return _WORD.findall(text)


def stems_of(word: str) -> tuple[str, ...]:
    """Return the stems of one written word: none, one, or several in order."""
    return _stems_of(word[: 4 * LONGEST_WORD])


def plain_letters(word: str) -> str:
    """Return a word in lower case, without accents and apostrophes."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(ch for ch in folded if ch.isalnum() or ch in "-‐‑.")


@lru_cache(maxsize=REMEMBERED)
def _stems_of(word: str) -> tuple[str, ...]:
    parts = [part for part in _HYPHEN.split(plain_letters(word).replace(".", "")) if part]
    parts = _without_affixes(parts)
    if len(parts) > 1 and (once := _said_twice(parts)):
        return (once,)
    return tuple(stem for part in parts for run in _RUN.findall(part) for stem in _stem(run))


def _without_affixes(parts: list[str]) -> list[str]:
    while len(parts) > 1 and parts[-1] in _ENDINGS:
        parts = parts[:-1]
    while len(parts) > 1 and parts[0] in _BEGINNINGS:
        parts = parts[1:]
    return parts


def _said_twice(parts: list[str]) -> str:
    """Return the stem of "anak-anak" and of "berbalas-balasan"; nothing for two words."""
    if len(parts) != 2 or not all(part.isascii() and part.isalpha() for part in parts):
        return ""
    first, second = (_root(part[:LONGEST_WORD]) for part in parts)
    if first == second or first == _root("me" + parts[1][:LONGEST_WORD]):  # meniru-nirukan
        return first
    return ""


def _stem(run: str) -> list[str]:
    """Return the stem of letters or digits alone; of other scripts, a name made of numbers."""
    if run.isascii():
        run = run[:LONGEST_WORD]
        return [_root(run) if run.isalpha() else run]
    return ["".join(f"u{ord(ch):04x}" for ch in run if ch.isalnum())[:LONGEST_WORD]]


def _root(word: str) -> str:
    return _FIXED.get(word) or _stemmer().stem_singular_word(word)


@cache
def _stemmer() -> Stemmer:
    return Stemmer(ArrayDictionary([*StemmerFactory().get_words(), *_WHOLE]))
