"""The readers' addresses."""

from django.urls import path, re_path, register_converter

from articles.public import (
    archive,
    attachments,
    beacon,
    corrections,
    feeds,
    media,
    numbers,
    previews,
    rankings,
    redirects,
    search,
    sharing_card,
    site_files,
    sitemaps,
    standing_pages,
    statistics,
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
    path("arsip/", archive.archive, name="archive"),
    path("arsip/<year:year>/", archive.year, name="archive_year"),
    path("arsip/<year:year>/<two:month>/", archive.month, name="archive_month"),
    path("arsip/<year:year>/<two:month>/<two:day>/", archive.day, name="archive_day"),
    path("cari/", search.search, name="search"),
    path("terpopuler/", rankings.most_read_page, name="most_read"),
    path("ralat/", corrections.corrections, name="corrections"),
    path("statistik/", statistics.statistics_page, name="statistics"),
    path("pratinjau/<str:token>/", previews.preview, name="preview"),
    path("baca/<number:id>/", beacon.report, name="report_read"),
    path("baca/<number:id>.gif", beacon.picture, name="report_read_by_picture"),
    path("rss.xml", feeds.rss, name="rss"),
    path("kategori/<slug:slug>/rss.xml", feeds.category_rss, name="category_rss"),
    path("feed.json", feeds.json_feed, name="json_feed"),
    path("halaman/<slug:slug>/", standing_pages.standing_page, name="standing_page"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<number:part>.xml", sitemaps.stories, name="sitemap_of_stories"),
    path("sitemap-laman.xml", sitemaps.lists, name="sitemap_of_lists"),
    path("sitemap-berita.xml", sitemaps.news, name="sitemap_of_news"),
    path("robots.txt", site_files.robots, name="robots"),
    path(".well-known/security.txt", site_files.security, name="security"),
    path("berkas/<slug:key>/<slug:name>.pdf", attachments.attachment, name="attachment"),
    path("berbagi.jpg", sharing_card.card, name="sharing_card"),
    path("manifest.webmanifest", site_files.manifest, name="manifest"),
    path("media/<path:path>", media.picture, name="media"),
    # The same addresses without the slash at their end.
    re_path(r"^berita/[0-9]+(?:/[^/]+)?\Z", redirects.with_slash),
    re_path(r"^(?:arsip(?:/[0-9]+){0,3}|cari|terpopuler|ralat|statistik)\Z", redirects.with_slash),
    re_path(r"^pratinjau/[0-9a-f]{64}\Z", redirects.with_slash),
    re_path(r"^(?:kategori|tag|reporter|halaman)/[-\w]+\Z", redirects.with_slash),
]
