"""Whom the line below a photo names: "Foto: Fajar CQA/Diskominfo" credits two."""

import re

NOBODY = frozenset({"ist", "istimewa", "dok", "dokumentasi", "dok. istimewa"})
_OPENING = re.compile(
    r"^\s*(?:foto|fotografer|photo|kredit|credit|dok)\s*(?:oleh|by)?\s*[:.]\s*", re.I
)
_BETWEEN = re.compile(r"\s*(?:[/,;|&()]|\bdan\b|\s[-–—]\s)\s*", re.I)


def key_of(name: str) -> str:
    """Return what two spellings of a name have in common."""
    return " ".join(name.casefold().split())


def credited(credit: str) -> list[str]:
    """Return the names in a credit, each once and in its order; "Ist." credits nobody."""
    names: dict[str, str] = {}
    for part in _BETWEEN.split(_OPENING.sub("", credit)):
        name = " ".join(part.split())
        key = key_of(name)
        if key and key.strip(".") not in NOBODY:
            names.setdefault(key, name)
    return list(names.values())
