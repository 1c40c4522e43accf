"""One story, from a reporter's phone to a reader's screen, in a real browser on a real site.

Rita writes and hands in, Edi returns it with a note, Rita mends it, Edi publishes, strangers read.
"""

import io
import re
import time
from collections.abc import Callable

import pytest
from PIL import Image

from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.server]

TITLE = "Warga Sukatani Panen Raya Padi Tahan Rendam"
NOTE = "Tambahkan luas sawah yang dipanen."
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)
ANOTHER_ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; RMX3710) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/127.0.0.0 Mobile Safari/537.36"
)
SECONDS = 120  # within two on a machine that has nothing else to do
READS = re.compile(r"Dibaca ([\d.]+) kali")


def photo() -> dict:
    data = io.BytesIO()
    Image.new("RGB", (1600, 1000), (70, 120, 60)).save(data, "JPEG")
    return {"name": "panen.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def sign_in(page, site, user: dict) -> None:
    page.goto(f"{site.address}/admin/login/")
    page.fill("[name=username]", user["username"])
    page.fill("[name=password]", user["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{site.address}/admin/")


def message(page) -> str:
    page.wait_for_selector(".messagelist")
    return page.inner_text(".messagelist")


def press(page, verb: str) -> None:
    with page.expect_navigation():
        page.click(f"button[name=_verb][value={verb}]")


def write(page, text: str) -> None:
    """Type at the end of the body, in the rich text editor."""
    page.click(".cke_wysiwyg_div")
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def reads(page) -> str:
    return READS.search(page.inner_text("[data-reads]"))[1]


def shows_by_and_by(look: Callable[[], str], wanted: str) -> str:
    """Look until a number is shown; another process than the last may answer, and be behind."""
    deadline = time.monotonic() + SECONDS
    while (shown := look()) != wanted and time.monotonic() < deadline:
        time.sleep(0.1)
    return shown


def fetched(site, path: str) -> Callable[[], str]:
    """Return a look at the page that is not counted."""
    return lambda: READS.search(Visitor(site, agent="curl/8.5").get(path).text)[1]


def reloaded(page) -> Callable[[], str]:
    """Return a look at the page by whoever reads it already."""

    def look() -> str:
        page.reload()
        return reads(page)

    return look


def test_a_story_from_desk_to_reader(demo_site, new_page):
    rita, edi = demo_site.user("reporter"), demo_site.user("editor")

    phone = new_page()
    sign_in(phone, demo_site, rita)
    phone.goto(f"{demo_site.address}/admin/articles/article/add/")
    phone.fill("[name=title]", TITLE)
    phone.select_option("[name=category]", index=1)
    phone.fill("[name=dateline]", "SUKATANI")
    write(phone, "Padi di Desa Sukahurip dipanen pagi ini.")
    phone.set_input_files("[name=photo]", photo())
    phone.fill("[name=photo_caption]", "Petani memanen padi di Desa Sukahurip.")
    phone.fill("[name=photo_alt]", "Tiga petani memotong padi dengan sabit")
    press(phone, "submit")
    assert "Terkirim ke editor." in message(phone)
    desk_address = phone.url

    desk = new_page(agent=ANOTHER_ANDROID)
    sign_in(desk, demo_site, edi)
    desk.goto(desk_address)
    desk.fill("[name=note]", NOTE)
    press(desk, "send_back")

    phone.goto(desk_address)
    assert NOTE in phone.inner_text("#content")
    write(phone, " Luasnya 12 hektare.")
    press(phone, "submit")
    assert "Terkirim ke editor." in message(phone)

    desk.goto(desk_address)
    assert "Luasnya 12 hektare." in desk.input_value("[name=body]")
    press(desk, "publish")
    desk.goto(desk_address)
    public = desk.get_attribute(".desk-links a", "href")

    stranger = new_page()
    stranger.goto(demo_site.address + public)
    assert stranger.inner_text("h1") == TITLE
    text = stranger.inner_text("article")
    assert (
        "SUKATANI – Padi di Desa Sukahurip dipanen pagi ini. Luasnya 12 hektare."
        in text.replace("\N{NO-BREAK SPACE}", " ")
    )
    assert f"Reporter : {rita['name']}" in text
    assert "Diposting oleh Newsroom Diskominfosantik" in text
    assert stranger.evaluate("document.querySelector('article img').naturalWidth") > 0
    assert shows_by_and_by(fetched(demo_site, public), "1") == "1"
    assert shows_by_and_by(reloaded(stranger), "1") == "1"

    another = new_page(agent=IPHONE)
    another.goto(demo_site.address + public)
    assert shows_by_and_by(fetched(demo_site, public), "2") == "2"
    assert shows_by_and_by(reloaded(stranger), "2") == "2"
