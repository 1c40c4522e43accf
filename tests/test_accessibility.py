"""axe finds no violation of WCAG on any page, on a phone and a desktop, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import DESKTOP_SCREEN, PHONE_SCREEN
from tests.pages import account_pages, desk_pages, public_pages
from tests.running_site import RunningSite

pytestmark = [pytest.mark.browser, pytest.mark.server]

# Darkness changes colours and nothing else.
COLOURS_ONLY = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
# A colour on its way from dark to light is none that anybody reads.
WITHOUT_TRANSITIONS = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { transition: none !important; animation: none !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
LOOKS = [
    ("light", PHONE_SCREEN, {}),
    ("dark", PHONE_SCREEN, COLOURS_ONLY),
    ("dark", DESKTOP_SCREEN, COLOURS_ONLY),
    ("light", DESKTOP_SCREEN, {}),
]


def violations(page, path: str) -> list[str]:
    """Look at the page in every way and say what is wrong with it, in one line each."""
    found = []
    page.evaluate(WITHOUT_TRANSITIONS)
    for scheme, screen, options in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(screen)
        for violation in Axe().run(page, options=options).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            found.append(f"{path} {scheme} {screen['width']}: {violation['id']} {nodes}")
    return found


def sign_in(page, site: RunningSite, user: dict) -> None:
    page.goto(f"{site.address}/admin/login/")
    page.fill("[name=username]", user["username"])
    page.fill("[name=password]", user["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{site.address}/admin/")


def look_at(page, site: RunningSite, paths) -> list[str]:
    found = []
    for path in paths:
        page.goto(site.address + path)
        if page.query_selector("textarea[data-type=ckeditortype]"):
            page.wait_for_selector(".cke_wysiwyg_div[role=textbox]")  # its roles come last
        found += violations(page, path)
    return found


def test_the_readers_pages_have_no_violation(demo_site, phone):
    assert look_at(phone, demo_site, public_pages(demo_site)) == []


def test_the_way_to_the_desk_has_no_violation(demo_site, phone):
    assert look_at(phone, demo_site, account_pages()) == []


@pytest.mark.parametrize("role", ["reporter", "editor", "managing_editor", None])
def test_the_desk_has_no_violation(demo_site, phone, role):
    sign_in(phone, demo_site, demo_site.user(role))
    assert look_at(phone, demo_site, desk_pages(demo_site)[role]) == []


def test_axe_would_find_one(phone):
    phone.set_content("<!doctype html><html lang=id><title>x</title><main><h1>x</h1><img src=x>")
    assert [line for line in violations(phone, "x") if "image-alt" in line]
