"""A scheduled story is nowhere before its second, and everywhere from it on."""

from datetime import timedelta

import pytest
import time_machine

from articles.editorial import lead, workflow
from articles.models import Article, ArticleDay, Correction, LegacyUrl, Tag
from tests.doors import WITHOUT_STORIES, every_list_and_document, part_of
from tests.newsdesk import a_published_story
from tests.readers import jakarta, read
from tests.reading import page_of

pytestmark = pytest.mark.django_db

AT = jakarta(2026, 9, 20, 9)
SECRET = "kelapamuda"
# A search page repeats what was asked: it is found by a word of the body, and shows the title.
SEARCHED = "gulamerah"
SECOND = timedelta(seconds=1)


@pytest.fixture
def scheduled(rita, edi):
    """A story of nine o'clock, read and corrected already as far as the tables can say."""
    with time_machine.travel(AT - timedelta(days=2), tick=False):
        a_published_story(rita, edi, title="Berita biasa", tags=["Pasar"])
        words = {"title": SECRET, "body": f"<p>Resep {SEARCHED}.</p>", "tags": [SECRET]}
        article = a_published_story(rita, edi, at=AT, **words)
    read(article, AT.date(), 9)
    Correction.objects.create(
        article=article, wrong="x", right="y", at=AT - timedelta(days=1), by_name="x"
    )
    return article


def doors(article: Article) -> list[str]:
    tag = Tag.objects.get(name=SECRET).get_absolute_url()
    lists = ["/", "/kategori/pemerintahan/", "/reporter/fajar-cqa/", tag]
    lists.append(f"/cari/?q={SEARCHED}")
    own = article.get_absolute_url()
    documents = set(every_list_and_document(article)).difference(WITHOUT_STORIES)
    return [*lists, own, *sorted(documents)]


def showing(client, article: Article) -> set[str]:
    """Return the doors where the story is to be found at this moment, by its word or address."""
    return {path for path in doors(article) if SECRET in client.get(path).content.decode()}


@pytest.mark.parametrize(
    ("after", "public"), [(-SECOND, False), (timedelta(0), True), (SECOND, True)]
)
def test_a_story_is_nowhere_before_its_second_and_everywhere_from_it_on(
    client, scheduled, after, public
):
    with time_machine.travel(AT + after, tick=False):
        found = showing(client, scheduled)
    without_titles = {"/sitemap.xml", "/sitemap-laman.xml"}
    assert found == (set(doors(scheduled)) - without_titles if public else set())


@pytest.mark.parametrize("path", ["/sitemap.xml", "/arsip/", "/arsip/2026/", "/arsip/2026/09/"])
def test_what_counts_and_dates_stories_does_not_know_it_before(client, scheduled, path):
    with time_machine.travel(AT - SECOND, tick=False):
        with_it = client.get(path)
        before = page_of(with_it).one("main").text if "arsip" in path else with_it.content
    with time_machine.travel(AT, tick=False):
        after = client.get(path)
        now = page_of(after).one("main").text if "arsip" in path else after.content
    assert before != now
    Correction.objects.filter(article=scheduled).delete()
    ArticleDay.objects.filter(article=scheduled).delete()
    Article.objects.filter(pk=scheduled.pk).update(published_at=AT + timedelta(days=9))
    with time_machine.travel(AT - SECOND, tick=False):
        again = client.get(path)
        assert (page_of(again).one("main").text if "arsip" in path else again.content) == before


def test_the_part_of_the_map_and_the_day_of_a_lone_story_begin_with_it(client, rita, edi):
    with time_machine.travel(AT - timedelta(days=1), tick=False):
        lone = a_published_story(rita, edi, at=AT)
    paths = ["/arsip/2026/", "/arsip/2026/09/", "/arsip/2026/09/20/", part_of(lone)]
    for moment, status in ((AT - SECOND, 404), (AT, 200), (AT + SECOND, 200)):
        with time_machine.travel(moment, tick=False):
            assert [client.get(path).status_code for path in paths] == [status] * 4


def test_who_has_the_feed_of_a_second_before_is_sent_the_new_one(client, scheduled):
    for path in ("/rss.xml", "/feed.json", "/sitemap.xml", "/sitemap-berita.xml"):
        with time_machine.travel(AT - SECOND, tick=False):
            known = client.get(path)
        for name, header in (("if-none-match", "ETag"), ("if-modified-since", "Last-Modified")):
            if header not in known.headers:
                continue
            with time_machine.travel(AT, tick=False):
                assert client.get(path, headers={name: known[header]}).status_code == 200, path


def test_before_its_second_its_address_is_one_that_does_not_exist(client, scheduled):
    """By every spelling, method and condition; its writer's tag and bylines lead nowhere either."""
    own = scheduled.get_absolute_url()
    asked = [
        ("get", own, {}),
        ("get", f"/berita/{scheduled.pk}/", {}),
        ("get", f"/berita/{scheduled.pk}/lain/", {}),
        ("get", own.rstrip("/"), {}),
        ("get", own, {"if-none-match": "*"}),
        ("get", own, {"if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"}),
        ("get", f"/cari/?q={SECRET}&tag={SECRET}", {}),
        ("get", Tag.objects.get(name=SECRET).get_absolute_url(), {}),
    ]
    with time_machine.travel(AT - SECOND, tick=False):
        unknown = client.get("/berita/99999999/tidak-ada/")
        for method, path, headers in asked:
            for verb in (method, "head"):
                response = getattr(client, verb)(path, headers=headers, follow=True)
                if "cari" in path:
                    assert own not in response.content.decode()
                    continue
                assert response.status_code == 404, (verb, path)
                if verb == "get":
                    assert response.content == unknown.content, path


def test_with_warm_caches_it_comes_at_its_second_and_goes_with_its_withdrawal(
    client, scheduled, mira
):
    shown = []
    paths = [path for path in doors(scheduled) if not path.startswith("/sitemap")]
    for after in (-SECOND, timedelta(0)):
        with time_machine.travel(AT + after, tick=False):
            for _turn in range(2):
                shown.append({p for p in paths if SECRET in client.get(p).content.decode()})
    with time_machine.travel(AT + SECOND, tick=False):
        workflow.withdraw(scheduled, by=mira, ground="child", text="Identitas anak.")
        shown.append({p for p in paths if SECRET in client.get(p).content.decode()})
    assert shown == [set(), set(), set(paths), set(paths), set()]


def test_neither_the_lead_nor_an_old_address_nor_a_suggestion_nor_a_neighbour_tells_of_it(
    client, scheduled, edi
):
    lead.choose(scheduled, by=edi, until=AT + SECOND * 60, now=AT - SECOND * 60)
    LegacyUrl.objects.create(address="/lama/1.html", article=scheduled, added_at=AT)
    ordinary = Article.objects.get(title="Berita biasa").get_absolute_url()
    paths = ["/", "/cari/?q=kelapamudi", ordinary]
    for after, public in ((-SECOND, False), (timedelta(0), True)):
        with time_machine.travel(AT + after, tick=False):
            told = [path for path in paths if SECRET in client.get(path).content.decode()]
            old = client.get("/lama/1.html").status_code
        assert (told, old) == (paths, 301) if public else ([], 404)
