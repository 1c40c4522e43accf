"""A line drops, a session ends, two people write, a browser dies: in Chromium no letter is lost."""

import json
import os
import signal
import time

import psutil
import pytest

from tests import tools
from tests.browser import AGENT, ARGUMENTS, DESKTOP_SCREEN, PATIENCE, PHONE_SCREEN
from tests.pages import story
from tests.site_readers import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.server]

ADD = "/admin/articles/article/add/"
OFFLINE = "Tidak ada sambungan – tulisan aman di perangkat ini"
FACTS = """
import json
from articles.models import Article
story = Article.objects.get(pk={pk})
print(json.dumps([story.title, story.body, story.version, story.status]))
"""


def sign_in(page, site, user: dict):
    page.goto(f"{site.address}/admin/login/")
    page.fill("[name=username]", user["username"])
    page.fill("[name=password]", user["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{site.address}/admin/")
    return page


def open_story(page, site, path: str):
    page.goto(site.address + path)
    page.wait_for_selector(".cke_wysiwyg_div[role=textbox]")
    return page


def types(page, text: str) -> None:
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def waits_for(page, words: str, seconds: int = 90) -> str:
    """Wait until the line beside the buttons says this; return all it says."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        said = page.text_content("#desk-status")
        if words in said:
            return said
        page.wait_for_timeout(100)
    raise AssertionError(f"not {words!r} but {page.text_content('#desk-status')!r}")


def stored(site, page) -> list:
    """Return title, body, version and status of the story whose page is open."""
    number = page.url.split("/article/")[1].split("/")[0]
    return json.loads(site.python(FACTS.format(pk=number)))


def kept(page) -> int:
    return len(page.evaluate("desk.kept.all()"))


def test_the_line_drops_while_somebody_types_and_comes_back(new_page, demo_site):
    page = sign_in(new_page(), demo_site, demo_site.user("reporter"))
    open_story(page, demo_site, ADD)
    types(page, "Ditulis sebelum ada judul.")
    waits_for(page, "beri berita ini judul")
    page.fill("[name=title]", "Ditulis di jalan")
    waits_for(page, "Belum tersimpan")
    waits_for(page, "Tersimpan pukul")
    assert page.url.endswith("/change/")  # the story has begun, and its page with it
    assert kept(page) == 0
    page.context.set_offline(True)
    types(page, " Ditulis di terowongan.")
    waits_for(page, OFFLINE)
    page.press("[name=title]", "Control+Enter")  # Save: the page stays where it is
    page.wait_for_timeout(1500)
    assert page.text_content("#desk-status") == OFFLINE
    assert "terowongan" in page.inner_text(".cke_wysiwyg_div")
    assert kept(page) == 1
    page.context.set_offline(False)
    waits_for(page, "Tersimpan pukul")
    title, body, version, status = stored(demo_site, page)
    assert (title, version, status) == ("Ditulis di jalan", 2, "draft")
    assert "Ditulis di terowongan." in body
    types(page, " Selesai.")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist")
    assert "Selesai." in stored(demo_site, page)[1]
    page.go_back()  # what has arrived is not offered again
    page.wait_for_selector("#desk-status", state="attached")
    page.wait_for_timeout(1000)
    assert page.locator("#desk-copies").is_hidden()
    assert kept(page) == 0


def test_the_session_ends_while_somebody_types_and_he_signs_in_where_he_is(new_page, demo_site):
    rita, sam = (demo_site.user("reporter", n) for n in (0, 1))
    page = sign_in(new_page(), demo_site, rita)
    open_story(page, demo_site, ADD)
    page.fill("[name=title]", "Ditulis semalaman")
    waits_for(page, "Tersimpan pukul")
    address = page.url
    page.context.clear_cookies(name="sessionid")
    types(page, "Satu alinea lagi")
    waits_for(page, "Sesi Anda telah berakhir")
    page.keyboard.type(" dan tidak satu huruf pun hilang.")  # nothing has taken the focus away
    page.click("[name=_save]")
    page.wait_for_selector("#desk-sign-in[open]")
    page.fill("#again-password", "bukan sandinya")
    page.press("#again-password", "Enter")
    page.wait_for_selector("#desk-sign-in .errornote:visible")
    page.fill("#again-username", sam["username"])
    page.fill("#again-password", sam["password"])
    page.press("#again-password", "Enter")
    page.wait_for_selector(f"#desk-sign-in .errornote:has-text('{sam['name']}')")
    page.fill("#again-username", rita["username"])
    page.fill("#again-password", rita["password"])
    page.press("#again-password", "Enter")
    page.wait_for_selector(".messagelist")  # what was pressed before is done now
    assert page.url == address
    title, body, _version, _status = stored(demo_site, page)
    assert title == "Ditulis semalaman"
    assert "Satu alinea lagi dan tidak satu huruf pun hilang." in body


def test_two_editors_save_the_same_story_and_both_texts_become_one(new_page, demo_site):
    path = story(demo_site, "draft")["admin_url"]
    edi, eka = (
        sign_in(new_page(screen=screen), demo_site, demo_site.user("editor", n))
        for n, screen in enumerate([DESKTOP_SCREEN, PHONE_SCREEN])
    )
    open_story(edi, demo_site, path)
    open_story(eka, demo_site, path)
    eka.wait_for_selector(f"#desk-others:has-text('{demo_site.user('editor')['name']}')")
    edi.fill("[name=summary]", "Ringkasan dari Edi.")
    edi.click("[name=_save]")
    edi.wait_for_selector(".messagelist")
    types(eka, " Ditambah oleh Eka.")
    waits_for(eka, "Edi Kurniawan")  # her page does not save over his
    assert "Eka" not in stored(demo_site, edi)[1]
    eka.click("[name=_save]")
    eka.wait_for_selector(".desk-merge")
    assert "Ringkasan dari Edi." in eka.inner_text(".desk-merge")
    assert "Ditambah oleh Eka." in eka.inner_text(".desk-merge")
    assert eka.evaluate("document.documentElement.scrollWidth") <= 390
    eka.click("[name=_merge][value=save]")
    eka.wait_for_selector(".messagelist")
    assert "Ditambah oleh Eka." in stored(demo_site, eka)[1]
    assert eka.input_value("[name=summary]") == "Ringkasan dari Edi."
    wait_until(lambda: kept(eka) == 0)


def test_a_killed_browser_offers_what_was_typed_to_whoever_typed_it(
    browser, demo_site, tmp_path, playwright_of
):
    rita, sam = (demo_site.user("reporter", n) for n in (0, 1))
    page = playwright_of(tmp_path)
    sign_in(page, demo_site, rita)
    open_story(page, demo_site, ADD)
    page.fill("[name=title]", "Ditulis sampai listrik padam")
    waits_for(page, "Tersimpan pukul")
    address = page.url.removeprefix(demo_site.address)
    types(page, "Kalimat yang belum sampai ke server.")
    on_device = "desk.kept.all().then(JSON.stringify)"
    wait_until(lambda: "belum sampai" in page.evaluate(on_device))
    page.wait_for_timeout(2000)  # and a moment later the disk has it too
    killed(tmp_path)

    page = playwright_of(tmp_path)
    page.context.clear_cookies()  # whether the dead browser had written them to disk is chance
    sign_in(page, demo_site, sam)
    open_story(page, demo_site, ADD)
    page.wait_for_timeout(500)
    assert page.locator("#desk-copies").is_hidden()
    page.click("#logout-form button")

    sign_in(page, demo_site, rita)
    open_story(page, demo_site, address)
    page.wait_for_selector("#desk-copies:visible")
    assert "Kalimat yang belum sampai" in page.inner_text("#desk-copies")
    assert "pukul" in page.inner_text("#desk-copies")
    page.click("#desk-copies button:has-text('Pakai')")
    waits_for(page, "Formulir memuat tulisan")
    waits_for(page, "Tersimpan pukul")
    assert "Kalimat yang belum sampai ke server." in stored(demo_site, page)[1]
    assert kept(page) == 0


def killed(profile) -> None:
    """Kill a browser as a dead battery would."""
    for process in psutil.process_iter(["cmdline"]):
        if f"--user-data-dir={profile}" in (process.info["cmdline"] or []):
            os.kill(process.pid, signal.SIGKILL)
            process.wait(timeout=10)


@pytest.fixture
def playwright_of(browser):
    """Return a function that starts a Chromium of its own with a profile, and gives its page."""
    opened = []

    def start(profile):
        context = browser.browser_type.launch_persistent_context(
            profile, executable_path=tools.chromium(), args=ARGUMENTS,
            viewport=PHONE_SCREEN, user_agent=AGENT, locale="id-ID",
        )  # fmt: skip
        opened.append(context)
        context.set_default_timeout(PATIENCE)
        return context.pages[0]

    yield start
    opened[-1].close()


def test_a_published_page_is_never_saved_by_itself(new_page, demo_site):
    page = sign_in(new_page(), demo_site, demo_site.user("editor"))
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    published = story(demo_site, "published")
    open_story(page, demo_site, published["admin_url"])
    before = stored(demo_site, page)
    types(page, " Belum untuk pembaca.")
    waits_for(page, "hanya disimpan dengan tombol")
    page.wait_for_timeout(6000)  # longer than a draft would wait
    assert kept(page) == 1
    page.reload()
    page.wait_for_selector("#desk-copies:visible")
    assert [url for method, url in asked if method == "POST" and "autosave" in url] == []
    assert stored(demo_site, page) == before
    assert "Belum untuk pembaca" not in demo_site.get(published["url"]).text
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("#desk-copies button:has-text('Buang')")
    page.wait_for_selector("#desk-copies", state="hidden")
    assert kept(page) == 0
