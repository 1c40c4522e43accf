"""Readers read the site's language, whoever they are and whatever their browser asks for."""

import pytest
import time_machine

from articles.editorial import workflow
from articles.readership.baselines import set_baseline
from tests.newsdesk import RALAT, a_published_story, a_withdrawn_story, with_photo
from tests.readers import jakarta
from tests.reading import meta, page_of

pytestmark = pytest.mark.django_db

AT = jakarta(2025, 2, 25, 15, 56)


@pytest.fixture
def article(rita, edi):
    article = a_published_story(rita, edi, at=AT, **with_photo(rita))
    article = workflow.update(
        article, by=edi, seen=article.version, kind="correction", fields={"title": "Betul"},
        now=jakarta(2025, 2, 26, 9), **RALAT,
    )  # fmt: skip
    set_baseline(article, reads=2485, source="lama", now=AT)
    return article


def test_the_browsers_wish_changes_nothing_for_readers(client, article):
    plain = client.get(article.get_absolute_url())
    asked = client.get(article.get_absolute_url(), headers={"accept-language": "en-GB,en;q=0.9"})
    assert asked.content == plain.content
    assert page_of(asked).one("html").attributes["lang"] == "id"
    assert "Accept-Language" not in asked.headers.get("Vary", "")


def test_a_colleague_with_another_language_reads_the_same_pages(signed_in, article, sam):
    sam.language = "en"
    sam.save()
    page = page_of(signed_in(sam).get(article.get_absolute_url()))
    assert page.one(data_reads="").text == "Dibaca 2.485 kali"
    assert page.one("html").attributes["lang"] == "id"


@time_machine.travel(jakarta(2025, 9, 2, 10), tick=False)
def test_the_whole_site_can_speak_english(client, settings, article, rita, edi, mira):
    settings.LANGUAGE = "en"
    page = page_of(client.get(article.get_absolute_url()))
    assert page.one("html").attributes["lang"] == "en"
    assert page.one(data_reads="").text == "Read 2,485 times"
    assert page.one(class_="masthead__date").text == "Tuesday, 2 September 2025"
    header = page.one("article", class_="article").one("header")
    assert [fact.text for fact in header.all("li")] == [
        "Pemerintahan",
        "Tuesday, 25 February 2025 | 15:56 WIB",
        "Posted by Newsroom Diskominfosantik",
        "Read 2,485 times",
        "Updated Wednesday, 26 February 2025 | 09:00 WIB",
        "This story has been corrected",
    ]
    assert page.one("figcaption").text.endswith("Photo: Ist.")
    assert page.one("footer", class_="article__foot").all("li")[0].text == "Reporter : Fajar CQA"
    assert [h.text for h in page.all("h2", class_="block-title")] == [
        "Latest news",
        "Visitor statistics",
    ]
    assert page.section("Visitor statistics").all("li")[2].text == "Visitors in total : 0"
    assert page_of(client.get("/nowhere"), status=404).one("h1").text == "Page not found"
    gone = a_withdrawn_story(rita, edi, mira)
    page = page_of(client.get(gone.get_absolute_url()), status=410)
    assert page.one("h1").text == "This story has been withdrawn"
    assert page.all("dd")[1].text == "A child's future"


def test_one_read_is_one_time_in_english(client, settings, rita, edi):
    settings.LANGUAGE = "en"
    article = a_published_story(rita, edi)
    set_baseline(article, reads=1, source="lama", now=AT)
    assert page_of(client.get(article.get_absolute_url())).one(data_reads="").text == "Read 1 time"


def test_the_head_names_its_language_for_those_who_share(client, settings, article):
    assert meta(page_of(client.get(article.get_absolute_url())), "og:locale") == "id_ID"
    settings.LANGUAGE = "en"
    assert meta(page_of(client.get("/")), "og:locale") == "en_GB"
