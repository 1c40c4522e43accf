"""What somebody typed into a search box, as what is looked for.

PURE. There is no language to learn and none to attack: words, and phrases in quotation marks.
Whatever else is typed parts words and means nothing. All words must be found; little words ("yang",
"di") count only inside quotes, or when nothing else was typed.
"""

import unicodedata
from dataclasses import dataclass

from articles.stemming import plain_letters, words

MOST_LETTERS = 200  # of what was typed; the rest is cut
MOST_TERMS = 12
MOST_STEMS = 12  # in one phrase

_QUOTES = str.maketrans(dict.fromkeys("“”„«»″", '"'))
_LITTLE = frozenset(
    ["yang", "dan", "di", "ke", "dari", "untuk", "pada", "dengan", "dalam", "oleh", "akan", "itu",
     "ini", "atau", "juga", "para", "bagi", "tentang", "adalah", "serta", "agar", "si", "sang"]
)  # fmt: skip


@dataclass(frozen=True)
class Terms:
    """What is looked for: `each` holds the stems of a word or phrase that must stand together."""

    text: str  # as it is shown again in the box
    each: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]  # as they were typed, in small letters, for near misses

    def __bool__(self) -> bool:
        return bool(self.each)

    @property
    def needles(self) -> list[str]:
        """What stands in a stored line of stems, spaces around it, when a term is found."""
        return [f" {' '.join(term)} " for term in self.each]


def read(typed: str) -> Terms:
    """Return what is looked for; nothing where no word was typed. Never raises."""
    text = _shown(typed)
    found: dict[tuple[str, ...], bool] = {}  # term → whether it counts for itself
    written: list[str] = []
    parts = text.translate(_QUOTES).split('"')
    last_is_open = len(parts) % 2 == 0  # a quotation mark without its partner means nothing
    for number, part in enumerate(parts):
        quoted = number % 2 == 1 and not (last_is_open and number == len(parts) - 1)
        pieces = list(words(part))
        typed_here = [plain_letters(part[word.start : word.end]) for word in pieces]
        written += typed_here
        if quoted:
            phrase = tuple(stem for word in pieces for stem in word.stems)[:MOST_STEMS]
            found[phrase] = True
            continue
        for word, plain in zip(pieces, typed_here, strict=True):
            term = word.stems[:MOST_STEMS]
            found[term] = found.get(term, False) or plain not in _LITTLE
    found.pop((), None)
    weighty = [term for term, counts in found.items() if counts] or list(found)
    return Terms(text, tuple(weighty[:MOST_TERMS]), tuple(dict.fromkeys(written)))


def _shown(typed: str) -> str:
    """Return what was typed on one line, without what no page and no database can hold."""
    start = unicodedata.normalize("NFC", typed[: 4 * MOST_LETTERS])
    kept = "".join(
        ch if unicodedata.category(ch) not in {"Cc", "Cs", "Cn"} else " " for ch in start
    )
    return " ".join(kept.split())[:MOST_LETTERS].rstrip()
