"""axe finds no violation of WCAG on any page, on a phone and a desktop, in light and in dark.

Every address of the desk is looked at in tests/test_desk_pages.py.
"""

import pytest

from tests.axe_checker import DESK, PUBLIC, violations
from tests.pages import account_pages, desk_pages, public_pages, shared_preview
from tests.running_site import RunningSite

pytestmark = [pytest.mark.browser, pytest.mark.server]


def sign_in(page, site: RunningSite, user: dict) -> None:
    page.goto(f"{site.address}/admin/login/")
    page.fill("[name=username]", user["username"])
    page.fill("[name=password]", user["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{site.address}/admin/")


def look_at(page, site: RunningSite, paths, looks: list = PUBLIC) -> list[str]:
    found = []
    for path in paths:
        page.goto(site.address + path)
        if page.query_selector("textarea[data-type=ckeditortype]"):
            page.wait_for_selector(".cke_wysiwyg_div[role=textbox]")  # its roles come last
        page.evaluate("document.querySelectorAll('main details').forEach(box => box.open = true)")
        found += violations(page, path, looks)
    return found


def test_the_readers_pages_have_no_violation(demo_site, phone):
    assert look_at(phone, demo_site, [*public_pages(demo_site), shared_preview(demo_site)]) == []


def test_the_way_to_the_desk_has_no_violation(demo_site, phone):
    assert look_at(phone, demo_site, account_pages()) == []


def test_the_desk_with_real_stories_on_it_has_no_violation(demo_site, phone):
    sign_in(phone, demo_site, demo_site.user("editor"))
    assert look_at(phone, demo_site, desk_pages(demo_site)["editor"], DESK) == []


def test_axe_would_find_one(phone):
    phone.set_content("<!doctype html><html lang=id><title>x</title><main><h1>x</h1><img src=x>")
    assert [line for line in violations(phone, "x") if "image-alt" in line]
