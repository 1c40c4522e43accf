"""Walks a site as a search engine does: every address a page leads to, each of them once."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from tests.running_site import RunningSite

ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
DESK = "/admin/"


@dataclass
class Found:
    """What one page says of itself, and where it leads."""

    title: str = ""
    language: str = ""
    text: str = ""
    headings: int = 0  # of the first rank
    meta: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    pages: list[str] = field(default_factory=list)  # href of links, action of forms
    files: list[str] = field(default_factory=list)  # pictures, styles, scripts, feeds
    pictures_without_alt: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads a page into what was found."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Found()
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attributes: list) -> None:
        given = {name: value or "" for name, value in attributes}
        found = self.found
        if tag not in {"meta", "link", "img", "br", "input", "hr", "source", "wbr"}:
            self._inside.append(tag)
        if tag == "html":
            found.language = given.get("lang", "")
        elif tag == "h1":
            found.headings += 1
        elif tag == "meta":
            found.meta[given.get("name") or given.get("property", "")] = given.get("content", "")
        elif tag == "link":
            self._link(given)
        elif tag == "a" and "href" in given:
            found.pages.append(given["href"])
        elif tag == "form":
            found.pages.append(given.get("action", ""))
        else:
            self._file(tag, given)

    def _link(self, given: dict) -> None:
        if given.get("rel") == "canonical":
            self.found.canonical = given["href"]
        else:
            self.found.files.append(given["href"])

    def _file(self, tag: str, given: dict) -> None:
        found = self.found
        if "src" in given:
            found.files.append(given["src"])
        found.files += [part.split()[0] for part in given.get("srcset", "").split(",") if part]
        if tag == "img" and "alt" not in given:
            found.pictures_without_alt.append(given.get("src", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "title" in self._inside and "svg" not in self._inside:
            self.found.title += data
        elif not {"script", "style", "svg"} & set(self._inside):
            self.found.text += data


@dataclass
class Walk:
    """The answers of a whole site: each page read, each status with who leads there."""

    pages: dict[str, Found] = field(default_factory=dict)
    statuses: dict[str, tuple[int, str]] = field(default_factory=dict)  # address → (status, from)


def walk(site: RunningSite, start: str = "/") -> Walk:
    """Return what is reached from an address of the site, the desk and other sites left out."""
    done, waiting = Walk(), [(start, "")]
    while waiting:
        address, origin = waiting.pop()
        if address in done.statuses:
            continue
        answer = site.get(address, User_Agent=ROBOT)
        done.statuses[address] = (answer.status, origin)
        led = [answer.headers["Location"]] if answer.headers["Location"] else []
        if answer.headers.get_content_type() == "text/html" and answer.status == 200:
            reader = Reader()
            reader.feed(answer.text)
            done.pages[address] = reader.found
            led += [*reader.found.pages, *reader.found.files]
        waiting += [(path, address) for path in _ours(site, address, led)]
    return done


def _ours(site: RunningSite, page: str, led: list[str]) -> list[str]:
    """Return the addresses of this site among those a page leads to, as they are asked for."""
    paths = []
    for target in led:
        whole = urldefrag(urljoin(site.address + page, target)).url
        parts = urlsplit(whole)
        if whole.startswith(f"{site.address}/") and not parts.path.startswith(DESK):
            paths.append(whole.removeprefix(site.address))
    return paths
