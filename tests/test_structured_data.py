"""What search engines are told of a story: true, complete, and nothing that leaves its place."""

import json

import pytest

from articles.editorial import workflow
from articles.editorial.writing import BylineEntry
from articles.models import Article, Category, Reporter, Tag
from tests.newsdesk import RALAT, a_category, a_published_story, a_reporter, with_photo
from tests.readers import jakarta, story
from tests.reading import meta, page_of

pytestmark = pytest.mark.django_db

AT = jakarta(2026, 1, 5, 9)
SITE = "http://testserver"


def told_of(client, article: Article) -> dict:
    """Return what the page of a story says in its only script, which is a data block."""
    page = page_of(client.get(article.get_absolute_url()))
    block = page.one("script", type="application/ld+json")
    assert block.attributes == {"type": "application/ld+json"}
    return json.loads("".join(block.children))


def test_a_story_is_described_with_its_people_its_times_and_its_publisher(client, rita, edi):
    sam = a_reporter("Sam Hidayat", "sam-hidayat")
    names = [BylineEntry(a_reporter()), BylineEntry(sam, "writer"), BylineEntry(sam, "editor")]
    article = a_published_story(
        rita, edi, at=AT, bylines=names, tags=["Posyandu"], dateline="SUKATANI", **with_photo(rita)
    )
    path = f"{SITE}{article.get_absolute_url()}"
    newsroom = {
        "@type": "GovernmentOrganization",
        "name": "Newsroom Diskominfosantik",
        "url": f"{SITE}/",
        "logo": {"@type": "ImageObject", "url": f"{SITE}/static/articles/mark.svg"},
    }
    assert told_of(client, article) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": path,
        "url": path,
        "mainEntityOfPage": path,
        "headline": article.title,
        "description": "Posyandu Melati di Desa Sukatani kini buka sampai pukul 21.00 WIB.",
        "articleSection": "Pemerintahan",
        "inLanguage": "id",
        "isAccessibleForFree": True,
        "datePublished": "2026-01-05T09:00:00+07:00",
        "dateModified": "2026-01-05T09:00:00+07:00",
        "author": [
            {"@type": "Person", "name": "Fajar CQA", "url": f"{SITE}/reporter/fajar-cqa/"},
            {"@type": "Person", "name": "Sam Hidayat", "url": f"{SITE}/reporter/sam-hidayat/"},
        ],
        "publisher": newsroom,
        "image": [
            {
                "@type": "ImageObject",
                "url": f"{SITE}{article.photo.file.url}",
                "width": 1200,
                "height": 800,
                "caption": "Warga mengantre di Posyandu Melati.",
                "creditText": "Ist.",
            }
        ],
        "keywords": ["Posyandu"],
        "dateline": "SUKATANI",
    }


def test_a_story_without_names_is_by_the_newsroom(client, government):
    told = told_of(client, story(government))
    assert told["author"] == [told["publisher"]]
    assert {"image", "keywords", "dateline", "correction"} & set(told) == set()


def test_a_correction_is_told_with_its_time_and_a_typing_error_is_not(client, rita, edi):
    article = a_published_story(rita, edi, at=AT)

    def change(kind, title, moment, **words):
        seen = Article.objects.get(pk=article.pk).version
        fields = {"title": title}
        workflow.update(article, by=edi, seen=seen, kind=kind, fields=fields, now=moment, **words)

    change("typo", "Posyandu Buka", jakarta(2026, 1, 6))
    assert told_of(client, article)["dateModified"] == "2026-01-05T09:00:00+07:00"
    change("correction", "Posyandu Tutup", jakarta(2026, 1, 7), **RALAT)
    told = told_of(client, article)
    assert told["dateModified"] == "2026-01-07T12:00:00+07:00"
    assert told["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "dibuka Selasa → dibuka Rabu",
            "datePublished": "2026-01-07T12:00:00+07:00",
        }
    ]


NASTY = "</script><script>fire()</script><!--<script>&amp;\"'\\\u2028\u2029\x01]]>\U0001f965"


def test_nothing_in_a_story_leaves_the_block(client, rita, edi):
    nasty = Reporter.objects.create(name=NASTY, slug="aneh")
    fields = with_photo(rita, photo_caption=NASTY, photo_credit=NASTY)
    article = a_published_story(rita, edi, bylines=[BylineEntry(nasty)], tags=["x"], **fields)
    Article.objects.filter(pk=article.pk).update(title=NASTY, summary=NASTY, dateline=NASTY[:60])
    Category.objects.filter(pk=a_category().pk).update(name=NASTY[:60])
    Tag.objects.update(name=NASTY)
    html = client.get(article.get_absolute_url()).content.decode()
    raw = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert raw.isascii()
    assert not set("<>&\x01") & set(raw)
    shown = "</script><script>fire()</script><!--<script>&amp;\"'\\ ]]>\U0001f965"
    told = told_of(client, article)
    assert told["headline"] == told["author"][0]["name"] == told["keywords"][0] == shown
    assert told["image"][0]["caption"] == shown


def test_addresses_come_from_the_settings_and_other_parameters_change_nothing(client, government):
    article = story(government)
    path = article.get_absolute_url()
    pages = [client.get(path), client.get(f"{path}?utm_source=x", headers={"host": "127.0.0.1"})]
    blocks = [page_of(page).one("script", type="application/ld+json").children for page in pages]
    assert blocks[0] == blocks[1]
    assert "127.0.0.1" not in blocks[1][0]


def test_those_who_share_are_told_it_is_a_story_and_what_about(client, rita, edi):
    article = a_published_story(rita, edi, at=AT, tags=["Posyandu", "Malam"], **with_photo(rita))
    page = page_of(client.get(article.get_absolute_url()))
    assert meta(page, "og:type") == "article"
    assert meta(page, "article:published_time") == "2026-01-05T09:00:00+07:00"
    assert meta(page, "article:section") == "Pemerintahan"
    assert meta(page, "twitter:card") == "summary_large_image"
    tags = [tag.attributes["content"] for tag in page.all("meta", property="article:tag")]
    assert tags == ["Malam", "Posyandu"]


def test_other_pages_have_no_script_at_all(client, government):
    story(government)
    for path in ("/", "/kategori/pemerintahan/"):
        assert page_of(client.get(path)).all("script") == []
