"""Readers for the tests of counting: requests as they arrive, and stories to be read."""

from datetime import date, datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from accounts.proxies import TrustedProxyMiddleware
from articles.models import Article, ArticleDay, Category, SiteDay
from articles.readership import counting, sums
from articles.readership.applying import apply_now
from tests.conftest import PHONE

TELKOMSEL = "36.68.1.9"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0"


def request_of(
    address: str = TELKOMSEL,
    agent: str | None = PHONE,
    *,
    method: str = "GET",
    path: str = "/",
    language: str = "id-ID,id;q=0.9",
    **headers: str,
) -> HttpRequest:
    """Return a reader's request; further headers by their WSGI names (HTTP_SEC_PURPOSE=…)."""
    headers |= {"REMOTE_ADDR": address, "HTTP_ACCEPT_LANGUAGE": language}
    if agent is not None:
        headers["HTTP_USER_AGENT"] = agent
    request = RequestFactory().generic(method, path, **headers)
    TrustedProxyMiddleware(lambda request: HttpResponse())(request)  # stands before every view
    request.user = AnonymousUser()
    return request


def story(category: Category, title: str = "Bupati tinjau jalan", **fields) -> Article:
    """Return a stored story, published an hour ago unless the fields say otherwise."""
    fields = {"status": "published", "published_at": timezone.now() - timedelta(hours=1)} | fields
    if fields["published_at"]:
        fields.setdefault("first_published_at", fields["published_at"])
    return Article.objects.create(
        title=title, category=category, body="<p>Isi berita.</p>", **fields
    )


def read(article: Article, day: date, times: int) -> None:
    """Let a story have been read so often on a day, in all the sums of that day."""
    with transaction.atomic():
        sums.grow(connection, reads={(article.pk, day): times}, visitors={})


def visited(day: date, visitors: int) -> None:
    """Let the site have had so many visitors on a day, in all the sums of that day."""
    with transaction.atomic():
        sums.grow(connection, reads={}, visitors={day: visitors})


def count(request: HttpRequest, article: Article, *, now: datetime | None = None) -> bool:
    """Show a story to a reader and apply the journal; return whether it was a new read."""
    now, before = now or timezone.now(), counted(article)
    counting.count_read(request, article, now=now)
    apply_now(now=now, using="default")
    return counted(article) > before


def visit(request: HttpRequest, *, now: datetime | None = None) -> None:
    """Show a list to a reader and apply the journal."""
    now = now or timezone.now()
    counting.count_visitor(request, now=now)
    apply_now(now=now, using="default")


def counted(article: Article) -> int:
    """Return the reads that were counted for a story on all days, straight from the table."""
    return sum(ArticleDay.objects.filter(article=article).values_list("reads", flat=True))


def visitors_counted() -> int:
    """Return the visitors that were counted on all days, straight from the table."""
    return sum(SiteDay.objects.values_list("visitors", flat=True))


def jakarta(year: int, month: int, day: int, hour: int = 12, minute: int = 0, *rest) -> datetime:
    """Return a moment on the clock of Jakarta."""
    return datetime(year, month, day, hour, minute, *rest, tzinfo=timezone.get_default_timezone())
