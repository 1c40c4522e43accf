"""The script that reports a read, in a real browser: shown pages count, and nothing else does."""

import time

import pytest

from tests.running_site import RunningSite
from tests.suite import need
from tests.tabs import Tabs

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]

A_STORY = """
from django.utils import timezone
from articles.models import Article, Category
section, _ = Category.objects.get_or_create(name="Pemerintahan", slug="pemerintahan")
now = timezone.now()
story = Article.objects.create(title="Bupati tinjau jalan", category=section, status="published",
    body="<p>Isi.</p>", published_at=now, first_published_at=now)
print(story.get_absolute_url())
"""
READS = """
from django.db.models import Sum
from articles.models import ArticleDay
print(ArticleDay.objects.filter(article_id={pk}).aggregate(n=Sum("reads", default=0))["n"])
"""


@pytest.fixture(scope="module")
def site():
    with RunningSite(workers=1, env={"READS_MODE": "beacon"}) as site:
        yield site


@pytest.fixture
def story(site) -> str:
    return site.python(A_STORY).split()[-1]


def reads_of(site, story: str) -> int:
    return int(site.python(READS.format(pk=story.split("/")[2])).split()[-1])


def wait_for_reads(site, story: str, expected: int) -> None:
    deadline = time.monotonic() + 60
    while (found := reads_of(site, story)) != expected:
        assert time.monotonic() < deadline, f"{found} reads, not {expected}"


def number(page) -> str:
    return page.locator("[data-reads]").inner_text()


def test_a_page_counts_when_it_is_shown_and_says_so_under_its_strict_policy(site, story, new_page):
    page = new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    with page.expect_response(lambda answer: "/baca/" in answer.url) as reported:
        page.goto(site.address + story)
    assert (reported.value.status, reported.value.json()) == (200, {"reads": 1})
    page.locator('[data-reads="1"]').wait_for()
    assert number(page) == "Dibaca 1 kali"
    assert reported.value.request.headers.get("cookie") is None
    policy = page.request.get(site.address + story).headers["content-security-policy"]
    assert "connect-src 'self'" in policy
    assert complaints == []
    with page.expect_response(lambda answer: "/baca/" in answer.url) as again:
        page.reload()
    assert again.value.status == 204
    assert reads_of(site, story) == 1


IS_READY = "document.readyState === 'complete' && location.pathname === '{path}'"
HOW_IT_IS_SEEN = "[document.visibilityState, document.prerendering]"
REPORTS = "performance.getEntriesByType('resource').filter(e => e.name.includes('/baca/')).length"
AHEAD = """
Object.defineProperty(document, "prerendering",
    { configurable: true, get: () => !window.isActive });
"""
ACTIVATED = "window.isActive = true; document.dispatchEvent(new Event('prerenderingchange'))"


@pytest.fixture(scope="module")
def tabs():
    need("chromium")
    with Tabs() as tabs:
        yield tabs


def somebody_reads_another(site, tabs) -> None:
    """Let a story be read in front until it is counted; so is what was reported before."""
    other = site.python(A_STORY).split()[-1]
    tabs.open(site.address + other)
    wait_for_reads(site, other, 1)


def test_a_tab_in_the_background_counts_when_it_comes_to_the_front(site, story, tabs):
    tabs.open(site.address + "/")
    tab = tabs.open(site.address + story, behind=True)
    tab.wait_until(IS_READY.format(path=story))
    somebody_reads_another(site, tabs)
    assert tab.evaluate(HOW_IT_IS_SEEN) == ["hidden", False]
    assert (tab.evaluate(REPORTS), reads_of(site, story)) == (0, 0)
    tab.come_to_front()
    tab.wait_until(f"{REPORTS} === 1")
    tabs.open(site.address + "/")
    tab.come_to_front()  # again, and it is no second read
    somebody_reads_another(site, tabs)
    assert (tab.evaluate(REPORTS), reads_of(site, story)) == (1, 1)


def test_a_page_made_ahead_counts_only_when_it_is_shown(site, story, new_page):
    """The page is told that it is made ahead: a browser that is driven from outside only fetches
    what rules of speculation name, and renders it when it is shown."""
    page = new_page()
    sent: list[str] = []
    page.on("request", lambda request: "/baca/" in request.url and sent.append(request.url))
    page.add_init_script(AHEAD)
    page.goto(site.address + story, wait_until="networkidle")
    assert sent == []
    with page.expect_response(lambda answer: "/baca/" in answer.url) as reported:
        page.evaluate(ACTIVATED)
    assert reported.value.json() == {"reads": 1}
    page.evaluate(ACTIVATED)
    wait_for_reads(site, story, 1)
    assert len(sent) == 1


def test_coming_back_within_half_an_hour_is_the_same_read(site, story, new_page):
    page = new_page()
    with page.expect_response(lambda answer: "/baca/" in answer.url):
        page.goto(site.address + story)
    page.goto(site.address + "/")
    with page.expect_response(lambda answer: "/baca/" in answer.url) as back:
        page.go_back()
    assert back.value.status == 204
    with page.expect_response(lambda answer: "/baca/" in answer.url) as kept:
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert kept.value.status == 204
    wait_for_reads(site, story, 1)


def test_without_a_script_the_picture_counts_once(site, story, new_page):
    page = new_page(java_script_enabled=False)
    for _ in range(2):
        with page.expect_response(lambda answer: answer.url.endswith(".gif")) as sent:
            page.goto(site.address + story)
        assert sent.value.headers["cache-control"] == "no-store"
    wait_for_reads(site, story, 1)
