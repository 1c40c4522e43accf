"""Sections, topics and reporters: pages that exist, in order, and no others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Byline, Reporter, Tag, listing
from tests.conftest import PHONE
from tests.readers import story, visitors_counted
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def fajar(db):
    return Reporter.objects.create(name="Fajar CQA", slug="fajar-cqa", title="Reporter lapangan")


@pytest.fixture
def forty_five(government, fajar):
    """Forty-five stories of one section, one topic and one reporter, the newest first."""
    now = timezone.now()
    topic = Tag.objects.create(name="UMKM", slug="umkm")
    stories = [
        story(government, f"Berita {n}", published_at=now - timedelta(hours=1 + n))
        for n in range(45)
    ]
    for article in stories:
        article.tags.add(topic)
        Byline.objects.create(article=article, reporter=fajar)
        Byline.objects.create(article=article, reporter=fajar, role="photographer")
    listing.write(stories)
    return stories


LISTS = ["/kategori/pemerintahan/", "/tag/umkm/", "/reporter/fajar-cqa/"]


def titles(page):
    return [title.text for title in page.one("main").all("h2", class_="story__title")]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_paged_newest_first_and_shows_every_story_once(client, forty_five, path):
    pages = [page_of(client.get(path, {"page": n})) for n in (1, 2, 3)]
    shown = [title for page in pages for title in titles(page)]
    assert shown == [article.title for article in forty_five]
    assert [len(titles(page)) for page in pages] == [20, 20, 5]
    assert pages[1].one("nav", aria_label="Halaman").one("p").text == "Halaman 2 dari 3"


@pytest.mark.parametrize("path", LISTS)
def test_each_page_has_one_address_and_names_its_neighbours(client, forty_five, path):
    page = page_of(client.get(path, {"page": 2}))
    assert page.one("link", rel="canonical").attributes["href"] == f"http://testserver{path}?page=2"
    assert page.one("link", rel="prev").attributes["href"] == path
    assert page.one("link", rel="next").attributes["href"] == f"{path}?page=3"
    first = page_of(client.get(path, {"page": 1}))
    assert first.one("link", rel="canonical").attributes["href"] == f"http://testserver{path}"
    assert first.all("link", rel="prev") == first.all("a", rel="prev") == []


NO_PAGES = (
    *("4", "0", "-1", "+1", "abc", "", "1.5", "01", "1_0", " 1", "1;DROP", "1" * 30, "9" * 5000),
    *("\u0662", "\uff12", "\u00b2", "1\x00", "\x00", "😀", "\udcff"),
)


@pytest.mark.parametrize("path", LISTS)
def test_a_page_that_no_pager_offers_does_not_exist(client, forty_five, path):
    for number in NO_PAGES:
        asked = {"page": number.encode("utf-8", "surrogateescape")}
        assert client.get(path, asked).status_code == 404, repr(number)


@pytest.mark.parametrize("path", LISTS)
def test_other_parameters_change_nothing(client, forty_five, path):
    page = page_of(client.get(f"{path}?utm_source=wa&status=draft&%00=%ff"))
    assert page.one("link", rel="canonical").attributes["href"] == f"http://testserver{path}"
    assert len(titles(page)) == 20


def test_a_section_without_news_says_so(client, government):
    page = page_of(client.get("/kategori/pemerintahan/"))
    assert page.one("h1").text == "Pemerintahan"
    assert "Belum ada berita." in page.one("main").text
    assert titles(page) == page.all("nav", aria_label="Halaman") == []
    assert client.get("/kategori/pemerintahan/?page=2").status_code == 404


def test_a_reporter_without_news_has_a_page_and_a_topic_without_news_has_none(client, fajar):
    Tag.objects.create(name="Rahasia", slug="rahasia")
    page = page_of(client.get("/reporter/fajar-cqa/"))
    assert page.one("h1").text == "Fajar CQA"
    assert "Reporter lapangan" in page.text
    assert client.get("/tag/rahasia/").content == client.get("/tag/tidak-ada/").content


def test_a_list_shows_how_each_story_begins_but_never_its_reads(client, government):
    story(government, "Dengan ringkasan", summary="Ringkasan pendek.")
    for title, body in {
        "Panjang": f"<p>Awal <b>berita</b> {'kata-kata ' * 200}</p>",
        "Satu kata": f"<p>{'a' * 700}</p>",
    }.items():
        article = story(government, title)
        Article.objects.filter(pk=article.pk).update(body=body)
    page = page_of(client.get("/kategori/pemerintahan/"))
    assert [teaser.text for teaser in page.all(class_="story__teaser")] == [
        "a" * 159 + " …",
        f"Awal berita {'kata-kata ' * 14}…",
        "Ringkasan pendek.",
    ]
    assert page.all(data_reads="") == []


def test_stories_of_one_moment_keep_their_order(client, government):
    at = timezone.now() - timedelta(hours=1)
    for n in range(25):
        story(government, f"Berita {n}", published_at=at)
    pages = [page_of(client.get("/kategori/pemerintahan/", {"page": n})) for n in (1, 2)]
    assert [t for page in pages for t in titles(page)] == [f"Berita {n}" for n in range(24, -1, -1)]


def test_a_list_counts_its_visitor_and_sets_no_cookie(client, forty_five):
    response = client.get("/kategori/pemerintahan/", headers={"user-agent": PHONE})
    assert visitors_counted() == 1
    assert not response.cookies
    assert response.headers["Cache-Control"] == "private, no-cache"
