"""Notes and moments in a browser: nothing that is being written is lost, buttons say what comes."""

import re

import pytest

from tests.browser import DESKTOP_SCREEN
from tests.pages import story
from tests.running_site import RunningSite

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]

TYPED = "Judul yang belum disimpan"


@pytest.fixture(scope="module")
def site():
    with RunningSite(demo=True) as site:
        yield site


def enter(page, site, role: str):
    user = site.user(role)
    page.goto(f"{site.address}/admin/login/")
    page.fill("[name=username]", user["username"])
    page.fill("[name=password]", user["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{site.address}/admin/")


def address_of(site, state: str) -> str:
    return site.address + story(site, state)["admin_url"]


def test_a_thread_on_a_phone_leaves_the_text_alone_with_and_without_a_line(site, new_page):
    phone = new_page()
    enter(phone, site, "editor")
    phone.goto(address_of(site, "returned"))
    phone.fill("[name=title]", TYPED)

    phone.fill("[name=note_text]", "Saya bantu cek angkanya.")
    phone.click("button[value=note]")
    said = phone.locator("#thread-said")
    said.get_by_text("Catatan terkirim.").wait_for()
    note = phone.locator("#thread-notes li", has_text="Saya bantu cek angkanya.")
    assert phone.input_value("[name=note_text]") == ""

    note.locator("summary").click()
    note.locator("textarea").fill("Sudah saya cek.")
    phone.context.set_offline(True)
    note.locator("button", has_text="Kirim jawaban").click()
    said.get_by_text("Belum terkirim: tidak ada sambungan").wait_for()
    assert note.locator("textarea").input_value() == "Sudah saya cek."
    phone.context.set_offline(False)
    note.locator("button", has_text="Kirim jawaban").click()
    said.get_by_text("Jawaban terkirim.").wait_for()
    assert "Sudah saya cek." in note.locator(".note-answers").inner_text()

    note.locator("button", has_text="Tandai selesai").last.focus()
    phone.keyboard.press("Enter")
    said.get_by_text("Ditandai selesai.").wait_for()
    assert phone.input_value("[name=title]") == TYPED
    assert phone.url == address_of(site, "returned")
    sizes = phone.locator("#thread :is(button, summary)").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).filter(r => r.width).map(r => r.height)"
    )
    assert min(sizes) >= 44


def test_the_buttons_of_publication_say_the_moment_that_is_chosen(site, new_page):
    page = new_page(screen=DESKTOP_SCREEN)
    enter(page, site, "editor")
    page.goto(address_of(site, "in_review"))
    schedule = page.locator("#panel-schedule button[value=schedule]")
    publish = page.locator(".desk-bar button[value=publish]")
    assert (schedule.inner_text(), publish.inner_text()) == ("Jadwalkan", "Terbitkan sekarang")

    page.fill("[name=publish_at]", "2035-09-04T07:00")
    page.get_by_text("Itu lebih dari setahun lagi.").wait_for()
    label = "Jadwalkan untuk Selasa, 4 September 2035 pukul 07.00 WIB"
    assert (schedule.inner_text(), publish.inner_text()) == (label, label)

    page.fill("[name=publish_at]", "2020-09-02T07:00")
    page.get_by_text("Waktu itu sudah lewat").wait_for()
    assert schedule.inner_text() == "Jadwalkan"
    page.fill("[name=publish_at]", "")
    assert publish.inner_text() == "Terbitkan sekarang"

    page.fill("[name=publish_at]", "2035-09-04T07:00")
    page.locator("#panel-schedule", has_text=label).wait_for()
    schedule.click()
    page.locator(".messagelist").wait_for()
    assert re.search(r"4 September 2035.*07\.00 WIB", page.locator(".messagelist").inner_text())


def test_the_bar_stays_on_one_row_and_its_menu_closes_with_escape(site, new_page):
    phone = new_page()
    enter(phone, site, "managing_editor")
    in_review = [found for found in site.demo["articles"] if found["state"] == "in_review"][-1]
    phone.goto(site.address + in_review["admin_url"])
    tops = phone.locator(".desk-bar-buttons > *").evaluate_all(
        "all => all.map(e => Math.round(e.getBoundingClientRect().top))"
    )
    assert len(tops) == 3
    assert len(set(tops)) == 1
    more = phone.locator(".desk-more summary")
    more.focus()
    phone.keyboard.press("Enter")
    shown = phone.locator(".desk-more-list")
    box = shown.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    phone.keyboard.press("Escape")
    assert not shown.is_visible()
    assert phone.evaluate("document.activeElement.textContent.trim()") == "Lainnya"
