"""The readers' addresses (DESIGN.md §3)."""

from django.urls import path, re_path, register_converter

from articles.public import (
    feeds,
    media,
    numbers,
    redirects,
    site_files,
    sitemaps,
    views,
)

register_converter(numbers.Number, "number")
register_converter(numbers.Year, "year")
register_converter(numbers.TwoDigits, "two")

urlpatterns = [
    path("", views.home, name="home"),
    path("berita/<int:id>/", views.article),
    path("berita/<int:id>/<str:slug>/", views.article, name="article"),
    path("kategori/<slug:slug>/", views.category, name="category"),
    path("tag/<slug:slug>/", views.tag, name="tag"),
    path("reporter/<slug:slug>/", views.reporter, name="reporter"),
    path("rss.xml", feeds.rss, name="rss"),
    path("kategori/<slug:slug>/rss.xml", feeds.category_rss, name="category_rss"),
    path("feed.json", feeds.json_feed, name="json_feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<number:part>.xml", sitemaps.stories, name="sitemap_of_stories"),
    path("sitemap-laman.xml", sitemaps.lists, name="sitemap_of_lists"),
    path("sitemap-berita.xml", sitemaps.news, name="sitemap_of_news"),
    path("robots.txt", site_files.robots, name="robots"),
    path(".well-known/security.txt", site_files.security, name="security"),
    path("manifest.webmanifest", site_files.manifest, name="manifest"),
    path("media/<path:path>", media.picture, name="media"),
    # The same addresses without the slash at their end.
    re_path(r"^berita/[0-9]+(?:/[^/]+)?\Z", redirects.with_slash),
    re_path(r"^(?:kategori|tag|reporter)/[-\w]+\Z", redirects.with_slash),
]
