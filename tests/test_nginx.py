"""The site as readers and the desk meet it: the shipped nginx before a real application.

One site with the demonstration news, two processes, in beacon mode. Its readers call from many
addresses of this machine: nginx says from which, and nobody else is believed.
"""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import PHONE
from tests.nginx import HOST, Nginx
from tests.pages import story
from tests.running_site import RunningSite
from tests.suite import need
from tests.visitor import Visitor

pytestmark = [pytest.mark.server, pytest.mark.once]

IN_FRONT = {
    "READS_MODE": "beacon",
    "SITE_URL": f"https://{HOST}",
    "ALLOWED_HOSTS": HOST,
    "TRUSTED_PROXIES": "127.0.0.1/32",
}
DEADLINE_SECONDS = 120


@pytest.fixture(scope="module")
def site():
    need("nginx")
    with RunningSite(workers=2, demo=True, env=IN_FRONT) as site:
        yield site


@pytest.fixture(scope="module")
def front(site):
    with Nginx(f"127.0.0.1:{site.port}", var=site.folder) as nginx:
        yield nginx


class AtTheDesk(Visitor):
    """A visitor whose browser says where its forms come from."""

    def post(self, path: str, fields: dict, **headers: str):
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        body = "&".join(f"{name}={value}" for name, value in {**token, **fields}.items()).encode()
        headers |= {"Content_Type": "application/x-www-form-urlencoded"}
        headers |= {"Origin": f"https://{HOST}", "Referer": f"https://{HOST}/admin/"}
        return self._remember(self.site.post(path, body, **self._headers(), **headers))


def lines_of(front: Nginx, path: str) -> list[list[str]]:
    """Return the lines of the log about a path, as words."""
    words = [line.split() for line in front.logs.decode().splitlines()]
    return [line for line in words if len(line) > 10 and line[3] == path]


def test_a_page_of_one_reader_never_reaches_another(site, front):
    page = story(site, "published")["url"]
    edi = AtTheDesk(front).sign_in(site.user("editor"))
    for path in ("/", page):
        first, own, second = front.get(path), edi.get(path), front.get(path)
        assert own.status == first.status == 200
        assert own.headers["Cache-Control"] == "private, no-store"
        for answer in (first, second):
            assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1"
            assert "Set-Cookie" not in answer.headers
            assert site.user("editor")["name"] not in answer.text.partition("<article")[0]
    desk = edi.get("/admin/")
    assert desk.status == 200
    assert site.user("editor")["name"] in desk.text
    assert front.get("/admin/").status == 302
    cached = {line[8] for path in ("/", page) for line in lines_of(front, path)}
    assert cached <= {"MISS", "HIT", "EXPIRED", "UPDATING", "BYPASS"}
    assert "BYPASS" in cached
    assert {line[8] for line in lines_of(front, "/admin/")} == {"-"}


PUBLISH = """
from accounts.models import User
from tests.newsdesk import a_published_story
rita, edi = (User.objects.get(username=name) for name in ("rita", "edi"))
print(a_published_story(rita, edi, title="{title}").get_absolute_url())
"""
WITHDRAW = """
from accounts.models import User
from articles.editorial import workflow
from articles.models import Article
mira = User.objects.get(username="mira")
workflow.withdraw(Article.objects.get(pk={pk}), by=mira, ground="child", text="Ditarik.")
"""


def test_a_story_is_seen_soon_after_it_was_published_and_is_gone_when_it_is_withdrawn(site, front):
    """While readers ask for it all the time: what was seen once never goes back."""
    title = "Jembatan baru dibuka sore ini"
    assert title not in front.get("/").text
    address = site.python(PUBLISH.format(title=title)).strip()
    until(lambda: title in front.get("/").text)
    for _ in range(100):
        assert title in front.get("/").text
        assert front.get(address).status == 200
    site.python(WITHDRAW.format(pk=address.split("/")[2]))
    until(lambda: front.get(address).status == 410)
    for _ in range(100):
        assert front.get(address).status == 410


def until(what) -> None:
    stop = time.monotonic() + DEADLINE_SECONDS
    while not what():
        assert time.monotonic() < stop, "it never came about"


NUMBERS = """
from django.utils import timezone
from articles.models import ArticleDay, SiteDay
from articles.readership.applying import apply_now
apply_now(now=timezone.now(), using="default")
print(sum(ArticleDay.objects.filter(article={pk}).values_list("reads", flat=True)),
      sum(SiteDay.objects.values_list("visitors", flat=True)))
"""


def numbers(site, pk: str) -> tuple[int, int]:
    """Return the reads of a story and all visitors, once what was reported is applied."""
    reads, visitors = site.python(NUMBERS.format(pk=pk)).split()
    return int(reads), int(visitors)


def test_a_thousand_copies_and_a_thousand_beacons_are_a_thousand_reads(site, front):
    """Each of a thousand readers has an address of his own, and claims to have another one."""
    page = site.python(PUBLISH.format(title="Seribu pembaca")).strip()
    pk = page.split("/")[2]
    reads, visitors = numbers(site, pk)
    assert reads == 0

    def read(number: int) -> tuple[int, int]:
        line = front.line(f"127.1.{number // 250}.{number % 250 + 1}")
        headers = {"User_Agent": PHONE, "X_Forwarded_For": "8.8.8.8", "X_Real_IP": "8.8.8.8"}
        shown = line.ask("GET", page, **headers)
        assert "Set-Cookie" not in shown.headers
        told = line.ask("POST", f"/baca/{pk}/", Origin=f"https://{HOST}", **headers)
        line.close()
        return shown.status, told.status

    with ThreadPoolExecutor(8) as readers:
        answers = set(readers.map(read, range(1000)))
    assert answers == {(200, 200)}
    assert numbers(site, pk) == (1000, visitors + 1000)

    fates = [line[8] for line in lines_of(front, page)]
    assert len(fates) == 1000
    assert sum(fate in {"MISS", "EXPIRED"} for fate in fates) < 100  # here four or five
    assert {line[8] for line in lines_of(front, f"/baca/{pk}/")} == {"-"}


def test_pages_and_files_stay_up_while_the_application_is_away(site, front):
    page = story(site, "published")["url"]
    text = front.get(page).text
    files = set(re.findall(r'"((?:/media|/static)/[^" ]+)', text))
    assert len(files) > 2
    site.stop()
    try:
        time.sleep(2.1)  # the second in which a copy is valid by itself has passed
        assert front.get(page).text == text
        for path in files:
            assert front.get(path).status == 200, path
        for path in ("/berita/999999/belum-dibaca/", "/admin/", "/cari/?q=jalan", "/rss.xml"):
            answer = front.get(path)
            assert (answer.status, answer.headers["Retry-After"]) == (503, "30"), path
            assert "Situs ini sedang tidak dapat dibuka" in answer.text
        assert front.post("/baca/1/", b"").status == 503
    finally:
        site.start()
    until(lambda: front.get("/admin/login/").status == 200)
