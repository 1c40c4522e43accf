"""Attacks on rich text: none leaves anything that could run."""

from html import escape
from html.parser import HTMLParser

import pytest

from articles.markup.addresses import EXTERNAL_REL
from articles.richtext import ATTRIBUTES, TAGS, clean
from tests.attacks import LINKS, MARKUP

once = pytest.mark.once
ALLOWED_STARTS = ("https://", "http://", "/", "mailto:", "tel:")
AROUND = ("%s", "<p>a</p>%s<p>z</p>", "<ul><li>%s", "<table><tr><td>%s")


class Elements(HTMLParser):
    """Collects the elements of a text as a parser sees them, not as a pattern would."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict]] = []
        self.words: list[str] = []
        self.oddities: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        self.oddities.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def assert_harmless(html: str) -> None:
    seen = Elements(html)
    assert seen.oddities == []
    for tag, attributes in seen.found:
        assert tag in TAGS
        allowed = ATTRIBUTES.get(tag, set()) | ({"class"} if tag == "blockquote" else set())
        assert set(attributes) <= allowed
        assert attributes.get("class", "pull-quote") == "pull-quote"
        assert attributes.get("rel", EXTERNAL_REL) == EXTERNAL_REL
        assert attributes.get("src", "/media/").startswith("/media/")
        assert attributes.get("href", "https://").startswith(
            ("https://", "http://", "/", "mailto:", "tel:")
        )


@once
@pytest.mark.parametrize("attack", MARKUP)
def test_no_markup_gets_through(attack):
    for html in (
        attack,
        f"<p>a</p>{attack}<p>z</p>",
        f"<ul><li>{attack}",
        f"<table><tr><td>{attack}",
    ):
        cleaned = clean(html)
        assert_harmless(cleaned)
        assert clean(cleaned) == cleaned


@once
@pytest.mark.parametrize("address", LINKS)
def test_no_hostile_address_becomes_a_link_and_its_words_stay(address):
    assert clean(f'<a href="{escape(address)}">x</a>') == "<p>x</p>"
    assert_harmless(clean(f'<a href="{address}">x</a>'))  # an attribute it may break out of


@once
def test_an_address_shows_where_it_leads():
    html = '<a href="https://bekasi\u00adkab.go.id/\u202egnp.exe">x</a>'
    href = "https://bekasikab.go.id/gnp.exe"
    assert clean(html) == f'<p><a href="{href}" rel="{EXTERNAL_REL}">x</a></p>'


@once
@pytest.mark.parametrize("address", LINKS)
def test_no_hostile_address_becomes_a_picture(address):
    assert clean(f'<img src="{escape(address)}">') == ""


@once
def test_the_words_of_a_script_are_not_left_behind():
    html = "<p>a</p><script>alert(1)</script><style>b{}</style><iframe>c</iframe><title>d</title>"
    assert Elements(clean(html)).words == ["a"]


@once
def test_attacks_inside_one_another_get_nowhere():
    for outer in MARKUP[::3]:
        for inner in MARKUP[1::3]:
            cleaned = clean(outer.replace("fire()", inner) + inner)
            assert_harmless(cleaned)
            assert clean(cleaned) == cleaned


@pytest.mark.browser
def test_a_real_browser_runs_nothing_and_sees_the_same_elements(new_page):
    page = new_page()
    fired, asked = [], []
    page.expose_function("fire", lambda *_: fired.append(1))
    page.on("dialog", lambda dialog: fired.append(dialog.message))
    page.route("**/*", lambda route: (asked.append(route.request.url), route.abort()))
    bodies = [clean(attack) for attack in MARKUP]
    bodies += [clean(f'<a href="{address}">x</a>') for address in LINKS]
    page.set_content(f"<!doctype html><main>{'<hr>'.join(bodies)}</main>")
    for _ in range(2):  # and once more as a script would write it into the page
        for focus in page.locator("main a, main p").all()[:20]:
            focus.dispatch_event("click")
        page.evaluate("document.querySelector('main').innerHTML += ''")
    names = page.evaluate("[...document.querySelectorAll('main *')].map(e => e.localName)")
    handlers = page.evaluate(
        "[...document.querySelectorAll('main *')].flatMap(e => e.getAttributeNames())"
        ".filter(name => name.startsWith('on') || name === 'style')"
    )
    assert fired == []
    assert handlers == []
    assert set(names) - TAGS == {"hr"}
    assert [url for url in asked if "evil" in url] == []
    page.set_content("<img src=x onerror=fire()>")  # what this test would see if one got through
    page.wait_for_timeout(200)
    assert fired == [1]
