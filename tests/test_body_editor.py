"""The editor in the form, in a real Chromium: it keeps what cleaning keeps, and asks nobody."""

import pytest

from articles.richtext import clean
from tests.browser import AGENT, PHONE_SCREEN

pytestmark = [pytest.mark.browser, pytest.mark.server]

GET_DATA = "CKEDITOR.instances.id_body.getData()"
PASTED = (
    '<h1 style="color:red">Judul</h1><p class="MsoNormal" style="margin:0" onclick="fire()">Isi'
    " <b>tebal</b> <i>miring</i> <u>garis</u> H<sub>2</sub>O</p><h2>Bagian</h2>"
    '<ul><li>satu</li></ul><ol><li>dua</li></ol><blockquote class="pull-quote x"><p>Kata</p>'
    '</blockquote><table border="1" style="width:9px"><tbody><tr><td colspan="2">a</td></tr>'
    "<tr><td>b</td><td>c</td></tr></tbody></table><script>fire()</script>"
    '<p><a href="/berita/1/" target="_blank" onclick="fire()">tautan</a></p>'
    '<iframe src="https://evil.example"></iframe><p><span style="display:none">slot</span></p>'
    '<figure><img src="/media/foto/a.jpg" alt="x" style="float:left"><figcaption>K</figcaption>'
    "</figure>"
)


@pytest.fixture(scope="module")
def editor(demo_site, browser):
    """Give the page of a new story, with its editor ready; nothing is ever saved."""
    context = browser.new_context(viewport=PHONE_SCREEN, user_agent=AGENT, locale="id-ID")
    page = context.new_page()
    page.outside, page.complaints = [], []
    page.on("request", lambda request: page.outside.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text))
    user = demo_site.user("reporter")
    page.goto(f"{demo_site.address}/admin/articles/article/add/")
    page.fill("[name=username]", user["username"])
    page.fill("[name=password]", user["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_selector(".cke_wysiwyg_div")
    yield page
    context.close()


def data_of(page, html: str) -> str:
    """Return what the editor would send after this was put into it."""
    page.evaluate(
        "html => new Promise(done => CKEDITOR.instances.id_body.setData(html, done))", html
    )
    return page.evaluate("CKEDITOR.instances.id_body.getData()")


def test_the_editor_lets_through_no_more_than_cleaning_keeps(editor):
    sent = data_of(editor, PASTED)
    assert clean(sent) == clean(PASTED).replace("<h2>Judul</h2>", "<p>Judul</p>")
    for gone in (
        "style=",
        "onclick",
        "<script",
        "<iframe",
        "target=",
        "MsoNormal",
        "<u>",
        "border",
    ):
        assert gone not in sent


def test_what_was_cleaned_passes_through_the_editor_unchanged(editor):
    body = clean(PASTED)
    assert clean(data_of(editor, body)) == body


def test_typing_makes_paragraphs(editor):
    data_of(editor, "")
    editor.click(".cke_wysiwyg_div")
    editor.keyboard.type("Satu")
    editor.keyboard.press("Enter")
    editor.keyboard.press("Enter")
    editor.keyboard.type("Dua & <tiga>")
    sent = editor.evaluate(GET_DATA)
    assert clean(sent) == "<p>Satu</p>\n<p>Dua &amp; &lt;tiga&gt;</p>"


def test_the_editor_opens_no_frame_asks_no_other_server_and_keeps_to_the_policy(editor, demo_site):
    data_of(editor, PASTED)
    editor.click(".cke_button__link")
    editor.wait_for_selector(".cke_dialog")
    assert editor.locator("iframe").count() == 0
    ours = (demo_site.address, "data:image/")
    assert [url for url in editor.outside if not url.startswith(ours)] == []
    assert [text for text in editor.complaints if "Content Security Policy" in text] == []
    editor.keyboard.press("Escape")


def test_the_toolbar_fits_a_phone(editor):
    box = editor.locator(".cke_top").bounding_box()
    assert box["width"] <= 390
    assert box["height"] <= 844 / 5
    assert editor.evaluate("document.documentElement.scrollWidth <= innerWidth")
