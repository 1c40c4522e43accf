"""After a story: passing it on, what is related to it, and what came before and after."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editorial import workflow
from articles.models import Article
from tests.newsdesk import a_draft, a_published_story, a_scheduled_story, with_photo
from tests.readers import jakarta
from tests.reading import page_of

pytestmark = pytest.mark.django_db

NOON = jakarta(2026, 11, 20)


def titles(section) -> list[str]:
    return [heading.text for heading in section.all("h3")]


@pytest.fixture
def publish(rita, edi):
    """Return a function that publishes a story so many hours before noon."""

    def at(hours: int, title: str, **fields) -> Article:
        when = NOON - timedelta(hours=hours)
        return a_published_story(rita, edi, at=when, title=title, **fields)

    return at


def test_most_tags_in_common_come_first_then_the_newest(client, publish):
    story = publish(0, "Panen", tags=["Padi", "Sawah", "Irigasi"])
    publish(1, "Tanpa tag")
    publish(2, "Satu tag, baru", tags=["Padi", "Lain"])
    publish(9, "Dua tag", tags=["Padi", "Sawah"])
    publish(8, "Satu tag, lama", tags=["Irigasi"])
    page = page_of(client.get(story.get_absolute_url()))
    related = titles(page.section("Berita Terkait"))
    assert related == ["Dua tag", "Satu tag, baru", "Satu tag, lama"]
    assert titles(page.section("Berita Lainnya")) == ["Tanpa tag"]


def test_there_are_four_at_most_and_none_stands_twice(client, publish):
    story = publish(0, "Panen", tags=["Padi"])
    for n in range(12):
        publish(n + 1, f"Berita {n}", tags=["Padi"])
    page = page_of(client.get(story.get_absolute_url()))
    related, others = (titles(page.section(n)) for n in ("Berita Terkait", "Berita Lainnya"))
    assert related == [f"Berita {n}" for n in range(4)]
    assert others == [f"Berita {n}" for n in range(4, 9)]


def test_without_a_common_tag_the_page_does_not_claim_one(client, publish):
    story = publish(0, "Panen", tags=["Padi"])
    publish(1, "Lain", tags=["Pasar"])
    page = page_of(client.get(story.get_absolute_url()))
    assert page.all(id="related") == []
    assert titles(page.section("Berita Lainnya")) == ["Lain"]


def test_nothing_that_is_not_public_is_related_older_or_newer(client, publish, rita, edi, mira):
    story = publish(3, "Panen", tags=["Padi"])
    a_draft(rita, title="RAHASIA draf", tags=["Padi"])
    a_scheduled_story(rita, edi, title="RAHASIA terjadwal", tags=["Padi"])
    gone = publish(1, "RAHASIA ditarik", tags=["Padi"])
    workflow.withdraw(gone, by=mira, ground="child", text="Identitas anak.")
    page = client.get(story.get_absolute_url())
    assert b"RAHASIA" not in page.content
    assert page_of(page).all("nav", class_="neighbours") == []


def test_older_and_newer_lead_through_all_stories(client, publish):
    stories = [publish(n, f"Berita {n}") for n in (3, 2, 2, 2, 1)]  # three at the same moment
    seen, address = [], stories[0].get_absolute_url()
    while address:
        seen.append(address)
        page = page_of(client.get(address))
        way = page.one("nav", aria_label="Berita sebelum dan sesudahnya")
        address = next((a.attributes["href"] for a in way.all("a", rel="next")), None)
    assert seen == [story.get_absolute_url() for story in stories]
    back = [page.one("a", rel="prev").attributes["href"] for page in [page_of(client.get(seen[2]))]]
    assert back == [seen[1]]


def test_share_links_are_plain_and_carry_title_and_address(client, publish, settings):
    settings.SITE_URL = "https://berita.example.go.id"
    story = publish(0, 'Naik 5% & "murah" <b> #1 + ekstra?\u2028')
    page = page_of(client.get(story.get_absolute_url()))
    share = page.section("Bagikan berita ini")
    links = {a.text: a.attributes["href"] for a in share.all("a")}
    assert list(links) == ["WhatsApp", "Facebook", "X", "Telegram", "E-mail"]
    whole = f"https://berita.example.go.id{story.get_absolute_url()}"
    sent = parse_qs(urlsplit(links["WhatsApp"]).query)
    assert sent == {"text": [f"{story.title} {whole}"]}
    assert links["WhatsApp"].startswith("https://wa.me/?text=")
    assert parse_qs(urlsplit(links["Facebook"]).query) == {"u": [whole]}
    assert parse_qs(urlsplit(links["Telegram"]).query) == {"url": [whole], "text": [story.title]}
    assert {a.attributes["rel"] for a in share.all("a")} == {"nofollow noopener"}
    hidden = [button for button in share.all("button") if "hidden" in button.attributes]
    assert len(hidden) == len(share.all("button")) == 2


def test_the_page_runs_one_small_script_of_ours_that_blocks_nothing(client, publish):
    page = page_of(client.get(publish(0, "Panen").get_absolute_url()))
    scripts = [s for s in page.all("script") if "src" in s.attributes]
    assert [s.attributes["src"] for s in scripts] == ["/static/articles/reading.js"]
    assert "defer" in scripts[0].attributes
    home = page_of(client.get("/"))
    assert [s for s in home.all("script") if "src" in s.attributes] == []


def test_frames_are_allowed_from_the_quiet_youtube_alone(client, publish):
    policy = client.get(publish(0, "Panen").get_absolute_url())["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com;" in f"{policy};"
    assert policy.count("youtube") == 1


def test_more_stories_of_a_tag_cost_no_query(client, publish, rita):
    story = publish(0, "Panen", tags=["Padi", "Sawah"])
    publish(1, "Satu", tags=["Padi"])

    def queries() -> int:
        client.get(story.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(story.get_absolute_url())
        return len(captured)

    few = queries()
    for n in range(8):
        publish(n + 2, f"Berita {n}", tags=["Padi", "Sawah"], **with_photo(rita))
    assert queries() == few
