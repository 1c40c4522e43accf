"""The editor in a real browser: it writes, breaks no policy, calls nobody, and may be missing."""

import pytest

from tests.browser import DESKTOP_SCREEN

pytestmark = [pytest.mark.browser, pytest.mark.server]

ADD = "/admin/articles/article/add/"
FIND_BODY = """
from articles.models import Article
print(Article.objects.get(title="{title}").body)
"""


def sign_in(page, site, role="reporter"):
    """Sign a demonstration account in, and note everything the browser complains about."""
    person = site.user(role)
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((site.address, "data:", "blob:"))
            or page.complaints.append(request.url)
        ),
    )
    page.goto(f"{site.address}/admin/login/")
    page.fill("[name=username]", person["username"])
    page.fill("[name=password]", person["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{site.address}/admin/")
    return page


@pytest.mark.parametrize("screen", [{"width": 390, "height": 844}, DESKTOP_SCREEN])
def test_a_story_is_typed_with_bold_a_heading_and_a_link(new_page, demo_site, screen):
    page = sign_in(new_page(screen=screen), demo_site)
    page.goto(demo_site.address + ADD)
    title = f"Ditulis pada {screen['width']} piksel"
    page.fill("[name=title]", title)
    page.click(".cke_wysiwyg_div")
    page.keyboard.type("Panen ")
    page.click(".cke_button__bold")
    page.keyboard.type("raya")
    page.click(".cke_button__bold")
    page.keyboard.press("Enter")
    page.click(".cke_button__deskheading")
    page.keyboard.type("Subjudul")
    page.keyboard.press("Enter")
    page.click(".cke_button__link")
    page.fill(".cke_dialog_ui_input_text input >> nth=0", "situs kabupaten")
    page.fill(".cke_dialog_ui_input_text input >> nth=1", "bekasikab.go.id")
    page.click(".cke_dialog_ui_button_ok")
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"]
    page.click("button[name=_save]")
    page.wait_for_url("**/change/")
    body = demo_site.python(FIND_BODY.format(title=title))
    assert "<strong>raya</strong>" in body
    assert "<h2>Subjudul</h2>" in body
    assert 'href="https://bekasikab.go.id' in body
    assert page.complaints == []


def test_no_control_of_the_editor_breaks_the_policy(new_page, demo_site):
    page = sign_in(new_page(), demo_site)
    page.goto(demo_site.address + ADD)
    page.click(".cke_wysiwyg_div")
    page.keyboard.type("Kata")
    for button in page.locator(".cke_button").all():
        if "cke_button_disabled" in button.get_attribute("class"):
            continue
        button.click()
        page.wait_for_timeout(150)
        cancel = page.locator(".cke_dialog_ui_button_cancel:visible")
        if cancel.count():
            cancel.click()
        page.click(".cke_wysiwyg_div")
    assert page.complaints == []


def test_without_script_the_text_is_still_written_and_sent(new_page, demo_site):
    page = sign_in(new_page(java_script_enabled=False), demo_site)
    page.goto(demo_site.address + ADD)
    page.fill("[name=title]", "Ditulis tanpa skrip")
    page.fill("[name=body]", "Alinea satu.\n\nAlinea dua.")
    page.click("button[name=_save]")
    page.wait_for_url("**/change/")
    body = demo_site.python(FIND_BODY.format(title="Ditulis tanpa skrip"))
    assert body.split() == ["<p>Alinea", "satu.</p>", "<p>Alinea", "dua.</p>"]


def test_enter_in_a_field_saves_and_does_not_publish(new_page, demo_site):
    page = sign_in(new_page(), demo_site)
    page.goto(demo_site.address + ADD)
    page.fill("[name=title]", "Ditekan Enter")
    page.press("[name=title]", "Enter")
    page.wait_for_url("**/change/")
    assert "Draf disimpan." in page.inner_text(".messagelist")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_buttons_of_the_desk_are_large_enough_for_a_thumb(new_page, demo_site, scheme):
    page = sign_in(new_page(color_scheme=scheme), demo_site, role="editor")
    for address in ("/admin/", "/admin/articles/article/", ADD):
        page.goto(demo_site.address + address)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        buttons = page.locator("button:visible:not(.first-button), .button:visible").all()
        heights = [button.bounding_box()["height"] for button in buttons]
        assert heights
        assert min(heights) >= 44
