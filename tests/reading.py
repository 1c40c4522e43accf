"""Pages as a reader meets them: text with white space folded, elements by role, name and class."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
INLINE = {"a", "b", "em", "i", "small", "span", "strong", "sub", "sup", "time"}
NEVER_READ = {"script", "style", "title"}


@dataclass
class Element:
    """One element; its children are elements and strings in the order of the page."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the element as they are read, white space folded."""
        return " ".join(self._words().split())

    def _words(self) -> str:
        if self.tag in NEVER_READ:
            return ""
        inside = "".join(c if isinstance(c, str) else c._words() for c in self.children)
        return inside if self.tag in INLINE else f" {inside} "

    def all(self, tag: str = "", *, name: str = "", **attributes: str) -> list["Element"]:
        """Return what lies inside with this tag, this text and these attributes, in order.

        `class_` asks for one class among several and `name_` for the attribute; an underscore
        stands for a hyphen; the value "" asks only that the attribute is there.
        """
        found = []
        for child in self.children:
            if isinstance(child, str):
                continue
            if child._is(tag, name, attributes):
                found.append(child)
            found += child.all(tag, name=name, **attributes)
        return found

    def one(self, tag: str = "", *, name: str = "", **attributes: str) -> "Element":
        """Return the only such element."""
        found = self.all(tag, name=name, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {name} {attributes}"
        return found[0]

    def section(self, heading: str) -> "Element":
        """Return the section whose heading this is."""
        headings = [h for level in "23" for h in self.all(f"h{level}") if h.text == heading]
        assert len(headings) == 1, f"{len(headings)} headings {heading!r}"
        label = headings[0].attributes["id"]
        return self.one("section", aria_labelledby=label)

    def links(self) -> list[str]:
        return [link.attributes["href"] for link in self.all("a")]

    def _is(self, tag: str, name: str, attributes: dict) -> bool:
        if (tag and self.tag != tag) or (name and self.text != name):
            return False
        return all(self._has(key, wanted) for key, wanted in attributes.items())

    def _has(self, key: str, wanted: str) -> bool:
        value = self.attributes.get(key.rstrip("_").replace("_", "-"))
        if value is None:
            return False
        return wanted in ("", value) or (key == "class_" and wanted in value.split())


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = [Element("page")]

    def handle_starttag(self, tag, attributes):
        element = Element(tag, {key: value or "" for key, value in attributes})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """Return the page of a piece of HTML; one that is not nested properly fails."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1, f"never closed: {builder.open[-1].tag}"
    return builder.open[0]


def page_of(response: HttpResponse, *, status: int = 200) -> Element:
    """Return the page of an answer that has this status."""
    assert response.status_code == status
    return parse(response.content.decode())


def meta(page: Element, name: str) -> str:
    """Return what the head says under a name or property; it says it once."""
    found = page.all("meta", name_=name) + page.all("meta", property=name)
    assert len(found) == 1, f"{len(found)} of {name}"
    return found[0].attributes["content"]


def assert_in_order(text: str, *parts: str) -> None:
    """Hold that a text contains these parts one after the other."""
    position = 0
    for part in parts:
        found = text.find(part, position)
        assert found >= 0, f"{part!r} is not after {text[max(0, position - 60) : position]!r}"
        position = found + len(part)
