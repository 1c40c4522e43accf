"""Every page of the desk: right HTML, WCAG as far as axe sees, fit for thumbs, never sideways.

Which pages these are follows from the matrix of roles, so a new address is looked at unasked.
"""

import hashlib
import re
from pathlib import Path

import pytest

from tests.axe_checker import DESK, violations
from tests.browser import AGENT, PHONE_SCREEN
from tests.desk_rounds import Newsroom
from tests.html_checker import errors_in, file_name
from tests.suite import need

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.server]

# A superuser is shown everything; the other two their homes, lists and stories, which differ.
READERS = ("root", "edi", "rita")
FIRST_PAGES = ("admin/", "admin/articles/article/", "admin/articles/article/add/")
SMALL_TARGETS = (Path(__file__).parent / "small_targets.js").read_text()
# WCAG 1.4.10: a screen of 1280 pixels enlarged to 400 %; and a phone.
NARROW = (390, 320)
# What differs from one asking to the next, and says nothing about the page.
_CHANGING = re.compile(r'(csrfmiddlewaretoken|page_key)" value="[^"]*"')


@pytest.fixture(scope="module")
def newsroom():
    with Newsroom() as site:
        yield site


def pages(site: Newsroom) -> dict[tuple[str, str], str]:
    """Return every page that differs from the others: who was shown which address → HTML."""
    found, known = {}, set()
    for name in READERS:
        for address in site.pages_of(name):
            answer = site.read_by(name, address)
            assert answer.status == 200, f"{name}: {address}"
            digest = hashlib.sha256(_CHANGING.sub("", answer.text).encode()).digest()
            if answer.headers.get_content_type() == "text/html" and digest not in known:
                known.add(digest)
                found[name, address] = answer.text
    return found


def kinds(site: Newsroom, name: str) -> list[str]:
    """Return one address of every kind of page; of a story, one of every state.

    An editor and a reporter are followed where their pages are not a superuser's with less in it.
    """
    found = {}
    for address, row in site.pages_of(name).items():
        story = row.object if row.address.endswith("/change/") and "/article/" in address else ""
        if name == "root" or story or row.address in FIRST_PAGES:
            found.setdefault((row.address, story), address)
    return list(found.values())


def test_vnu_finds_no_error_in_any_page(newsroom, tmp_path):
    need("java", "vnu")
    for (name, address), html in pages(newsroom).items():
        (tmp_path / file_name(f"{name}_{address}")).write_text(html)
    assert errors_in(tmp_path) == []


@pytest.mark.parametrize("name", READERS)
def test_every_kind_of_page_is_for_everybody(newsroom, browser, name):
    context = browser.new_context(viewport=PHONE_SCREEN, user_agent=AGENT, locale="id-ID")
    cookie = {"name": "sessionid", "value": newsroom.sessions[name], "url": newsroom.address}
    context.add_cookies([cookie])
    page, found = context.new_page(), []
    for address in kinds(newsroom, name):
        response = page.goto(newsroom.address + address)
        if "text/html" not in response.headers["content-type"]:
            continue
        if page.query_selector("textarea[data-type=ckeditortype]"):
            page.wait_for_selector(".cke_wysiwyg_div[role=textbox]")  # its roles come last
        found += [f"{address}: {what}" for what in [*sideways(page), *page.evaluate(SMALL_TARGETS)]]
        found += violations(page, address, looks=DESK)
        page.set_viewport_size(PHONE_SCREEN)
    context.close()
    assert not found, "\n" + "\n".join(found)


def sideways(page) -> list[str]:
    """Say at which width the page is wider than the screen, and with letters of twice the size."""
    found = []
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 844})
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{wide} wide on a screen of {width}"] if wide > width else []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(PHONE_SCREEN)
    return found + ([f"{wide} wide with letters of twice the size"] if wide > 1280 else [])


def test_a_page_that_is_for_nobody_would_be_found(browser):
    page = browser.new_page(viewport=PHONE_SCREEN)
    page.set_content('<body style="margin: 0"><p style="width: 500px">Lebar</p><button>x</button>')
    assert [found.split(" ", 1)[0] for found in sideways(page)] == ["500", "500"]
    assert len(page.evaluate(SMALL_TARGETS)) == 1
    page.close()
