"""Cuts HTML into tags and text, in one pass that never goes back, whatever it is given.

The standard parser needs quadratic time on hostile input; this one is not exact where browsers
repair mistakes in surprising ways, and need not be: nh3 reads its result again.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple


class Token(NamedTuple):
    """A piece of text (`name` is empty), or a tag; `data` is the text or the attributes."""

    name: str
    ends: bool
    data: str


# One tag, or the beginning of one that never ends. Possessive, so it never goes back.
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][^\s/<>="']*+)"""
    r"""(?P<attributes>(?:=\s*+(?:"[^"]*+"|'[^']*+')|[^<>=]++|=)*+)(?P<closed>>?)"""
)
_TAG_LIKE = re.compile(r"<(?=[a-zA-Z/!?])")
_ATTRIBUTE = re.compile(r"""([^\s/=>"'][^\s/=>]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]*+))?""")
# What stands between these tags is no text of the story.
_RAW = {"script", "style", "iframe", "noembed", "noframes", "textarea", "title", "xmp", "template"}
_END_OF_RAW = {name: re.compile(rf"</{name}(?=[\s/>])[^>]*+>?", re.IGNORECASE) for name in _RAW}

_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]"
)
_NEW_LINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")  # Word's line break is \x0b
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{7,}+);?")


def without_controls(text: str) -> str:
    """Return text without what nobody can see and XML cannot carry; tabs stay, new lines are \\n.

    Gone are control characters, lone surrogates, noncharacters, byte order marks, soft hyphens,
    zero-width spaces, and the marks that turn the direction of the text around them.
    """
    return _CONTROLS.sub("", _NEW_LINES.sub("\n", text))


def cut(source: str) -> Iterator[Token]:
    """Yield the tags and texts of `source` in order; comments and scripts are left out."""
    position = 0
    while tag_like := _TAG_LIKE.search(source, position):
        less = tag_like.start()
        if less > position:
            yield Token("", False, decoded(source[position:less]))
        tag = _TAG.match(source, less)
        if tag is None:
            position = _after_declaration(source, less)
            continue
        position = tag.end()
        name = tag["name"].lower()
        if not tag["closed"]:
            yield Token("", False, decoded(tag[0]))
        elif name in _RAW and not tag["end"]:
            end = _END_OF_RAW[name].search(source, position)
            position = end.end() if end else len(source)
        else:
            yield Token(name, bool(tag["end"]), tag["attributes"])
    if position < len(source):
        yield Token("", False, decoded(source[position:]))


def attributes(blob: str) -> dict[str, str]:
    """Return the attributes of a tag; the first of a name counts, as in a browser."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(blob):
        quoted = value[:1] in {'"', "'"} and len(value) > 1 and value[0] == value[-1]
        found.setdefault(name.lower(), decoded(value[1:-1] if quoted else value))
    return found


def decoded(text: str) -> str:
    """Return text with its character references resolved."""
    if "&" not in text:
        return text
    return without_controls(html.unescape(_HUGE_REFERENCE.sub("\ufffd", text)))


def _after_declaration(source: str, less: int) -> int:
    """Return where a comment, `<!…>`, `<?…>` or `</…>` ends."""
    closing = "-->" if source.startswith("<!--", less) else ">"
    end = source.find(closing, less + 2)
    return end + len(closing) if end >= 0 else len(source)
