"""Every address of the site: the desk, and the readers' pages."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("admin", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("articles.public.urls")),
]

handler400 = "articles.public.errors.malformed"
handler403 = "articles.public.errors.refused"
handler404 = "articles.public.errors.not_found"
handler500 = "newsroom.outage.server_error"
