"""Whoever follows links from the front page comes to good pages only, however long he walks."""

import re

import polib
import pytest

from tests.catalogue import FOLDER
from tests.crawler import walk

pytestmark = [pytest.mark.server, pytest.mark.once]


@pytest.fixture(scope="module")
def walked(demo_site):
    return walk(demo_site)


def test_the_walk_saw_every_kind_of_page(walked, demo_site):
    public = {"published", "force_published"}
    stories = {a["url"] for a in demo_site.demo["articles"] if a["state"] in public}
    assert stories - set(walked.pages) == set()
    kinds = {re.split(r"[/?]", path)[1] for path in walked.pages}
    wanted = {"", "berita", "kategori", "tag", "reporter", "arsip", "cari", "terpopuler", "ralat"}
    wanted.add("statistik")
    assert wanted | {"halaman"} <= kinds


def test_no_link_and_no_picture_leads_nowhere(walked):
    broken = {
        address: answer for address, answer in walked.statuses.items() if answer[0] not in {200}
    }
    assert broken == {}


def test_every_page_has_a_title_a_description_a_canonical_address_and_one_heading(
    walked, demo_site
):
    lacking = {}
    for address, page in walked.pages.items():
        says = {
            "title": bool(page.title.strip()),
            "description": bool(page.meta.get("description", "").strip()),
            "canonical": page.canonical.startswith(f"{demo_site.address}/"),
            "one h1": page.headings == 1,
            "language": page.language == "id",
            "alternative texts": page.pictures_without_alt == [],
        }
        if not all(says.values()):
            lacking[address] = [name for name, there in says.items() if not there]
    assert lacking == {}


def test_no_page_speaks_two_languages(walked):
    """Sentences of the program in English, as they stand in the code, are on no page."""
    english = {
        entry.msgid
        for entry in polib.pofile(str(FOLDER / "django.po"))
        if entry.msgid.count(" ") >= 2 and "%" not in entry.msgid and entry.msgid != entry.msgstr
    }
    assert len(english) > 300
    mixed = {}
    for address, page in walked.pages.items():
        text = " ".join(page.text.split())
        if found := [sentence for sentence in english if sentence in text]:
            mixed[address] = found
    assert mixed == {}
