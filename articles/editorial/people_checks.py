"""Finds what a story may tell about people who have a right not to be told about.

Children and victims of sexual crimes are not named, nor made known by their family, school or
address (Kode Etik Jurnalistik article 5); numbers of identity cards and private telephones are
nobody's business. These are guesses: they ask an editor to look, and he confirms. PURE and linear.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from django.utils.translation import gettext as _

from articles.editorial.sentences import Finding, around, sentences

_IDENTITY_NUMBER = re.compile(r"(?<![\d.,-])\d(?:[ .-]?\d){15}(?![\d]|[.,-]\d)")
_PHONE = re.compile(r"(?<![\d.,/-])(?:\+62|62|0)[ .-]?8[1-9]\d(?:[ .-]?\d){6,9}(?!\d)")
_HOTLINE = re.compile(
    r"\b(?:call ?cent(?:er|re)|hotline|layanan|pengaduan|nomor darurat|posko|humas|narahubung"
    r"|kontak resmi|pendaftaran|informasi lebih lanjut|aduan)\b",
    re.IGNORECASE,
)

_SEXUAL = (
    r"pencabulan|perkosaan|pemerkosaan|kekerasan\s+seksual|pelecehan(?:\s+seksual)?|persetubuhan"
    r"|rudapaksa|asusila|eksploitasi\s+seksual|perdagangan\s+(?:orang|anak)"
)
_CHILD = r"anak|siswa|siswi|pelajar|bocah|balita|remaja|santri|santriwati|bayi|gadis"
_AT_RISK = re.compile(
    # a child with his age in brackets: “anak (14)”, “siswi SMP berinisial R (15)”, “Andi (9 tahun)”
    r"\b(?:" + _CHILD + r")\b[^.()!?]{0,60}\((?:1[0-7]|[1-9])(?:\s*(?:tahun|th|thn))?\)"
    # somebody with initials only, and a child: “siswi berinisial”, “bocah inisial A”
    r"|\b(?:" + _CHILD + r")\b[^.()!?]{0,40}\b(?:ber)?inisial\b"
    # who suffered a sexual crime, in either order
    r"|\bkorban\b[^.!?]{0,40}\b(?:" + _SEXUAL + r")\b"
    r"|\b(?:" + _SEXUAL + r")\b[^.!?]{0,60}\b(?:korban|anak|siswi|bocah|remaja)\b"
    # children on either side of the law
    r"|\b(?:anak|pelajar|remaja|siswa)\b[^.!?]{0,40}\b(?:tersangka|pelaku|ditangkap|ditahan"
    r"|berhadapan\s+dengan\s+hukum)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:kata|ujar|tutur|ucap|ungkap|jelas|papar|tegas|terang|imbuh|tambah|sebut|lanjut|pungkas"
    r"|tandas|urai|tukas|cetus|harap|menurut|mengatakan|menyampaikan|menjelaskan|mengungkapkan"
    r"|menuturkan|menyebut(?:kan)?|menegaskan|memaparkan|menambahkan|menerangkan|mengaku|menyatakan"
    r"|melaporkan|mengimbau|mengajak|berharap|berpesan|menekankan)(?:nya)?\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\s(“\"])[A-Z][a-z]{2,}|\b(?:Bupati|Gubernur|Camat|Kepala|Ketua)\b")


def identity_numbers(texts: Mapping[str, str]) -> list[Finding]:
    """Return the numbers of sixteen digits, which an identity card or a family card has."""
    explanation = _("Sixteen digits look like the number of an identity card. Leave them out.")
    return list(_found(texts, _IDENTITY_NUMBER, "identity_number", explanation))


def phone_numbers(texts: Mapping[str, str]) -> list[Finding]:
    """Return numbers of mobile telephones, unless their sentence says that they are a service's."""
    explanation = _("This looks like somebody's own telephone. Has he agreed to be called?")
    found = _found(texts, _PHONE, "phone", explanation)
    return [finding for finding in found if not _HOTLINE.search(finding.sentence)]


def children_and_victims(texts: Mapping[str, str]) -> list[Finding]:
    """Return the sentences about a child or a victim who may have to stay unnamed."""
    explanation = _(
        "Is anybody's name, family, school or address told here who must not be made known?"
    )
    return list(_found(texts, _AT_RISK, "child_or_victim", explanation))


def names_a_source(texts: Mapping[str, str]) -> bool:
    """Say whether some sentence has somebody say something: a word of saying and a name."""
    return any(
        _SAID.search(sentence) and _NAME.search(sentence)
        for text in texts.values()
        for sentence in sentences(text)
    )


def fingerprint(findings: Iterable[Finding]) -> str:
    """Return what a confirmation of these findings is tied to: other sentences, another print."""
    told = sorted({" ".join([f.kind, f.field, *f.sentence.split()]) for f in findings})
    return sha256("\n".join(told).encode()).hexdigest() if told else ""


def _found(
    texts: Mapping[str, str], pattern: re.Pattern, kind: str, explanation: str
) -> Iterator[Finding]:
    """Yield one finding for each sentence of the texts in which the pattern stands."""
    for field, text in texts.items():
        for sentence in sentences(text):
            if found := pattern.search(sentence):
                shown = around(sentence, *found.span())
                yield Finding(kind, field, shown, found[0], explanation)
