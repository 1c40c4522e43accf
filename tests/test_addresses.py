"""Which address answers, which leads elsewhere, and which does not exist."""

import pytest
import time_machine

from articles.models import Article
from tests.conftest import PHONE
from tests.newsdesk import a_withdrawn_story
from tests.readers import counted, jakarta, story
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(government):
    return story(government, "Bupati tinjau jalan")


def leads_to(response):
    return (response.status_code, response.headers.get("Location"))


def test_a_story_has_one_address_and_others_lead_there_for_good(client, article):
    right = f"/berita/{article.pk}/bupati-tinjau-jalan/"
    assert article.get_absolute_url() == right
    assert client.get(right).status_code == 200
    wrong = [
        "/",
        "/judul-lama/",
        "/Bupati-Tinjau-Jalan/",
        "/%00/",
        "/%ff/",
        "/%F0%9F%98%80/",
        "/a b/",
    ]
    for rest in wrong:
        assert leads_to(client.get(f"/berita/{article.pk}{rest}")) == (301, right), rest
    assert leads_to(client.get(f"/berita/00{article.pk}/bupati-tinjau-jalan/")) == (301, right)
    assert leads_to(client.get(f"/berita/{article.pk}/x/?utm_source=wa")) == (301, right)


def test_a_redirect_is_no_read_and_its_target_is_one(client, article):
    agent = {"user-agent": PHONE}
    client.get(f"/berita/{article.pk}/", headers=agent)
    assert counted(article) == 0
    client.get(f"/berita/{article.pk}/", headers=agent, follow=True)
    assert counted(article) == 1


def test_what_follows_the_address_does_not_change_it(client, article):
    page = page_of(client.get(article.get_absolute_url() + "?utm_source=wa&page=99&preview=1"))
    canonical = page.one("link", rel="canonical").attributes["href"]
    assert canonical == f"http://testserver{article.get_absolute_url()}"


@pytest.mark.parametrize(
    "path",
    ["/kategori/pemerintahan", "/tag/umkm", "/reporter/fajar-cqa", "/berita/5", "/berita/5/judul"],
)
def test_a_forgotten_slash_is_added_and_the_rest_is_kept(client, db, path):
    assert leads_to(client.get(path)) == (301, f"{path}/")
    assert leads_to(client.get(f"{path}?page=2")) == (301, f"{path}/?page=2")
    assert leads_to(client.head(path)) == (301, f"{path}/")
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    "path", ["//contoh.example/berita/5", "/berita/5//contoh.example", "//kategori/x"]
)
def test_no_address_leads_to_somebody_elses_site(client, db, path):
    response = client.get(path)
    assert not response.headers.get("Location", "").startswith(("//", "http"))


NOWHERE = [
    "/berita/",
    "/berita/0/x/",
    "/berita/-1/x/",
    "/berita/abc/x/",
    "/berita/1.5/x/",
    "/berita/1e3/",
    f"/berita/{10**30}/x/",
    f"/berita/{2**63}/",
    f"/berita/{'9' * 5000}/x/",
    "/berita/%D9%A1/x/",
    "/berita/1%00/x/",
    "/kategori/%00/",
    "/kategori/tidak-ada/",
    "/kategori/PEMERINTAHAN/",
    "/kategori/pemerintahan%0a/",
    "/tag/%ff/",
    f"/tag/{'a' * 5000}/",
    "/tag/'; DROP TABLE articles_tag;--/",
    "/reporter/😀/",
    "/reporter/../admin/",
    "/.env",
    "/wp-login.php",
]


def test_addresses_of_nothing_are_all_told_the_same(client, article):
    told = client.get("/berita/999999/x/")
    assert told.status_code == 404
    for path in NOWHERE:
        response = client.get(path)
        assert (response.status_code, response.content) == (404, told.content), path


def test_what_is_not_public_is_answered_like_a_number_nobody_gave(client, government):
    tomorrow = jakarta(2999, 1, 1)
    hidden = [
        story(government, status="draft", published_at=None),
        story(government, status="in_review", published_at=None),
        story(government, status="draft", published_at=None, trashed_at=jakarta(2026, 1, 1)),
        story(government, status="published", published_at=tomorrow),
    ]
    unknown = client.get("/berita/999999/x/")
    for article in hidden:
        for path in (
            article.get_absolute_url(),
            f"/berita/{article.pk}/",
            f"/berita/{article.pk}/x/",
        ):
            response = client.get(path)
            assert response.content == unknown.content
            assert (response.status_code, response.headers) == (404, unknown.headers)


def test_a_withdrawn_story_says_when_and_why_at_every_address_it_had(client, rita, edi, mira):
    article = a_withdrawn_story(
        rita, edi, mira, title="Nama anak itu", body="<p>Isi lama.</p>", at=jakarta(2026, 1, 5, 9)
    )
    Article.objects.filter(pk=article.pk).update(withdrawn_at=jakarta(2026, 1, 6, 14, 5))
    for path in (article.get_absolute_url(), f"/berita/{article.pk}/", f"/berita/{article.pk}/x/"):
        response = client.get(path, headers={"user-agent": PHONE})
        page = page_of(response, status=410)
        assert page.one("h1").text == "Berita ini telah dicabut"
        assert page.one("main").one("p", name=(
            "Redaksi mencabut berita ini pada Selasa, 6 Januari 2026 | 14.05 WIB."
        ))  # fmt: skip
        assert [fact.text for fact in page.all("dd")] == [
            "Senin, 5 Januari 2026 | 09.00 WIB",
            "Masa depan anak",
            "Identitas anak terungkap.",
        ]
        assert page.one("meta", name_="robots").attributes["content"] == "noindex"
        assert page.all("link", rel="canonical") == []
        assert "Nama anak itu" not in response.content.decode()
        assert "Isi lama" not in response.content.decode()
    assert counted(article) == 0


def test_a_story_appears_at_its_minute_and_not_before(client, government):
    article = story(government, published_at=jakarta(2026, 1, 5, 9))
    with time_machine.travel(jakarta(2026, 1, 5, 8, 59, 59), tick=False):
        assert client.get(article.get_absolute_url()).status_code == 404
        assert page_of(client.get("/")).all("h2", name=article.title) == []
    with time_machine.travel(jakarta(2026, 1, 5, 9), tick=False):
        assert client.get(article.get_absolute_url()).status_code == 200
        assert page_of(client.get("/")).one("h2", name=article.title)
