"""A link shows one version to whoever holds it: exactly that, for a while, and to nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.editorial import previews, workflow
from articles.models import ArticleDay, PreviewOpen, SiteDay
from tests.conftest import PHONE
from tests.desk import page_of as desk_page_of
from tests.doors import every_list_and_document
from tests.newsdesk import (
    a_draft,
    a_published_story,
    a_reporter,
    a_rewritten_draft,
    a_story_in_review,
    with_photo,
)
from tests.reading import page_of

SECRET = "Zamrudkhatulistiwa"
WHATSAPP = "WhatsApp/2.23.20.0"


def address(link) -> str:
    return f"/pratinjau/{previews.token_of(link)}/"


def shared(story, by, *, days=7, version=None):
    return previews.share(story, by=by, version=version or story.version, days=days)


def opened(link) -> list[str]:
    return list(link.opens.order_by("id").values_list("kind", flat=True))


@pytest.fixture
def link(rita):
    return shared(a_draft(rita, title=f"Judul {SECRET}", tags=["Posyandu"]), rita)


@pytest.fixture
def stranger(client):
    client.defaults["HTTP_USER_AGENT"] = PHONE
    return client


def test_it_shows_exactly_the_version_it_was_made_for(stranger, rita):
    story = a_rewritten_draft(rita)
    link = shared(story, rita, version=1)
    story = workflow.edit(story, by=rita, fields={"title": "Judul paling baru"}, seen=3)
    article = page_of(stranger.get(address(link))).one("article", class_="article")
    assert article.one("h1").text == "Posyandu buka Selasa"
    assert "sampai pukul 21.00 WIB" in article.text
    assert article.one("a", class_="kicker").text == "Pemerintahan"
    assert article.one("li", class_="signature").text == "Reporter : Fajar CQA"
    assert [tag.text for tag in article.one("ul", class_="tags").all("li")] == ["Posyandu"]
    latest = page_of(stranger.get(address(shared(story, rita))))
    assert latest.one("h1").text == "Judul paling baru"


def test_it_is_marked_as_a_draft_and_says_until_when_it_works(stranger, rita):
    with time_machine.travel("2026-09-01 02:00+00:00", tick=False):
        link = shared(a_draft(rita), rita)
        page = page_of(stranger.get(address(link)))
    notice = page.one("aside", class_="draft-notice").text
    assert notice.startswith("DRAF Versi 1 dari berita yang belum terbit.")
    assert notice.endswith("Tautan berlaku sampai Selasa, 8 September 2026 | 09.00 WIB.")
    mark = page.one("div", class_="draft-mark")
    assert mark.attributes["aria-hidden"] == "true"
    assert {span.attributes["data-mark"] for span in mark.all("span")} == {"DRAF"}
    assert page.all("span", data_reads="") == []
    assert "Belum terbit" in page.text


def test_its_photo_is_shown_and_can_be_fetched_without_a_login(stranger, rita):
    story = a_draft(rita, **with_photo(rita))
    image = page_of(stranger.get(address(shared(story, rita)))).one("article").one("img")
    assert image.attributes["alt"] == "Antrean warga di teras posyandu"
    assert stranger.get(story.photo.file.url).status_code == 200


def test_what_was_deleted_since_stands_there_without_a_link(stranger, rita):
    story = a_draft(rita, tags=["Posyandu"])
    link = shared(story, rita)
    edited = workflow.edit(story, by=rita, fields={"category": None}, bylines=[], tags=[], seen=1)
    edited.history.filter(version=1).update(category_id=99_999, photo_id=99_999)
    a_reporter().delete()
    page = page_of(stranger.get(address(link)))
    assert page.one("li", class_="signature").text == "Reporter : Fajar CQA"
    assert page.one("li", class_="signature").links() == []
    assert page.all("a", class_="kicker") == []


def test_nobody_keeps_it_finds_it_or_learns_its_address(stranger, link):
    response = stranger.get(address(link))
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"].startswith("noindex, nofollow, noarchive")
    assert response["Referrer-Policy"] == "no-referrer"
    assert response.cookies == {}
    page = page_of(response)
    assert page.one("meta", name_="robots").attributes["content"] == "noindex"
    assert page.all("link", rel="canonical") == []
    assert [found for found in page.links() if "/admin/" in found] == []


def test_a_chat_makes_a_card_that_tells_nothing(stranger, link):
    for agent in (WHATSAPP, "facebookexternalhit/1.1", "TelegramBot (like TwitterBot)", PHONE):
        response = stranger.get(address(link), headers={"user-agent": agent})
        head, _, body = response.content.decode().partition("</head>")
        assert SECRET not in head
        assert '<meta property="og:title" content="Pratinjau – DRAF">' in head
        assert '<meta property="og:description" content="Pratinjau – DRAF">' in head
        assert "<title>Pratinjau – DRAF" in head
        assert "og:image" not in head
        assert "ld+json" not in head
        assert (SECRET in body) == (agent == PHONE)
    assert opened(link) == ["robot", "robot", "robot", "person"]


def test_openings_are_written_down_by_kind_and_nothing_else_is(stranger, signed_in, link, rita):
    path = address(link)
    stranger.get(path)
    stranger.get(path, headers={"user-agent": WHATSAPP})
    stranger.get(path, headers={"sec-purpose": "prefetch;prerender"})
    stranger.head(path)
    assert stranger.post(path).status_code == 405
    signed_in(rita).get(path)
    assert opened(link) == ["person", "robot", "robot", "desk"]
    columns = {field.name for field in PreviewOpen._meta.get_fields()}
    assert columns == {"id", "link", "at", "kind"}


def test_what_is_written_down_has_an_end(stranger, link, monkeypatch):
    monkeypatch.setattr(previews, "MOST_OPENS", 2)
    for _ in range(4):
        assert stranger.get(address(link)).status_code == 200
    assert len(opened(link)) == 2


def test_no_read_and_no_visitor_is_counted(stranger, link):
    stranger.get(address(link))
    assert (ArticleDay.objects.count(), SiteDay.objects.count()) == (0, 0)


def over(response) -> str:
    """Return what is said in place of the story; it must not be told."""
    page = page_of(response, status=404)
    assert SECRET not in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert page.one("h1").text == "Pratinjau ini tidak berlaku lagi"
    return page.one("main").text


def test_it_ends_with_its_day_and_not_before(stranger, link):
    end = link.expires_at
    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        assert stranger.get(address(link)).status_code == 200
    for moment in (end, end + timedelta(days=400)):
        with time_machine.travel(moment, tick=False):
            assert "Mintalah yang baru kepada redaksi" in over(stranger.get(address(link)))
    assert opened(link) == ["person"]


def test_it_ends_when_it_is_revoked(stranger, link, rita):
    previews.revoke(link, by=rita)
    over(stranger.get(address(link)))


def test_a_published_story_is_read_at_its_own_address(stranger, link, edi):
    story = workflow.publish(link.article, by=edi, seen=1)
    response = stranger.get(address(link))
    page = page_of(response, status=404)
    assert page.one("main").one("a").attributes["href"] == story.get_absolute_url()
    assert "Beritanya sudah terbit" in page.one("main").text


def test_a_withdrawn_story_is_not_read_by_a_link_again(stranger, link, edi, mira):
    story = workflow.publish(link.article, by=edi, seen=1)
    workflow.withdraw(story, by=mira, ground="child", text="Identitas anak.")
    over(stranger.get(address(link)))


def test_what_is_scheduled_is_reached_by_no_link_before_its_second(stranger, link, edi):
    at = timezone.now() + timedelta(days=1)
    story = workflow.publish(link.article, by=edi, seen=1, at=at)
    over(stranger.get(address(link)))
    with time_machine.travel(at - timedelta(seconds=1), tick=False):
        over(stranger.get(address(link)))
    with time_machine.travel(at, tick=False):
        page = page_of(stranger.get(address(link)), status=404)
        assert "Beritanya sudah terbit" in page.one("main").text
    workflow.unschedule(story, by=edi)
    assert stranger.get(address(link)).status_code == 200


def test_the_trash_closes_it_and_restoring_opens_it_again(stranger, link, rita):
    story = workflow.trash(link.article, by=rita)
    over(stranger.get(address(link)))
    workflow.restore(story, by=rita)
    assert stranger.get(address(link)).status_code == 200


def test_a_link_works_while_the_story_waits_for_review(stranger, rita):
    assert stranger.get(address(shared(a_story_in_review(rita), rita))).status_code == 200


def test_a_made_up_address_is_like_any_that_does_not_exist(stranger, link):
    unknown = stranger.get("/tidak-ada/")
    token = previews.token_of(link)
    guesses = [
        token[:-1] + ("0" if token[-1] != "0" else "1"),
        ("0" if token[0] != "0" else "1") + token[1:],
        token[:32] + token[:32],
        token[:32],
        token + "0",
        token.upper(),
        "0" * 64,
        "x" * 64,
        "1" * 5000,
        "%00",
        "%ff",
        "%ED%A0%80",
        "٣" * 64,
        "token",
        "..",
    ]
    for guess in guesses:
        response = stranger.get(f"/pratinjau/{guess}/")
        assert (response.status_code, response.content) == (404, unknown.content), guess
    assert stranger.get(f"/pratinjau/{token}").headers["Location"] == f"/pratinjau/{token}/"
    assert opened(link) == []


def test_a_guess_costs_the_database_no_question_about_links(
    stranger, link, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert previews.find("0" * 64) is None
        assert previews.find(previews.token_of(link)[:-1] + "x") is None


def test_the_table_alone_opens_nothing(link, settings):
    token = previews.token_of(link)
    assert len(token) == 64
    assert token not in str(list(type(link).objects.values()))
    settings.SECRET_KEY = "another site, or a thief with a copy of the database" * 2
    assert previews.token_of(link) != token
    assert previews.find(token) is None


def test_addresses_are_random(rita):
    story = a_draft(rita)
    tokens = {previews.token_of(shared(story, rita)) for _ in range(20)}
    assert len({token[:32] for token in tokens}) == len({token[32:] for token in tokens}) == 20


def test_nothing_that_is_public_knows_of_it(stranger, link, rita, edi):
    public = a_published_story(rita, edi)
    token = previews.token_of(link)
    for path in ("/", public.get_absolute_url(), *every_list_and_document(public)):
        content = stranger.get(path).content.decode(errors="replace")
        assert token not in content
        assert "/pratinjau" not in content, path
        assert SECRET not in content


def test_the_desk_shows_the_address_in_full(signed_in, link, rita):
    html = signed_in(rita).get(desk_page_of(link.article, "links")).content.decode()
    assert f'value="http://testserver{address(link)}"' in html
