"""The desk by keyboard alone: every control is reached and seen, nothing holds the focus, and a
story is written, handed in and published without a mouse.
"""

from pathlib import Path

import pytest

from tests.browser import AGENT, DESKTOP_SCREEN, PATIENCE
from tests.desk_rounds import Newsroom

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.server]

WHERE = (Path(__file__).parent / "tab_order.js").read_text()
MOST = 400  # presses of Tab on one page
MOST_INSIDE = 8  # on one field
LIST = "/admin/articles/article/"
# One of every kind of page that has controls of its own.
PAGES = {
    "edi": ["/admin/", LIST, "/admin/calendar/", "{draft}change/", "{published}change/"],
    "rita": [f"{LIST}add/", "{draft}history/", "{draft}preview/", "{draft}links/"],
    "root": ["/admin/articles/page/add/", "/admin/accounts/user/add/", "/admin/articles/tag/"],
}
# A row of radio buttons is one stop; what is not shown is none.
NOT_REACHED = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden], [type=radio]), select, textarea, summary"
)].filter(element => element.checkVisibility({visibilityProperty: true}) && !element.disabled
    && element.tabIndex >= 0 && !element.hasAttribute("data-reached")
    && !element.closest(".cke")).map(element => element.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def newsroom():
    with Newsroom() as site:
        yield site


@pytest.fixture
def at_the_desk(newsroom, browser):
    """Return a function that opens the desk of somebody on a computer."""
    contexts = []

    def open_for(name: str):
        context = browser.new_context(viewport=DESKTOP_SCREEN, user_agent=AGENT, locale="id-ID")
        cookie = {"name": "sessionid", "value": newsroom.sessions[name], "url": newsroom.address}
        context.add_cookies([cookie])
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_for
    for context in contexts:
        context.close()


def address(site: Newsroom, path: str) -> str:
    stories = site.world.objects["article"]
    numbers = {name: stories[f"rita/{name}"]["object_id"] for name in ("draft", "published")}
    return site.address + path.format(**{k: f"{LIST}{pk}/" for k, pk in numbers.items()})


def open_page(page, url: str) -> None:
    page.goto(url)
    if page.query_selector("textarea[data-type=ckeditortype]"):
        page.wait_for_selector(".cke_wysiwyg_div[role=textbox]")


def problems(page) -> list[str]:
    """Press Tab until the focus has been everywhere, and say what went wrong on the way.

    A field of a date has several places inside; a page may begin with the focus in its middle.
    """
    found, last, stays, ends = [], "", 0, 0
    for _press in range(MOST):
        page.keyboard.press("Tab")
        now = page.evaluate(WHERE)
        is_here = now["where"] == last
        stays, ends = stays + 1 if is_here else 0, ends + (not now["where"])
        if stays > MOST_INSIDE and "<iframe" not in last:  # a page inside has its own links
            return [f"the focus is held by {last}"]
        if ends > 1 or (now["where"] and now["again"] and not is_here):
            return found + [f"not reached: {element}" for element in page.evaluate(NOT_REACHED)]
        if now["where"] and not now["seen"] and not now["again"]:
            found.append(f"the focus is not seen on {now['where']}")
        last = now["where"]
    return [*found, "Tab never came to an end"]


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_every_control_and_is_seen_there(newsroom, at_the_desk, name):
    page, found = at_the_desk(name), []
    for path in PAGES[name]:
        open_page(page, address(newsroom, path))
        found += [f"{path}: {problem}" for problem in problems(page)]
    assert not found, "\n" + "\n".join(found)


def tab_to(page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _press in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not come to {selector}")


def test_a_story_is_written_handed_in_and_published_by_keyboard(newsroom, at_the_desk):
    page = at_the_desk("rita")
    open_page(page, f"{newsroom.address}/admin/")
    tab_to(page, ".desk-top a.button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".cke_wysiwyg_div[role=textbox]")
    if not page.evaluate("document.activeElement.name === 'title'"):
        tab_to(page, "[name=title]")
    page.keyboard.type("Warga Menulis Tanpa Tetikus")
    tab_to(page, "[name=category]")
    page.keyboard.type("Pemerintahan")
    tab_to(page, ".cke_wysiwyg_div")
    page.keyboard.type("Sebuah berita ditulis dengan papan ketik.")
    tab_to(page, "button[name=_verb][value=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Terkirim ke editor.")

    page = at_the_desk("edi")
    open_page(page, f"{newsroom.address}/admin/")
    tab_to(page, "#desk-menu summary")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('#desk-menu details').open")
    tab_to(page, "#desk-menu details li a")
    for _press in range(MOST):
        page.keyboard.press("Tab")
        if "Tanpa Tetikus" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".cke_wysiwyg_div[role=textbox]")
    tab_to(page, "button[name=_verb][value=publish]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-state >> text=Terbit")
    page.goto(newsroom.address)
    assert page.get_by_role("link", name="Warga Menulis Tanpa Tetikus").count() >= 1
