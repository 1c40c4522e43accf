"""What else the page of a story says, each only when it is so, and each in its place."""

import pytest

from articles.editorial import workflow
from articles.editorial.writing import BylineEntry
from articles.models import Article, Reporter
from tests.conftest import PHONE
from tests.newsdesk import (
    RALAT,
    a_category,
    a_draft,
    a_photo,
    a_published_story,
    a_reporter,
    with_photo,
)
from tests.readers import jakarta, story
from tests.reading import assert_in_order, page_of

pytestmark = pytest.mark.django_db


def page_about(client, article):
    return page_of(client.get(article.get_absolute_url()))


def test_a_bare_story_says_nothing_that_is_not_so(client, rita, edi):
    page = page_about(client, a_published_story(rita, edi))
    article = page.one("article", class_="article")
    section, _time, posted, reads = article.one("header").all("li")
    assert (section.text, reads.text) == ("Pemerintahan", "Dibaca 0 kali")
    assert posted.text == "Diposting oleh Newsroom Diskominfosantik"
    assert article.all("figure") == article.all("nav") == article.all(class_="notice") == []
    assert article.all(class_="article__summary") == []
    assert article.one("footer").all("li")[0].text == "Reporter : Fajar CQA"


def test_a_correction_is_linked_from_the_top_and_printed_below_with_its_time(client, rita, edi):
    article = a_published_story(rita, edi, at=jakarta(2026, 3, 2, 9))
    at = jakarta(2026, 3, 2, 14, 5)
    workflow.update(
        article, by=edi, seen=article.version, kind="correction", fields={"title": "Betul"},
        now=at, **RALAT,
    )  # fmt: skip
    page = page_about(client, article)
    header = page.one("article", class_="article").one("header")
    link = header.one("a", name="Berita ini memuat ralat")
    assert link.attributes["href"] == "#corrections"
    assert "Diperbarui Senin, 2 Maret 2026 | 14.05 WIB" in header.text
    assert page.section("Ralat").text == (
        "Ralat Senin, 2 Maret 2026 | 14.05 WIB:"
        " semula tertulis “dibuka Selasa”, yang benar “dibuka Rabu”. Daftar Ralat"
    )


def test_an_unverified_reprint_says_both_after_its_text(client, rita, edi):
    article = a_published_story(
        rita,
        edi,
        body="<p>Kalimat terakhir.</p>",
        is_reprint=True,
        source="Antara",
        needs_verification=True,
    )
    assert_in_order(
        page_about(client, article).text,
        "Kalimat terakhir.",
        "Berita ini masih memerlukan verifikasi lebih lanjut.",
        "Reporter : Fajar CQA",
        "Sumber : Antara",
    )


def test_bylines_and_tags_stand_below_in_order_and_lead_to_their_pages(client, rita, edi):
    editor = Reporter.objects.create(name="Yus Ismail", slug="yus-ismail")
    names = [BylineEntry(a_reporter()), BylineEntry(editor, "editor")]
    article = a_published_story(rita, edi, bylines=names, tags=["UMKM", "Pasar Murah"])
    foot = page_about(client, article).one("article", class_="article").one("footer")
    assert [line.text for line in foot.all("li")] == [
        "Reporter : Fajar CQA",
        "Editor : Yus Ismail",
        "Pasar Murah",
        "UMKM",
    ]
    assert foot.links() == [
        "/reporter/fajar-cqa/",
        "/reporter/yus-ismail/",
        "/tag/pasar-murah/",
        "/tag/umkm/",
    ]
    assert [client.get(link).status_code for link in foot.links()] == [200] * 4


def test_the_photo_has_its_size_its_words_and_its_credit(client, rita, edi):
    figure = page_about(client, a_published_story(rita, edi, **with_photo(rita))).one("figure")
    image = figure.one("img").attributes
    assert (image["width"], image["height"]) == ("1200", "800")
    assert image["alt"] == "Antrean warga di teras posyandu"
    assert image["fetchpriority"] == "high"
    assert [size.split()[1] for size in image["srcset"].split(", ")] == ["320w", "640w", "1200w"]
    light = figure.one("source").attributes
    assert light["type"] == "image/webp"
    assert [size.split()[1] for size in light["srcset"].split(", ")] == ["320w", "640w", "1200w"]
    assert figure.one("figcaption").text == "Warga mengantre di Posyandu Melati. Foto: Ist."


def test_a_photo_without_any_words_has_no_empty_caption(client, government):
    article = story(government, photo=a_photo(), photo_caption="", photo_credit="")
    assert page_about(client, article).one("figure").all("figcaption") == []


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>Satu</p>", "CIKARANG – Satu"),
        ("<p><strong>Satu</strong> dua</p><p>tiga</p>", "CIKARANG – Satu dua tiga"),
        ("<h2>Judul</h2><p>Satu</p>", "CIKARANG – Judul Satu"),
        ("<ul><li>Satu</li></ul>", "CIKARANG – Satu"),
        ("", "CIKARANG –"),
    ],
)
def test_the_dateline_opens_the_story_whatever_it_begins_with(client, government, body, shown):
    article = story(government, dateline="CIKARANG")
    Article.objects.filter(pk=article.pk).update(body=body)
    text = page_about(client, article).one(class_="article__body")
    assert text.text == shown
    assert text.one("b").text == "CIKARANG"


def test_other_news_come_from_the_same_section_first_and_never_repeat_the_story(
    client, government, health
):
    for number in range(1, 5):
        story(government, f"Pemerintahan {number}", published_at=jakarta(2026, 1, number))
        story(health, f"Kesehatan {number}", published_at=jakarta(2026, 2, number))
    article = Article.objects.get(title="Pemerintahan 3")
    others = page_about(client, article).section("Berita Lainnya").all("h3")
    assert [title.text for title in others] == [
        "Pemerintahan 4",
        "Pemerintahan 2",
        "Pemerintahan 1",
        "Kesehatan 4",
        "Kesehatan 3",
    ]


def test_the_only_story_of_a_site_offers_no_empty_list(client, government):
    page = page_about(client, story(government))
    assert page.all(name="Berita Lainnya") == []
    assert page.section("Berita terbaru").all("li")


def test_a_reader_gets_no_cookie_and_only_his_browser_keeps_the_page(client, government):
    response = client.get(story(government).get_absolute_url(), headers={"user-agent": PHONE})
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


def test_nobody_keeps_what_a_colleague_is_shown_and_it_is_no_read(signed_in, rita, edi):
    article = a_published_story(rita, edi)
    response = signed_in(rita).get(article.get_absolute_url(), headers={"user-agent": PHONE})
    assert response.headers["Cache-Control"] == "private, no-store"
    assert page_of(response).one(data_reads="").text == "Dibaca 0 kali"


def test_asking_for_the_head_is_answered_and_is_no_read(client, government):
    path = story(government).get_absolute_url()
    head = client.head(path, headers={"user-agent": PHONE})
    assert (head.status_code, head.content) == (200, b"")
    assert page_of(client.get(path)).one(data_reads="").text == "Dibaca 0 kali"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_a_page_cannot_be_written_to(client, government, method):
    for path in (story(government).get_absolute_url(), "/", government.get_absolute_url()):
        assert getattr(client, method)(path).status_code == 405


def test_the_longest_title_and_the_shortest_story_are_shown_whole(client, rita, edi):
    title = " ".join(["Musrenbang"] * 18)[:180]
    draft = a_draft(rita, title=title, body="<p>Satu.</p>", category=a_category())
    workflow.publish(draft, by=edi, seen=draft.version)
    page = page_about(client, draft)
    assert page.one("h1").text == title.strip()
    assert page.one(class_="article__body").text == "Satu."
