from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")

    def ready(self):
        import_module("articles.readership.system_checks")
        # `articles.admin` is a package with an empty __init__, so nothing is discovered in it.
        import_module("articles.admin.article")
        import_module("articles.admin.banner")
        import_module("articles.admin.checklist_settings")
        import_module("articles.admin.lead_story")
        import_module("articles.admin.desk_templates")
        import_module("articles.admin.old_addresses")
        import_module("articles.admin.notices")
        import_module("articles.admin.page")
        import_module("articles.admin.search_misses")
        import_module("articles.admin.site_settings")
        import_module("articles.admin.taxonomy")
