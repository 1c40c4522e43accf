"""A story on a phone, with the script that shares it, shows its video, and blocks nothing."""

import pytest

from tests.site_readers import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]

WITH_A_VIDEO = """
from articles.editorial import workflow
from articles.models import Category
from accounts.models import User
rita, edi = (User.objects.get(username=name) for name in ("rita", "edi"))
body = '<p>Lihat.</p><p><a href="https://youtu.be/dQw4w9WgXcQ">Panen raya</a></p>'
body += f"<table>{2 * ('<tr>' + 12 * '<td>Kecamatan</td>' + '</tr>')}</table>"
fields = {"title": "Berita dengan video", "body": body, "category": Category.objects.first()}
story = workflow.create(by=rita, fields=fields)
print(workflow.publish(story, by=edi, seen=1).get_absolute_url())
"""


@pytest.fixture
def watched(phone):
    """Give a phone and the list of what it asked other sites for; they all answer nothing."""
    asked: list[str] = []

    def note(route) -> None:
        asked.append(route.request.url)
        route.abort()

    phone.context.route(lambda url: not url.startswith("http://127.0.0.1"), note)
    return phone, asked


def test_a_story_is_shared_and_its_video_is_asked_for_by_a_press_alone(demo_site, watched):
    phone, asked = watched
    wrong: list[str] = []
    phone.on("pageerror", lambda error: wrong.append(str(error)))
    phone.goto(demo_site.address + demo_site.python(WITH_A_VIDEO).split()[-1])
    assert phone.locator("[data-stop]").is_hidden()  # this Chromium has no voice at all
    assert phone.locator(".share a").first.get_attribute("href").startswith("https://wa.me/?text=")

    phone.get_by_role("button", name="Salin tautan").click()
    phone.get_by_text("Tautan disalin.").wait_for()

    box = phone.locator(".table")
    box.focus()
    phone.keyboard.press("End")
    phone.keyboard.press("ArrowRight")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")

    assert asked == []
    with phone.expect_request("https://www.youtube-nocookie.com/**"):
        phone.get_by_role("button", name="Putar video di sini").click()
    wait_until(lambda: phone.evaluate("true") and asked)  # the browser tells while it is spoken to
    assert asked == ["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"]
    assert phone.locator("iframe").get_attribute("title") == "Tonton video di YouTube"
    assert wrong == []


def test_without_script_everything_is_there_as_a_link(demo_site, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(demo_site.address + demo_site.python(WITH_A_VIDEO).split()[-1])
    video = page.get_by_role("link", name="Tonton video di YouTube")
    assert video.get_attribute("href") == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    assert page.locator(".share a:visible").count() == 5
    assert page.locator("button:visible").all_inner_texts() == ["Cari"]


def test_the_numbers_can_be_read_with_letters_of_twice_the_size(demo_site, phone):
    phone.goto(demo_site.address + "/statistik/")
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    widths = "names => names.map(name => name.offsetWidth)"  # no column of single letters
    assert min(phone.locator(".figures__table--bars tbody th").evaluate_all(widths)) > 160
