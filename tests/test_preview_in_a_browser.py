"""A preview as somebody at the desk meets it: unsaved text, two widths, a link for a stranger."""

import re

import pytest

from tests.browser import DESKTOP_SCREEN, PHONE_SCREEN
from tests.pages import story
from tests.test_accessibility import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]

TITLE = "Judul yang belum disimpan siapa pun"
NARROW, WIDE = 390, 1280


def wrong_on(page) -> list[str]:
    """Keep what the browser complains of: a refused script or style, a missing file."""
    complaints = []
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    return complaints


def frame_of(preview):
    """Return the readers' page in the frame, once it is there."""
    preview.wait_for_selector("iframe.preview-frame")
    frame = preview.query_selector("iframe.preview-frame").content_frame()
    frame.wait_for_selector("h1")
    return frame


@pytest.mark.parametrize("screen", [PHONE_SCREEN, DESKTOP_SCREEN], ids=["phone", "desktop"])
def test_unsaved_text_is_seen_at_both_widths(demo_site, new_page, screen):
    page = new_page(screen=screen)
    draft = story(demo_site, "draft")
    sign_in(page, demo_site, demo_site.user("editor"))
    page.goto(demo_site.address + draft["admin_url"])
    page.fill("[name=title]", TITLE)
    page.wait_for_selector(".cke_wysiwyg_div[role=textbox]").fill("Naskah yang belum disimpan.")
    with page.context.expect_page() as opened:
        page.click(".desk-tools [formaction$='/preview/']")
    preview = opened.value
    complaints = wrong_on(preview)
    frame_of(preview)  # the page is there to be loaded again
    preview.reload()  # the browser sends the form again
    for width in (NARROW, WIDE):
        preview.check(f"#width-{width}")
        frame = frame_of(preview)
        assert frame.evaluate("innerWidth") == width
        assert frame.inner_text("h1") == TITLE
        assert "Naskah yang belum disimpan." in frame.inner_text(".article__body")
        # The stylesheet is there, and answers to the width of the frame, not of the screen.
        columns = frame.evaluate("getComputedStyle(document.querySelector('.reading')).display")
        beside = frame.evaluate(
            "document.querySelector('.beside').getBoundingClientRect().left"
            " > document.querySelector('.article').getBoundingClientRect().right"
        )
        assert (columns, beside) == ("grid", width == WIDE)
    assert complaints == []
    preview.close()
    assert page.input_value("[name=title]") == TITLE  # the form is still there, as it was
    page.goto(f"{demo_site.address}{draft['admin_url'].replace('change', 'history')}")
    assert TITLE not in page.inner_text("#content h2, #content")


def test_a_link_is_made_copied_opened_by_a_stranger_printed_and_revoked(demo_site, new_page):
    desk = new_page(screen=DESKTOP_SCREEN)
    complaints = wrong_on(desk)
    draft = story(demo_site, "returned")
    sign_in(desk, demo_site, demo_site.user("editor"))
    desk.goto(demo_site.address + draft["admin_url"].replace("change", "links"))
    desk.check("#days-1")
    desk.click(".link-form button")
    address = desk.input_value(".link-address input")
    assert re.fullmatch(rf"{demo_site.address}/pratinjau/[0-9a-f]{{64}}/", address)
    desk.click("[data-copies]")
    desk.wait_for_selector("[data-copies]:has-text('Tautan')")
    assert desk.evaluate("getSelection().toString()") == address

    stranger = new_page(color_scheme="dark")
    stranger.goto(address)
    assert stranger.inner_text("h1") == draft["title"]
    assert stranger.title().startswith("Pratinjau – DRAF")
    assert "DRAF" in stranger.inner_text(".draft-notice")
    for media in ("screen", "print"):
        stranger.emulate_media(media=media)
        mark = stranger.query_selector(".draft-mark span")
        assert mark.is_visible()
        drawn = "getComputedStyle(document.querySelector('.draft-mark span'), '::before').content"
        assert stranger.evaluate(drawn) == '"DRAF"'
    stranger.emulate_media(media="screen")
    # The mark lets every touch through to the text below it.
    box = stranger.query_selector(".article h1").bounding_box()
    touched = stranger.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).tagName", [box["x"] + 20, box["y"] + 10]
    )
    assert touched == "H1"

    desk.reload()
    assert "Dibuka orang 1 kali" in desk.inner_text(".link")
    desk.click("button.revoke")
    desk.wait_for_selector(".state-revoked")
    assert stranger.goto(address).status == 404
    assert stranger.inner_text("h1") == "Pratinjau ini tidak berlaku lagi"
    assert complaints == []
