"""Parts Indonesian news into its sentences, past the dots that end none; and what is found in one.

A sentence ends at a dot, a question mark or an exclamation mark before a space and a capital. It
does not end after a title of office (Pj., Plt.), an honorific (H., Dr.), a degree (S.STP., M.Si.),
an initial or the number of a list, nor inside Rp1.500.000 or 19.00 WIB. PURE and linear: one pass
over the text, one look at the word before each mark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LONGEST = 240  # characters of a sentence that are shown around what was found in it

_END = re.compile(r"[.!?…]+[”’\"')\]]*(\s+)(?=[“‘\"'(\[]*[A-Z0-9])")

# What stands before a dot that ends nothing, in small letters.
_SHORT = frozenset(
    "pj pjs plt plh h hj kh hb tgk tb rd rr dr drs dra drg ir prof bpk sdr sdri tn ny yth st"  # noqa: SIM905
    " no jl jln gg kec kab kel ds dsn kav blok rt rw km psl tgl hal kol letkol mayjen brigjen"
    " letjen kompol akp ipda iptu akbp kombes irjen brigpol serda serma kapt".split()
)
_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.)+[A-Z][A-Za-z]{0,5}")
_INITIAL = re.compile(r"[A-Z]|[A-Z](?:\.[A-Z])+")
_LIST_NUMBER = re.compile(r"\d{1,2}|[a-z]")
_WORD_BEFORE = re.compile(r"[^\s(“\"'‘]*$")


@dataclass(frozen=True)
class Finding:
    """Something to look at in one sentence. It warns; nobody's text is rewritten."""

    kind: str
    field: str  # of the story
    sentence: str  # as readers see it
    words: str  # of the sentence, as they were found
    explanation: str
    suggestion: str = ""  # what to write instead, when that is certain

    @property
    def parts(self) -> tuple[str, str, str]:
        """The sentence as what stands before the words, the words, and what stands after."""
        return self.sentence.partition(self.words)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text in their order; the end of a line ends a sentence too."""
    for line in text.split("\n"):
        start = 0
        for end in _END.finditer(line):
            if _ends_nothing(line, start, end):
                continue
            yield line[start : end.start(1)].strip()
            start = end.end()
        if line[start:].strip():
            yield line[start:].strip()


def around(sentence: str, start: int, end: int) -> str:
    """Return the sentence, or of a very long one the part around what was found."""
    if len(sentence) <= _LONGEST:
        return sentence
    first = max(0, start - (_LONGEST - (end - start)) // 2)
    last = min(len(sentence), first + _LONGEST)
    opening = "" if first == 0 else "… "
    closing = "" if last == len(sentence) else " …"
    return opening + sentence[first:last].strip() + closing


def _ends_nothing(line: str, start: int, end: re.Match) -> bool:
    if end[0][0] != "." or end[0].startswith(".."):
        return False
    word = _WORD_BEFORE.search(line, max(start, end.start() - 24), end.start())[0]
    if word.lower() in _SHORT or _INITIAL.fullmatch(word) or _DEGREE.fullmatch(word):
        return True
    begins = line[start : end.start()].strip() == word
    return begins and bool(_LIST_NUMBER.fullmatch(word))
