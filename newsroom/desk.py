"""Which AdminSite `django.contrib.admin` uses. Each application loads its own admin modules."""

from django.contrib.admin.apps import SimpleAdminConfig


class DeskConfig(SimpleAdminConfig):
    default_site = "articles.desk_site.DeskSite"
