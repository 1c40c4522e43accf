"""Makes typed text fit to be stored: no character a database or a feed chokes on, none that lies.

Two tools, one for lines and one for paragraphs; rich text goes through `articles.richtext.clean`.
Units are characters (Unicode code points). Nothing here raises.
"""

import unicodedata

# Embeddings, overrides and isolates turn text around without a trace ("fdp.exe").
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_VISIBLE = frozenset("LNPS")


def one_line(text: str) -> str:
    """Return the text on one line: single spaces, composed letters, no control characters."""
    return " ".join(_without_controls(text, keep="\t\n\r\v\f\x1c\x1d\x1e\x1f\x85").split())


def paragraphs(text: str) -> str:
    """Return the text with its line breaks (as \\n) and without other control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip() for line in _without_controls(text, keep="\n\t").split("\n")]
    return "\n".join(lines).strip()


def is_blank(text: str) -> bool:
    """Say whether there is nothing to see: no letter, digit, sign or symbol."""
    return not any(unicodedata.category(ch)[0] in _VISIBLE for ch in text)


def _without_controls(text: str, *, keep: str) -> str:
    composed = unicodedata.normalize("NFC", text.translate(_BIDI))
    return "".join(ch for ch in composed if ch in keep or not _is_control(ch))


def _is_control(ch: str) -> bool:
    """Controls (Cc), halves of pairs (Cs), and code points that stand for nothing (U+FFFE …)."""
    if unicodedata.category(ch) in {"Cc", "Cs"}:
        return True
    return ord(ch) & 0xFFFE == 0xFFFE or "\ufdd0" <= ch <= "\ufdef"
