"""Pages are asked for again and answered with nothing when they are the same, never otherwise."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from articles.editorial import banners, lead, pages, site_settings, workflow
from articles.models import ArticleDay, Edition
from articles.models.article import Ground
from articles.models.banner import Level
from tests.conftest import PHONE
from tests.newsdesk import a_draft, a_published_story, a_scheduled_story

PAGES = (
    "/",
    "/kategori/pemerintahan/",
    "/terpopuler/",
    "/arsip/",
    "/ralat/",
    "/statistik/",
    "/reporter/fajar-cqa/",
)


def asked(client, address: str, **headers):
    names = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return client.get(address, headers={"user-agent": PHONE}, **names)


def test_every_page_carries_an_etag_and_a_date_and_answers_304(client, rita, edi):
    story = a_published_story(rita, edi)
    for address in (*PAGES, story.get_absolute_url()):
        asked(client, address)  # the first read changes the numbers on the page
        page = asked(client, address)
        assert (page.status_code, page.cookies) == (200, {}), address
        assert "Cookie" not in page.get("Vary", ""), address
        same = asked(client, address, if_none_match=page["ETag"])
        assert (same.status_code, same.content) == (304, b""), address
        assert same["ETag"] == page["ETag"]
        assert same["Cache-Control"] == page["Cache-Control"] == "private, no-cache"
        by_date = asked(client, address, if_modified_since=page["Last-Modified"])
        assert by_date.status_code == 304, address


def test_a_copy_of_another_page_is_not_good_enough(client, rita, edi):
    story = a_published_story(rita, edi)
    other = asked(client, "/")["ETag"]
    assert asked(client, story.get_absolute_url(), if_none_match=other).status_code == 200


def test_a_304_is_a_read_like_any_other(client, rita, edi):
    story = a_published_story(rita, edi)
    etag = asked(client, story.get_absolute_url())["ETag"]
    client.get(
        story.get_absolute_url(), headers={"user-agent": f"{PHONE} X", "if-none-match": etag}
    )
    assert ArticleDay.objects.get(article=story).reads == 2


def test_reads_do_not_move_the_date_of_a_page(client, rita, edi):
    story = a_published_story(rita, edi)
    before = asked(client, story.get_absolute_url())["Last-Modified"]
    for number in range(3):
        client.get(story.get_absolute_url(), headers={"user-agent": f"{PHONE} {number}"})
    assert asked(client, story.get_absolute_url())["Last-Modified"] == before


@pytest.fixture
def yesterday(rita, edi):
    """Return a story that has been public since yesterday, in an edition as old."""
    then = timezone.now() - timedelta(days=1)
    story = a_published_story(rita, edi)
    type(story).objects.update(published_at=then, first_published_at=then)
    Edition.objects.update(changed_at=then)
    return story


@pytest.mark.parametrize("deed", ["update", "withdraw", "publish another"])
def test_who_asks_by_date_gets_the_page_anew_after_every_change(
    client, rita, edi, mira, yesterday, deed
):
    last = asked(client, "/")["Last-Modified"]
    assert asked(client, "/", if_modified_since=last).status_code == 304
    yesterday.refresh_from_db()
    if deed == "update":
        fields = {"title": "Judul baru"}
        workflow.update(yesterday, by=edi, seen=yesterday.version, kind="typo", fields=fields)
    elif deed == "withdraw":
        workflow.withdraw(yesterday, by=mira, ground=Ground.values[0], text="Keliru.")
    else:
        a_published_story(rita, edi, title="Kedua")
    page = asked(client, "/", if_modified_since=last)
    assert page.status_code == 200
    assert parse_http_date(page["Last-Modified"]) > parse_http_date(last)


def test_a_scheduled_story_makes_pages_new_in_its_second(client, rita, edi, yesterday, monkeypatch):
    at = (timezone.now() + timedelta(minutes=5)).replace(microsecond=0)
    a_scheduled_story(rita, edi, at=at, title="Dijadwalkan")
    last = http_date((at - timedelta(seconds=1)).timestamp())
    for seconds, status in ((-1, 304), (0, 200)):
        monkeypatch.setattr(timezone, "now", lambda s=seconds: at + timedelta(seconds=s))
        assert asked(client, "/", if_modified_since=last).status_code == status


def test_writing_a_draft_makes_no_page_new(client, rita, edi, yesterday):
    before = Edition.objects.get().number
    a_draft(rita)
    assert Edition.objects.get().number == before


def test_a_colleague_always_gets_the_whole_page_and_keeps_none(signed_in, rita, edi):
    story = a_published_story(rita, edi)
    page = signed_in(edi).get(story.get_absolute_url())
    assert page["Cache-Control"] == "private, no-store"
    assert "ETag" not in page


def test_whatever_else_readers_see_makes_a_new_edition(signed_in, rita, edi, mira, yesterday):
    def number() -> int:
        return Edition.objects.get().number

    page = pages.add(by=mira, fields={"title": "Tentang kami", "body": "<p>Kami.</p>"})
    banner = {"text": "Banjir di Muaragembong", "level": Level.values[0]}
    later = timezone.now() + timedelta(hours=1)
    deeds = {
        "a page": lambda: pages.edit(page, by=mira, fields={"title": "Siapa kami"}, seen=1),
        "a banner": lambda: banners.add(by=mira, fields=banner | {"ends_at": later}),
        "a lead story": lambda: lead.choose(yesterday, by=edi, until=later),
        "the site": lambda: site_settings.edit(
            by=mira, fields={"name": "Kabar"}, places={}, seen=1
        ),
        "a section": lambda: signed_in(mira).post(
            f"/admin/articles/category/{yesterday.category_id}/change/",
            {"name": "Umum", "slug": "umum", "description": "", "position": "1"},
        ),
    }
    for name, deed in deeds.items():
        before = number()
        deed()
        assert number() > before, name
