"""A first visit is cheap on a prepaid line: bytes over the wire, with nothing kept from before."""

import re

import pytest

from tests.pages import story
from tests.running_site import RunningSite
from tests.weights import DENSITY, KILOBYTE, first_visit

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]

BLOCKING = re.compile(r"<script(?=[^>]* src=)(?![^>]* (?:defer|async|type=.module))[^>]*>")


@pytest.fixture
def visit(demo_site, new_page):
    """Return a function that visits an address of the demonstration for the first time."""
    return lambda path: first_visit(
        new_page(device_scale_factor=DENSITY), f"{demo_site.address}{path}"
    )


def test_an_article_without_its_photo_is_45_kilobytes_in_6_requests(demo_site, visit):
    for state in ("published", "force_published"):
        load = visit(story(demo_site, state)["url"])
        text = load.without_pictures()
        assert (text.bytes() <= 45 * KILOBYTE, text.requests <= 6) == (True, True), load.answers


def test_the_script_that_reports_the_read_is_within_that_weight(new_page):
    """Where pages report their reads, that is two requests more, and the same bytes at most."""
    with RunningSite(workers=1, demo=True, env={"READS_MODE": "beacon"}) as site:
        load = first_visit(new_page(), site.address + story(site, "published")["url"])
    text = load.without_pictures()
    reports = [address for _, address, _ in load.answers if "/baca/" in address]
    assert len(reports) == 1
    assert (text.bytes() <= 45 * KILOBYTE, text.requests <= 8) == (True, True), load.answers
    assert load.bytes("Script") <= 4 * KILOBYTE


def test_an_article_with_its_photo_is_130_kilobytes_on_a_phone(demo_site, visit):
    with_photo = 0
    for found in demo_site.demo["articles"]:
        if found["state"] in {"published", "force_published"} and with_photo < 4:
            load = visit(found["url"])
            with_photo += load.bytes("Image") > 0
            assert load.bytes() <= 130 * KILOBYTE, load.answers
    assert with_photo > 0


def test_the_front_page_is_220_kilobytes(visit):
    load = visit("/")
    assert load.bytes("Image") > 0
    assert load.bytes() <= 220 * KILOBYTE, load.answers


def test_style_and_scripts_of_an_article_are_small_and_block_nothing(demo_site, visit):
    url = story(demo_site, "published")["url"]
    load = visit(url)
    assert 0 < load.bytes("Stylesheet") <= 12 * KILOBYTE
    assert load.bytes("Script") <= 4 * KILOBYTE
    assert BLOCKING.findall('<script src="a.js">') == ['<script src="a.js">']
    assert BLOCKING.findall(demo_site.get(url).text) == []


def test_every_answer_of_a_page_comes_from_the_site_itself(demo_site, visit):
    for path in ("/", story(demo_site, "published")["url"]):
        hosts = {address.split("/")[2] for _kind, address, _size in visit(path).answers}
        assert hosts == {demo_site.address.split("/")[2]}
