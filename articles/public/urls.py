"""The readers' addresses (DESIGN.md §3)."""

from django.urls import path, re_path

from articles.public import feeds, media, redirects, views

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
    path("media/<path:path>", media.picture, name="media"),
    # The same addresses without the slash at their end.
    re_path(r"^berita/[0-9]+(?:/[^/]+)?\Z", redirects.with_slash),
    re_path(r"^(?:kategori|tag|reporter)/[-\w]+\Z", redirects.with_slash),
]
