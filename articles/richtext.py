"""The one sanitiser of rich text, and the editor's configuration that matches it.

Every save path calls `clean`. It works in two steps: `articles.markup` reads the text as
paragraphs, headings, lists, quotations, tables and pictures and writes them in one plain form; nh3
then checks that form against the allowlist below. The first makes it tidy, the second makes it
safe. Styles are gone, so that hidden links (display:none, white on white) stand where an editor
sees them; scripts, embeds, comments and foreign pictures are gone with all they hold.

PURE: settings.py imports it, so it knows neither settings nor models.
"""

from html import escape

import nh3

from articles.markup.addresses import EXTERNAL_REL, link, picture
from articles.markup.blocks import Block, Box, Line, Picture, write
from articles.markup.reading import read
from articles.markup.tokens import without_controls

TAGS = frozenset(
    "p br h2 h3 strong em sub sup a blockquote ul ol li table caption thead tbody tr th td"  # noqa: SIM905
    " figure figcaption img".split()
)
ATTRIBUTES = {
    "a": {"href", "rel"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
PULL_QUOTE = "pull-quote"


def _safe_attribute(tag: str, name: str, value: str) -> str | None:
    """Refuse an address that our rules would have written differently."""
    if name in {"href", "src"}:
        rule = link if name == "href" else picture
        return value if rule(value) == value else None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags={"script", "style"},
    attributes={**ATTRIBUTES, "a": {"href"}},
    tag_attribute_values={"a": {"rel": {EXTERNAL_REL}}},
    allowed_classes={"blockquote": {PULL_QUOTE}},
    attribute_filter=_safe_attribute,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def clean(html: str) -> str:
    """Return rich text as it may be stored: safe, tidy, and the same when cleaned again."""
    return _CLEANER.clean(write(read(html)))


def from_text(text: str) -> str:
    """Return plain text as rich text: blank lines part paragraphs, single ones break lines."""
    lines = (escape(line, quote=False) for line in without_controls(text).split("\n"))
    return clean("<br>".join(lines))


def plain(html: str) -> str:
    """Return rich text as it is read, without markup; paragraphs are parted by a blank line."""
    return "\n\n".join(filter(None, (_plain(block) for block in read(html))))


def is_empty(html: str) -> bool:
    """Say whether there is nothing to read and nothing to see."""
    return not any(_shows_something(block) for block in read(html))


def _plain(block: Block) -> str:
    if isinstance(block, Line):
        return block.text().strip()
    between = {"tr": " ", "blockquote": "\n\n", "td": " ", "th": " "}.get(block.tag, "\n")
    return between.join(filter(None, (_plain(child) for child in block.children)))


def _shows_something(block: Block) -> bool:
    if isinstance(block, Box):
        return any(_shows_something(child) for child in block.children)
    return any(isinstance(a, Picture) or getattr(a, "text", "").strip() for a in block.atoms)


# --- the editor ---------------------------------------------------------------------------------


def _rules(tags: frozenset[str]) -> str:
    """Return what CKEditor may keep, in the words of its filter (tag[attributes](classes))."""
    rules = []
    for tag in sorted(tags):
        attributes = ",".join(
            f"!{name}" if name in {"href", "src"} else name
            for name in sorted(ATTRIBUTES.get(tag, ()))
        )
        classes = f"({PULL_QUOTE})" if tag == "blockquote" else ""
        rules.append(f"{tag}[{attributes}]{classes}" if attributes else f"{tag}{classes}")
    return "; ".join(rules)


# CKEditor 4.22 is past its life. It gets the plugins named here and no others: no editing frame,
# no source view, no uploads, no embeds, nothing that asks another server. It writes into a plain
# div of the page (divarea), so that the page's policy holds for it.
EDITOR_CONFIG: dict = {
    "customConfig": "",
    "stylesSet": False,
    "versionCheck": False,
    "defaultLanguage": "id",
    "plugins": (
        "divarea,toolbar,basicstyles,blockquote,clipboard,enterkey,entities,floatingspace,"
        "htmlwriter,indentlist,link,list,pastefromgdocs,pastefromlibreoffice,pastefromword,"
        "pastetext,removeformat,table,undo"
    ),
    "allowedContent": _rules(TAGS),
    "pasteFilter": _rules(TAGS - {"img", "figure", "figcaption"}),
    "clipboard_handleImages": False,
    "toolbar": [
        ["Bold", "Italic"],
        ["BulletedList", "NumberedList", "Blockquote"],
        ["Link", "Unlink", "Table"],
        ["RemoveFormat", "Undo", "Redo"],
    ],
    "linkDefaultProtocol": "https://",
    "linkShowTargetTab": False,
    "linkShowAdvancedTab": False,
    "disableNativeSpellChecker": False,
    "entities": False,
    "entities_additional": "",
    "fillEmptyBlocks": False,
    "ignoreEmptyParagraph": True,
    "toolbarCanCollapse": False,
    "width": "100%",
    "height": 420,
}
