"""Files that nginx serves itself, and the pages and parameters it knows: as the application does.

Where the two could come to differ, the application is asked what it does.
"""

import pytest
from django.urls import get_resolver, reverse

from tests.nginx import Nginx
from tests.scripted_application import ScriptedApplication
from tests.suite import need

pytestmark = [pytest.mark.server, pytest.mark.once]

HSTS = "max-age=31536000; includeSubDomains; preload"
HASHED = "/static/articles/site.0123456789ab.css"
# Something for each kind of thing that can stand in an address.
FILLED = {
    "id": 7,
    "slug": "jalan-baru",
    "year": 2026,
    "month": "11",
    "day": "05",
    "token": "a" * 64,
}


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    var = tmp_path_factory.mktemp("var")
    for path, text in {
        HASHED: "hashed", f"{HASHED}.br": "in brotli", f"{HASHED}.gz": "in gzip",
        "/static/articles/site.css": "plain",
        "/media/foto/2026/jalan_1-800.webp": "picture", "/media/foto/a.jpeg": "picture",
        "/media/foto/halaman.html": "<script>", "/media/berkas/rahasia.pdf": "pdf",
        "/media/.htpasswd.png": "hidden", "/newsroom.sqlite3": "stories", "/rahasia.png": "secret",
    }.items():  # fmt: skip
        file = var / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (var / "media" / "foto" / "tautan.png").symlink_to(var / "rahasia.png")
    return var


@pytest.fixture(scope="module")
def front(var):
    need("nginx")
    with ScriptedApplication() as application, Nginx(application.address, var=var) as nginx:
        nginx.application = application
        yield nginx


@pytest.fixture
def application(front):
    front.application.asked.clear()
    return front.application


@pytest.mark.parametrize(
    ("accepted", "coding", "text"),
    [("gzip, br", "br", "in brotli"), ("gzip", "gzip", "in gzip"), ("identity", None, "hashed")],
)
def test_static_files_are_sent_in_the_smallest_form(front, application, accepted, coding, text):
    answer = front.get(HASHED, Accept_Encoding=accepted)
    assert (answer.status, answer.text) == (200, text)
    assert answer.headers["Content-Encoding"] == coding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert application.asked == []


def test_only_a_name_with_a_digest_is_kept_for_ever(front):
    assert front.get(HASHED).headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert front.get("/static/articles/site.css").headers["Cache-Control"] == "max-age=60, public"


def test_pictures_are_sent_and_nothing_else_that_lies_beside_them(front, application):
    for path in ("/media/foto/2026/jalan_1-800.webp", "/media/foto/a.jpeg"):
        answer = front.get(path)
        assert (answer.status, answer.text) == (200, "picture")
        assert answer.headers["Content-Type"] in {"image/webp", "image/jpeg"}
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert application.asked == []

    others = [
        "/media/foto/halaman.html", "/media/berkas/rahasia.pdf", "/media/.htpasswd.png",
        "/media/foto/tautan.png", "/media/foto/belum-ada-480.webp", "/media/foto/a.jpeg%0a",
        "/media/" + "a" * 300 + ".png", "/static/tidak-ada.0123456789ab.css",
    ]  # fmt: skip
    answers = [front.get(path).text for path in others]
    assert answers == [f"page {number} of {path}" for number, path in enumerate(others, 1)]


@pytest.mark.parametrize(
    "path",
    [
        "/media/../newsroom.sqlite3", "/media/%2e%2e/rahasia.png", "/static/..%2fnewsroom.sqlite3",
        "/static/../newsroom.sqlite3", "/static../newsroom.sqlite3", "/media//../../rahasia.png",
        "/newsroom.sqlite3", "/rahasia.png", "/503.html", "/429.html", "/media/foto/",
    ],
)  # fmt: skip
def test_no_address_leads_to_any_other_file(front, application, path):
    answer = front.get(path)
    assert answer.status in {400, 404} or answer.text.startswith("page ")


def readers_pages() -> list[tuple[str, str, tuple[str, ...]]]:
    """Return (name, address, parameters it knows) of every page for readers."""
    pages = []
    for pattern in _patterns(get_resolver()):
        keeping = getattr(pattern.callback, "keeping", None)
        if keeping and keeping.is_counted and pattern.name:
            filled = {name: FILLED[name] for name in pattern.pattern.converters}
            pages.append((pattern.name, reverse(pattern.name, kwargs=filled), keeping.knows))
    return pages


def _patterns(resolver):
    for one in resolver.url_patterns:
        yield from _patterns(one) if hasattr(one, "url_patterns") else [one]


def test_a_page_is_kept_by_the_parameters_that_its_view_knows_and_no_other(front, application):
    pages = readers_pages()
    assert len(pages) >= 12
    everything = sorted({name for _, _, knows in pages for name in knows} | {"utm_source", "p"})
    asked = "&".join(f"{name}=7" for name in everything)
    arrived = {}
    for name, address, _ in pages:
        application.asked.clear()
        front.get(f"{address}?{asked}")
        query = application.paths[0].partition("?")[2]
        arrived[name] = {pair.partition("=")[0] for pair in query.split("&") if pair}
    assert arrived == {name: set(knows) for name, _, knows in pages}


RULES = {
    "cache-control", "content-type", "content-encoding", "content-security-policy",
    "x-content-type-options", "x-frame-options", "referrer-policy", "cross-origin-opener-policy",
    "access-control-allow-origin", "strict-transport-security",
}  # fmt: skip


def rules(answer) -> dict[str, str]:
    """Return what an answer tells browsers about itself; the quotes round a charset say nothing."""
    headers = {name.lower(): value.replace('"', "") for name, value in answer.headers.items()}
    return {name: value for name, value in headers.items() if name in RULES}


def test_files_come_with_the_rules_that_the_application_gives_them(demo_site):
    """But for HSTS, of which a site that speaks plain http, as those of tests, says nothing."""
    need("nginx")
    static = demo_site.folder / "static" / "articles"
    names = [path.name for path in sorted(static.glob("site*.css"))]
    picture = next((demo_site.folder / "media").rglob("*.webp")).relative_to(demo_site.folder)
    with Nginx(f"127.0.0.1:{demo_site.port}", var=demo_site.folder) as nginx:
        for path in (*(f"/static/articles/{name}" for name in names), f"/{picture}"):
            ours = nginx.get(path, Accept_Encoding="gzip")
            its = demo_site.get(path, Accept_Encoding="gzip")
            assert ours.status == its.status == 200
            assert ours.body == its.body
            assert rules(ours) == {**rules(its), "strict-transport-security": HSTS}, path
    assert len(names) == 2
