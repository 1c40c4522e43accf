"""The browser that other tests use is a phone, is real, and starts afresh for every page."""

import pytest

from tests.browser import AGENT, DESKTOP_SCREEN

pytestmark = pytest.mark.browser


def test_a_page_is_a_phone_unless_told_otherwise(new_page):
    phone, desktop = new_page(), new_page(screen=DESKTOP_SCREEN, color_scheme="dark")
    assert phone.evaluate("[innerWidth, navigator.userAgent]") == [390, AGENT]
    assert desktop.evaluate("innerWidth") == 1280
    assert desktop.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
