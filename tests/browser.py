"""A real Chromium for tests. Contexts are phones with a real phone's user agent unless told."""

import os

import pytest

from tests import tools
from tests.suite import need

# A reader's phone; robots by name (HeadlessChrome, curl) are rightly not counted.
AGENT = (
    "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Mobile Safari/537.36"
)
PHONE_SCREEN = {"width": 390, "height": 844}
DESKTOP_SCREEN = {"width": 1280, "height": 900}
PATIENCE = 60_000  # milliseconds; a machine that is busy is no fault of the page
ARGUMENTS = [
    "--no-sandbox",  # as root, as in most containers, Chromium's own sandbox cannot start
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser():
    """Give the one Chromium of this process."""
    need("chromium")
    from playwright.sync_api import sync_playwright  # loads a driver of 100 MB: only when needed

    # Playwright's loop runs in this thread, and Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=tools.chromium(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser):
    """Return a function that opens a page of its own: `new_page(screen=…, color_scheme="dark")`.

    Every page is a new visitor, with cookies and a cache of its own, on a phone unless told.
    """
    contexts = []

    def open_page(*, screen: dict = PHONE_SCREEN, agent: str = AGENT, **more):
        context = browser.new_context(viewport=screen, user_agent=agent, locale="id-ID", **more)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def phone(new_page):
    """Give a page on a phone."""
    return new_page()
