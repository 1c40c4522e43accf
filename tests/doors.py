"""Every address at which readers and programs find stories without knowing them."""

from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.public.sitemaps import PART
from articles.richtext import plain

# These documents name no story, whatever its state.
WITHOUT_STORIES = (
    "/robots.txt",
    "/.well-known/security.txt",
    "/manifest.webmanifest",
    "/berbagi.jpg",
)


def every_list_and_document(article: Article) -> list[str]:
    """Return the lists, feeds and maps, those among them that a story of this date is in.

    A story without a date is looked for on the day of today.
    """
    day = timezone.localtime(article.published_at)
    parts = [f"{day:%Y}", f"{day:%m}", f"{day:%d}"]
    archive = [f"/arsip/{'/'.join(parts[:length])}/" for length in (1, 2, 3)]
    search = f"/cari/?q={plain(article.body).split()[0]}"  # in these stories no secret
    lists = ["/arsip/", *archive, "/terpopuler/", "/ralat/", "/statistik/", search]
    return [*lists, *every_document(article)]


def every_document(article: Article) -> list[str]:
    """Return what programs ask for, the feed and the part of the map of this story among it."""
    section = reverse("category_rss", args=[article.category.slug])
    return [
        *("/rss.xml", section, "/feed.json"),
        *("/sitemap.xml", "/sitemap-laman.xml", "/sitemap-berita.xml", part_of(article)),
        *WITHOUT_STORIES,
    ]


def part_of(article: Article) -> str:
    """Return the address of the part of the map that a story is in once it is public."""
    return f"/sitemap-{(article.pk - 1) // PART + 1}.xml"
