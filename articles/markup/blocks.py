"""The blocks a story is made of, made tidy, and written as HTML in exactly one way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from articles.markup import addresses

MARKS = ("strong", "em", "sub", "sup")  # nested in this order, outermost first


class Text(NamedTuple):
    """Words with their marks and the link they stand in."""

    text: str
    marks: tuple[str, ...] = ()
    href: str = ""


class Picture(NamedTuple):
    """A picture of this site."""

    source: str
    alt: str = ""
    width: int = 0
    height: int = 0


class Break(NamedTuple):
    """A new line within a paragraph."""


BREAK = Break()
Atom = Text | Picture | Break


@dataclass(slots=True)
class Line:
    """A paragraph, heading or caption: p, h2, h3, figcaption or caption."""

    kind: str
    atoms: list[Atom]

    def text(self) -> str:
        """Return its words; a break is a newline."""
        return "".join("\n" if a is BREAK else getattr(a, "text", "") for a in self.atoms)


@dataclass(slots=True)
class Box:
    """What holds blocks: blockquote, ul, ol, li, table, tr, td, th, figure."""

    tag: str
    children: list["Block"] = field(default_factory=list)
    style: str = ""  # of a blockquote: "pull-quote"
    in_head: bool = False  # of a row
    spans: tuple[int, int] = (0, 0)  # of a cell: columns, rows


Block = Line | Box

_SPACES = re.compile(r"[ \t\r\n\xa0]+")


# --- lines ------------------------------------------------------------------------------------


def tidy_line(atoms: Iterable[Atom], *, divide: bool) -> list[list[Atom]]:
    """Return the paragraphs in a run of atoms, without empty ones and needless spaces.

    Two or more breaks part paragraphs when `divide` is true, and are one break when not.
    """
    atoms = list(atoms)
    if len(atoms) == 1 and isinstance(atoms[0], Text):
        words = " ".join(atoms[0].text.split())
        return [[Text(words, atoms[0].marks, atoms[0].href)]] if words else []
    paragraphs: list[list[Atom]] = [[]]
    for atom in _single_spaces(atoms):
        if atom is not BREAK:
            paragraphs[-1].append(atom)
        elif paragraphs[-1] and paragraphs[-1][-1] is BREAK:
            if divide:
                paragraphs[-1].pop()
                paragraphs.append([])
        elif paragraphs[-1]:
            paragraphs[-1].append(BREAK)
    return [merged for one in paragraphs if (merged := _merged(one))]


def _single_spaces(atoms: Iterable[Atom]) -> list[Atom]:
    """Fold white space, also across atoms, and take it from both ends of every line.

    No-break spaces are folded with it: pasted text is full of them, and they stop a phone from
    breaking its lines.
    """
    tidy: list[Atom] = []
    after_space = True
    for atom in [*_joined(atoms), BREAK]:
        if isinstance(atom, Text):
            words = _SPACES.sub(" ", atom.text)
            words = words.lstrip(" ") if after_space else words
            if not words:
                continue
            atom = Text(words, atom.marks, atom.href)
            after_space = words.endswith(" ")
        elif atom is BREAK:
            _trim_end(tidy)
            after_space = True
        else:
            after_space = False
        tidy.append(atom)
    return tidy[:-1]


def _trim_end(atoms: list[Atom]) -> None:
    while atoms and isinstance(atoms[-1], Text):
        last = atoms.pop()
        if words := last.text.rstrip(" "):
            atoms.append(Text(words, last.marks, last.href))
            return


def _joined(atoms: Iterable[Atom]) -> list[Atom]:
    """Join neighbours that look the same, so that one text has one form."""
    parts: list[tuple[Atom, list[str]]] = []
    for atom in atoms:
        same = parts and isinstance(atom, Text) and isinstance(parts[-1][0], Text)
        if same and (parts[-1][0].marks, parts[-1][0].href) == (atom.marks, atom.href):
            parts[-1][1].append(atom.text)
        else:
            parts.append((atom, [atom.text] if isinstance(atom, Text) else []))
    return [Text("".join(t), a.marks, a.href) if isinstance(a, Text) else a for a, t in parts]


def _merged(atoms: list[Atom]) -> list[Atom]:
    while atoms and atoms[-1] is BREAK:
        atoms.pop()
    return _joined(_bare(atoms))


def _bare(atoms: list[Atom]) -> list[Atom]:
    """Take marks from lone spaces, and links from those that stand between no linked words."""
    links = ["", *(getattr(atom, "href", "") for atom in atoms), ""]
    return [
        Text(a.text, (), a.href if links[n] == links[n + 2] == a.href else "")
        if isinstance(a, Text) and not a.text.strip(" ")
        else a
        for n, a in enumerate(atoms)
    ]


# --- boxes ------------------------------------------------------------------------------------


def tidy(box: Box) -> list[Block]:
    """Return what is in a box without empty boxes and boxes that hold nothing of their kind."""
    blocks: list[Block] = []
    for child in box.children:
        if isinstance(child, Line):
            blocks.append(child)
            continue
        child.children = tidy(child)
        blocks.extend(_kept(child))
    return blocks


def _kept(box: Box) -> list[Block]:
    if box.tag in {"td", "th"}:
        return [box]  # an empty cell holds its column
    if box.tag == "tr":
        return [box] if any(cell.children for cell in box.children) else []
    if box.tag == "table":
        return _kept_table(box)
    if box.tag == "figure":
        return _kept_figure(box)
    return [box] if box.children else []


def _kept_table(table: Box) -> list[Block]:
    """Unwrap a table of one cell: it was somebody's layout."""
    captions = [one for one in table.children if isinstance(one, Line)]
    rows = [one for one in table.children if isinstance(one, Box)]
    cells = [cell for row in rows for cell in row.children]
    if len(cells) > 1:
        table.children = [*captions[:1], *rows]
        return [*_as_paragraphs(captions[1:]), table]
    return _as_paragraphs([*captions, *(block for cell in cells for block in cell.children)])


def _kept_figure(figure: Box) -> list[Block]:
    """Keep a figure that shows a picture; without one its caption is a paragraph."""
    lines = [one for one in figure.children if isinstance(one, Line)]
    captions = [one for one in lines if one.kind == "figcaption"]
    shown = [one for one in lines if one.kind != "figcaption"]
    atoms = [atom for one in shown for atom in one.atoms]
    if lines != figure.children or not atoms or any(isinstance(a, Text) for a in atoms):
        return _as_paragraphs(figure.children)
    pictures = Line("p", [atom for atom in atoms if atom is not BREAK])
    figure.children = [pictures, *captions[:1]]
    return [figure, *_as_paragraphs(captions[1:])]


def _as_paragraphs(blocks: Iterable[Block]) -> list[Block]:
    return [Line("p", b.atoms) if isinstance(b, Line) else b for b in blocks]


# --- writing ----------------------------------------------------------------------------------


def write(blocks: Iterable[Block]) -> str:
    """Return blocks as HTML, one block a line."""
    return "\n".join(_written(block) for block in blocks)


def _written(block: Block) -> str:
    if isinstance(block, Line):
        return f"<{block.kind}>{_inline(block.atoms)}</{block.kind}>"
    if block.tag == "table":
        return _table(block)
    return f"<{block.tag}{_box_attributes(block)}>{_inside(block)}</{block.tag}>"


def _inside(box: Box) -> str:
    lines = sum(isinstance(child, Line) for child in box.children)
    bare = box.tag in {"li", "td", "th"} and lines == 1
    return "".join(
        _inline(child.atoms)
        if isinstance(child, Line) and (bare or (box.tag == "figure" and child.kind == "p"))
        else _written(child)
        for child in box.children
    )


def _table(table: Box) -> str:
    captions = [one for one in table.children if isinstance(one, Line)]
    rows = [one for one in table.children if isinstance(one, Box)]
    head = "".join(_written(row) for row in rows if row.in_head)
    body = "".join(_written(row) for row in rows if not row.in_head)
    head = f"<thead>{head}</thead>" if head else ""
    body = f"<tbody>{body}</tbody>" if body else ""
    return f"<table>{''.join(map(_written, captions))}{head}{body}</table>"


def _box_attributes(box: Box) -> str:
    columns, rows = box.spans
    return (
        (f' class="{box.style}"' if box.style else "")
        + (f' colspan="{columns}"' if columns > 1 else "")
        + (f' rowspan="{rows}"' if rows > 1 else "")
    )


def _inline(atoms: Iterable[Atom]) -> str:
    parts: list[str] = []
    open_tags: list[str] = []
    for atom in [*atoms, BREAK]:
        wanted = _tags_around(atom)
        shared = 0
        while shared < min(len(wanted), len(open_tags)) and wanted[shared] == open_tags[shared]:
            shared += 1
        parts += [f"</{tag.split()[0]}>" for tag in reversed(open_tags[shared:])]
        parts += [f"<{tag}>" for tag in wanted[shared:]]
        open_tags = wanted
        parts.append(_atom(atom))
    return "".join(parts[:-1])


def _tags_around(atom: Atom) -> list[str]:
    if not isinstance(atom, Text):
        return []
    if not atom.href:
        return list(atom.marks)
    rel = f' rel="{addresses.EXTERNAL_REL}"' if addresses.is_external(atom.href) else ""
    return [f'a href="{escape(atom.href)}"{rel}', *atom.marks]


def _atom(atom: Atom) -> str:
    if isinstance(atom, Text):
        return escape(atom.text, quote=False)
    if isinstance(atom, Picture):
        size = f' width="{atom.width}" height="{atom.height}"' if atom.width and atom.height else ""
        return f'<img src="{atom.source}" alt="{escape(atom.alt)}"{size}>'
    return "<br>"
