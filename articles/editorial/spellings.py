"""Words that are often written the old way, and numbers written the English way.

PURE. The words are those of which the dictionary of the language agency (KBBI) has only the other
spelling; where both are in use (Ramadhan, sholat) nothing is said.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.editorial.sentences import Finding, around

# What is written → what the dictionary has. Affixes are told apart below.
_WHOLE = {
    "nopember": "November", "pebruari": "Februari", "jum'at": "Jumat", "jumaat": "Jumat",
    "propinsi": "provinsi", "apotik": "apotek", "atlit": "atlet", "kwitansi": "kuitansi",
    "kwalitas": "kualitas", "kwantitas": "kuantitas", "sistim": "sistem", "tehnik": "teknik",
    "tehnologi": "teknologi", "tehnis": "teknis", "aktifitas": "aktivitas",
    "efektifitas": "efektivitas", "kreatifitas": "kreativitas",
    "produktifitas": "produktivitas", "sensitifitas": "sensitivitas", "praktek": "praktik",
    "resiko": "risiko", "beresiko": "berisiko", "jadual": "jadwal", "sekedar": "sekadar",
    "antri": "antre", "mengantri": "mengantre", "antrian": "antrean", "nasehat": "nasihat",
    "hakekat": "hakikat", "himbauan": "imbauan", "himbau": "imbau", "menghimbau": "mengimbau",
    "dihimbau": "diimbau", "merubah": "mengubah", "dirubah": "diubah", "obyek": "objek",
    "subyek": "subjek", "silahkan": "silakan", "lobang": "lubang", "milyar": "miliar",
    "trilyun": "triliun", "rapih": "rapi", "terlanjur": "telanjur",
    "azas": "asas", "ijasah": "ijazah",
    "ijin": "izin", "perijinan": "perizinan", "seijin": "seizin", "diijinkan": "diizinkan",
    "mengijinkan": "mengizinkan", "ijinkan": "izinkan", "berijin": "berizin",
}  # fmt: skip
_PARTICLES = ("nya", "lah", "kah", "pun", "ku", "mu")
_WORD = re.compile(r"[^\W\d_]+(?:['’‘`´][^\W\d_]+)*")
_GOES_ON = re.compile(r"[@/_]|\.[a-z0-9]")  # an address does, after a word
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´", "'"))

_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?(?![\d,]*\d)")
_MONEY = re.compile(
    r"\bRp\.?\s?\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?![\d,.]*\d)(?!\s*(?:ribu|juta|mil|tri))"
)
_COUNTED = re.compile(
    r"(?<![\w.,])[1-9]\d{0,2},\d{3}(?=\s+(?:orang|warga|jiwa|kali|unit|rumah|peserta|siswa|pelajar"
    r"|keluarga|kepala\s+keluarga|KK|pemilih|suara|pendaftar|penumpang|pengunjung|personel|paket"
    r"|rupiah|dosis|kasus)\b)"
)
_DECIMAL = re.compile(
    r"(?<![\w.,/])\d{1,3}\.\d{1,2}(?=\s?%|\s+(?:persen|juta|miliar|triliun|hektare?|kilometer"
    r"|derajat)\b)"
)


def old_spellings(sentence: str, field: str) -> Iterator[Finding]:
    """Yield the words that the dictionary writes differently; addresses on the net are left out."""
    for word in _WORD.finditer(sentence):
        right = _right_spelling(word[0])
        if right and not _in_address(sentence, word):
            explanation = _("The dictionary writes “%(right)s”.") % {"right": right}
            shown = around(sentence, *word.span())
            yield Finding("spelling", field, shown, word[0], explanation, right)


def english_numbers(sentence: str, field: str) -> Iterator[Finding]:
    """Yield numbers with a comma for thousands or a dot for decimals: 1,500,000 and 2.5 persen."""
    seen: set[int] = set()
    for pattern in (_MONEY, _GROUPED, _COUNTED, _DECIMAL):
        for number in pattern.finditer(sentence):
            if number.end() in seen:  # what is money is also grouped
                continue
            seen.add(number.end())
            right = number[0].translate(str.maketrans(",.", ".,"))
            if number[0].startswith("Rp"):
                right = "Rp" + right.removeprefix("Rp").lstrip(", ")
            explanation = _("Thousands are parted by a dot, decimals by a comma.")
            shown = around(sentence, *number.span())
            yield Finding("number", field, shown, number[0], explanation, right)


def _right_spelling(word: str) -> str:
    small = word.translate(_APOSTROPHES).lower()
    right = _WHOLE.get(small, "")
    if not right:
        stem = next((small.removesuffix(p) for p in _PARTICLES if small.endswith(p)), "")
        right = _WHOLE.get(stem, "") and _WHOLE[stem] + small[len(stem) :]
    if not right:
        return ""
    if word.isupper():
        return right.upper()
    return right[0].upper() + right[1:] if word[0].isupper() else right


def _in_address(sentence: str, word: re.Match) -> bool:
    """Say whether the word is part of an address, an account or a tag: those are written as is."""
    before = sentence[max(0, word.start() - 1) : word.start()]
    after = sentence[word.end() : word.end() + 2]
    return before in {"@", "#", "/", ".", "_"} or bool(_GOES_ON.match(after))
