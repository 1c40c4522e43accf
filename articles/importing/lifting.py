"""Lifts out of a body what has a field of its own: the names below it and the place before it.

PURE. The last lines `Reporter : …`, `Editor : …`, a
signature such as `(Wan/Humas)`, and a place before a dash. What is lifted leaves the body; the
importer keeps the original.
"""

import re
from dataclasses import dataclass

from articles.markup.blocks import BREAK, Atom, Block, Line, Text, tidy_line, write
from articles.markup.reading import read

MOST_LINES = 6
LONGEST_LINE = 300
LONGEST_DATELINE = 60

_ROLES = {
    "reporter": "reporter",
    "peliput": "reporter",
    "pewarta": "reporter",
    "penulis": "writer",
    "editor": "editor",
    "redaktur": "editor",
    "fotografer": "photographer",
    "foto": "photographer",
    "kontributor": "contributor",
}
_ROLE = rf"(?:{'|'.join(_ROLES)})"
_NEXT_ROLE = re.compile(rf"[\s|/,;&]*(?=\b{_ROLE}\s*:)", re.IGNORECASE)
_ROLE_AND_NAMES = re.compile(rf"({_ROLE})\s*:\s*([^:]{{2,120}})", re.IGNORECASE)
_SIGNATURE = re.compile(r"\s*\(([A-Za-z.]{2,12})/Humas\)\.?\s*\Z", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:;|/|&|\bdan\b)\s*|,\s+(?=[A-Z][a-z]+(?:\s|,|$))")
_FULL_STOP = re.compile(r"(?<![^ ])([^ .]+)\.\Z")  # "Ismail." ends a sentence, "M.Si." is a degree
# No photographer: "Ist." and an office say where a photo came from.
_CREDIT_ONLY = re.compile(
    r"(?:ist\b|istimewa|dok\b|doc\b|diskominfo|humas|prokopim)", re.IGNORECASE
)
_CREDIT_AT_END = re.compile(r"\s*\(?\bfoto\s*:\s*([^():]{2,100}?)\)?\s*\Z", re.IGNORECASE)

_WORD = r"[A-Z][A-Za-z.'’]*"
_PLACE = rf"{_WORD}(?: {_WORD}){{0,3}}(?:, {_WORD}(?: {_WORD}){{0,3}})?"
_DASH = r"(?:\s+[-–—]\s*|[-–—]\s+|(?<=[A-Z]{4})[-–—])"
_COLON_AFTER = r"(?:(?<=[A-Z]{4})|(?<=Jakarta)|(?<=Bandung)|(?<=Bekasi)|(?<=Cikarang))\s?:\s+"
_DATELINE = re.compile(rf"({_PLACE})(?:{_DASH}|{_COLON_AFTER})(?=[\"'“‘(]*[A-Z0-9])")
_NO_PLACE = re.compile(
    r"(?:Pj|Plt|Plh|Wakil|Wabup|Bupati|Gubernur|Presiden|Menteri|Sekda|Camat|Kepala|Ketua|Tim|Pem\w+"
    r"|Dinas|Badan|Program|Kegiatan|Acara|Catatan|Tema|Foto|Oleh|Reporter|Editor|Penulis|Ralat"
    r"|Perhatian|Pengumuman|Jadwal|Info\w*|Update|Breaking|Video|Judul|Undang|Hari)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Lifted:
    """A body without what was lifted, and what that was; `bylines` is (role, name) in order."""

    body: str
    dateline: str = ""
    bylines: tuple[tuple[str, str], ...] = ()
    photo_credit: str = ""


def lift(html: str) -> Lifted:
    """Return a body (rich text) without its trailing bylines and leading dateline."""
    blocks = read(html)
    bylines, credit = _lift_bylines(blocks)
    dateline = _lift_dateline(blocks)
    return Lifted(write(blocks), dateline, bylines, credit)


def split_credit(caption: str) -> tuple[str, str]:
    """Return a caption and the credit at its end: "…, Selasa. Foto : Ist." gives "Ist."."""
    match = _CREDIT_AT_END.search(caption)
    if match is None:
        return caption, ""
    return caption[: match.start()].rstrip(" ("), match[1].strip()


# --- names ------------------------------------------------------------------------------------


def _lift_bylines(blocks: list[Block]) -> tuple[tuple[tuple[str, str], ...], str]:
    """Take the trailing lines that name people off the blocks; return the names and a credit."""
    found: list[list[tuple[str, str]]] = []
    for _ in range(MOST_LINES):
        line = _last_line(blocks)
        pairs = _names_in(line)
        if not pairs:
            break
        found.insert(0, pairs)
        _drop_last_line(blocks)
    line = _last_line(blocks)
    signature = _SIGNATURE.search(line, max(0, len(line) - LONGEST_LINE))
    if signature:
        found.insert(0, [("reporter", signature[1])])
        _cut_last_line(blocks, at=signature.start())
    pairs = [pair for line in found for pair in line]
    credits = [name for role, name in pairs if role == "photographer" and _CREDIT_ONLY.match(name)]
    people = [(r, n) for r, n in pairs if not (r == "photographer" and n in credits)]
    return tuple(dict.fromkeys(people)), next(iter(credits), "")


def _names_in(line: str) -> list[tuple[str, str]]:
    """Return the (role, name) pairs a line consists of; nothing when it says anything else."""
    if len(line) > LONGEST_LINE:
        return []
    pairs: list[tuple[str, str]] = []
    pieces = _NEXT_ROLE.split(line.strip("() "))
    for piece in filter(None, (part.strip() for part in pieces)):
        match = _ROLE_AND_NAMES.fullmatch(piece)
        if match is None:
            return []
        role = _ROLES[match[1].lower()]
        names = [match[2].strip(" .,;|")] if role == "photographer" else _each_name(match[2])
        if not all(_may_be_a_name(name) for name in names):
            return []
        pairs += [(role, name) for name in names]
    return pairs


def _each_name(names: str) -> list[str]:
    parts = (name.strip(" ,;|-") for name in _BETWEEN_NAMES.split(names))
    return [_FULL_STOP.sub(r"\1", " ".join(name.split())) for name in parts if name]


def _may_be_a_name(name: str) -> bool:
    return len(name) <= 60 and len(name.split()) <= 7 and name[:1].isalpha()


# --- the last line of the last paragraph --------------------------------------------------------


def _last_line(blocks: list[Block]) -> str:
    if not blocks or not isinstance(blocks[-1], Line):
        return ""
    return blocks[-1].text().rpartition("\n")[2]


def _drop_last_line(blocks: list[Block]) -> None:
    atoms = blocks[-1].atoms
    while atoms and atoms.pop() is not BREAK:
        pass
    if not atoms:
        blocks.pop()


def _cut_last_line(blocks: list[Block], *, at: int) -> None:
    before = blocks[-1].text()
    keep = len(before) - len(_last_line(blocks)) + at
    _replace(blocks, -1, _first(blocks[-1].atoms, keep))


def _first(atoms: list[Atom], count: int) -> list[Atom]:
    """Return the atoms that make up the first `count` characters of a line."""
    kept: list[Atom] = []
    for atom in atoms:
        length = 1 if atom is BREAK else len(getattr(atom, "text", ""))
        if isinstance(atom, Text) and length > count:
            atom = Text(atom.text[:count], atom.marks, atom.href)
        if count > 0 or length == 0:
            kept.append(atom)
        count -= length
    return kept


def _after(atoms: list[Atom], count: int) -> list[Atom]:
    """Return the atoms of a line without its first `count` characters."""
    kept: list[Atom] = []
    for atom in atoms:
        length = 1 if atom is BREAK else len(getattr(atom, "text", ""))
        if isinstance(atom, Text) and 0 < count < length:
            kept.append(Text(atom.text[count:], atom.marks, atom.href))
        elif count <= 0 or length == 0:
            kept.append(atom)
        count = max(0, count - length)
    return kept


def _replace(blocks: list[Block], index: int, atoms: list[Atom]) -> None:
    """Put a line's new atoms in its place, or take the line away when they show nothing."""
    tidied = tidy_line(atoms, divide=False)
    if tidied:
        blocks[index] = Line(blocks[index].kind, tidied[0])
    else:
        del blocks[index]


# --- the place ----------------------------------------------------------------------------------


def _lift_dateline(blocks: list[Block]) -> str:
    first = blocks[0] if blocks else None
    if not isinstance(first, Line) or first.kind != "p":
        return ""
    match = _DATELINE.match(first.text()[:LONGEST_LINE])
    if match is None or len(match[1]) > LONGEST_DATELINE or _NO_PLACE.match(match[1]):
        return ""
    _replace(blocks, 0, _after(first.atoms, match.end()))
    return match[1]
