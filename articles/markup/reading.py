"""Reads any HTML, however dirty, as the few blocks a story is made of.

This is not the guard against attacks (`richtext.clean` has nh3 for that): it turns pasted `div`s
into paragraphs and forgets every style. It takes time in proportion to the text and nests a few
levels at most, whatever is sent. What `blocks.write` writes, `read` reads as the same blocks.
"""

import re
from collections import Counter
from collections.abc import Sequence

from articles.markup import addresses
from articles.markup.blocks import (
    BREAK,
    MARKS,
    Atom,
    Block,
    Box,
    Line,
    Picture,
    Text,
    tidy,
    tidy_line,
)
from articles.markup.tokens import attributes, cut, without_controls

MAX_LIST_DEPTH = 5

_KINDS = {"p": "p", "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_BREAKING = set(
    "address article aside body button center dd details dialog div dl dt fieldset footer form"  # noqa: SIM905
    " head header hgroup hr html legend main menu nav option pre section summary".split()
)
_MARK_OF = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup"}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_CELLS = ("td", "th")
_LISTS = ("ul", "ol")


def read(source: str) -> list[Block]:
    """Return the blocks of a text, in order."""
    reader = _Reader()
    for name, ends, data in cut(without_controls(source)):
        if not name:
            reader.text(data)
        elif ends:
            reader.end(name)
        else:
            reader.start(name, data)
    reader.end_line()
    return tidy(reader.stack[0])


def _number(value: str, most: int) -> int:
    return int(value) if re.fullmatch(r"[0-9]{1,5}", value) and int(value) <= most else 0


class _Reader:
    """Builds blocks from tags. Marks are counted, not nested: no order of tags confuses it."""

    def __init__(self):
        self.stack = [Box("root")]
        self.line: list[Atom] = []
        self.kind = "p"  # of the line being read
        self.marks: Counter[str] = Counter()
        self.spans: dict[str, list[Sequence[str]]] = {}  # by tag: the marks each open one gave
        self.href = ""
        self.in_head = False
        self.inner_tables = 0
        self.preformatted = 0
        self.openers = {
            "blockquote": self._open_blockquote,
            "ul": lambda _: self._open_list("ul"),
            "ol": lambda _: self._open_list("ol"),
            "li": lambda _: self._open_item(),
            "figure": lambda _: self._open_figure(),
            "figcaption": lambda _: self.end_line("figcaption"),
            "img": self._picture,
            "a": self._open_link,
        }

    @property
    def top(self) -> Box:
        return self.stack[-1]

    def text(self, data: str) -> None:
        marks = tuple(mark for mark in MARKS if self.marks[mark]) if self.marks else ()
        for number, piece in enumerate(data.split("\n") if self.preformatted else [data]):
            self.line += [BREAK] * bool(number)
            self.line.append(Text(piece, marks, self.href))

    def start(self, name: str, blob: str) -> None:
        if name in _MARK_OF or name == "span":
            self._open_span(name, blob)
        elif name == "br":
            self.line.append(BREAK)
        elif name in _KINDS:
            self.end_line(_KINDS[name])
        elif name in _BREAKING:
            self.end_line(self.kind)
            self.preformatted += name == "pre"
        elif name in {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}:
            self._open_in_table(name, blob)
        elif name in self.openers:
            self.openers[name](attributes(blob))

    def end(self, name: str) -> None:
        if name in _MARK_OF or name == "span":
            self.marks -= Counter(self.spans[name].pop() if self.spans.get(name) else ())
        elif name == "a":
            self.href = ""
        elif name in _KINDS:
            self.end_line()
        elif name in _BREAKING:
            self.end_line(self.kind)
            self.preformatted -= name == "pre" and self.preformatted > 0
        elif name == "table" and self.inner_tables:
            self.inner_tables -= 1
            self.end_line()
        elif name in {"ul", "ol", "li", "blockquote", "figure", "figcaption"}:
            self.end_line()
            self._close(name)
        elif name in {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}:
            self.end_line()
            self.in_head = self.in_head and name not in {"thead", "table"}
            if not self.inner_tables:
                self._close(name, within=())

    # --- inside a line ------------------------------------------------------------------------

    def _open_span(self, name: str, blob: str) -> None:
        marks = [_MARK_OF[name]] if name in _MARK_OF else []
        if "style" in blob:
            style = attributes(blob).get("style", "")
            if name == "span":
                marks = ["strong"] * bool(_BOLD.search(style)) + ["em"] * bool(
                    _ITALIC.search(style)
                )
            elif marks == ["strong"] and _NOT_BOLD.search(style):
                marks = []  # Google Docs wraps everything it copies in such a b
        self.spans.setdefault(name, []).append(marks)
        self.marks.update(marks)

    def _open_link(self, found: dict[str, str]) -> None:
        self.href = addresses.link(found.get("href", ""))

    def _picture(self, found: dict[str, str]) -> None:
        source = addresses.picture(found.get("src", ""))
        if source:
            alt = " ".join(found.get("alt", "").split())[:300].strip()
            width, height = (_number(found.get(side, ""), 20000) for side in ("width", "height"))
            self.line.append(Picture(source, alt, width, height))

    def end_line(self, next_kind: str = "p") -> None:
        """Put what was read since the last block where it belongs, as one or more lines."""
        content, self.line = self.line, []
        kind, self.kind = self.kind, next_kind
        for atoms in tidy_line(content, divide=kind == "p"):
            self._make_room(kind)
            self.top.children.append(Line(self._kind_here(kind), atoms))

    def _kind_here(self, kind: str) -> str:
        """Headings stand at the top only, captions where they caption something."""
        at_home = {"h2": "root", "h3": "root", "figcaption": "figure", "caption": "table"}
        return kind if at_home.get(kind) == self.top.tag else "p"

    def _make_room(self, kind: str = "p") -> None:
        """Open the item or cell that was forgotten."""
        if self.top.tag in _LISTS:
            self._push(Box("li"))
        elif self.top.tag == "tr" or (self.top.tag == "table" and kind != "caption"):
            self._open_cell("td", {})

    # --- boxes --------------------------------------------------------------------------------

    def _push(self, box: Box) -> None:
        self.top.children.append(box)
        self.stack.append(box)

    def _close(self, *tags: str, within: Sequence[str] = _CELLS) -> bool:
        """Close the nearest open box of these tags, unless it lies outside the present cell."""
        depth = self._depth_of(*tags, within=within)
        if depth:
            del self.stack[depth:]
        return bool(depth)

    def _depth_of(self, *tags: str, within: Sequence[str] = _CELLS) -> int:
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].tag in tags:
                return depth
            if self.stack[depth].tag in within:
                return 0
        return 0

    def _open_blockquote(self, found: dict[str, str]) -> None:
        self.end_line()
        self._close("figure")
        if len(self.stack) == 1:
            is_pull_quote = "pull-quote" in found.get("class", "").split()
            self._push(Box("blockquote", style="pull-quote" if is_pull_quote else ""))

    def _open_figure(self) -> None:
        self.end_line()
        self._close("figure")
        if len(self.stack) == 1:
            self._push(Box("figure"))

    def _open_list(self, tag: str) -> None:
        self.end_line()
        self._close("figure")
        if sum(box.tag in _LISTS for box in self.stack) >= MAX_LIST_DEPTH:
            return
        if self.top.tag in _LISTS and self.top.children:
            self.stack.append(self.top.children[-1])  # it belongs to the item before it
        else:
            self._make_room()
        self._push(Box(tag))

    def _open_item(self) -> None:
        self.end_line()
        depth = self._depth_of(*_LISTS)
        if depth:
            del self.stack[depth + 1 :]
            self._push(Box("li"))

    # --- tables -------------------------------------------------------------------------------

    def _open_in_table(self, name: str, blob: str) -> None:
        self.end_line()
        open_table = self._depth_of("table", within=())
        if name == "table":
            self._open_table(is_inner=bool(open_table))
        elif not open_table or self.inner_tables:
            return
        elif name in _CELLS:
            self._open_cell(name, attributes(blob))
        else:
            del self.stack[open_table + 1 :]
            if name == "tr":
                self._push(Box("tr", in_head=self.in_head))
            elif name == "caption":
                self.kind = "caption"
            else:
                self.in_head = name == "thead"

    def _open_table(self, *, is_inner: bool) -> None:
        self._close("figure")
        if is_inner:
            self.inner_tables += 1
        elif len(self.stack) == 1:
            self.in_head = False
            self._push(Box("table"))

    def _open_cell(self, name: str, found: dict[str, str]) -> None:
        row = self._depth_of("tr", within=())
        if row:
            del self.stack[row + 1 :]
        else:
            del self.stack[self._depth_of("table", within=()) + 1 :]
            self._push(Box("tr", in_head=self.in_head))
        spans = (_number(found.get("colspan", ""), 50), _number(found.get("rowspan", ""), 200))
        self._push(Box(name, spans=spans))
