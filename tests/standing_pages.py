"""The five standing pages for tests, and a way to write others."""

from functools import cache
from importlib import import_module

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from accounts.models import User
from articles.editorial import pages
from articles.models import Page

DESK = "/admin/articles/page/"
FIRST = import_module("articles.migrations.0003_write_first_standing_pages")
SLUGS = [slug for slug, *_rest in FIRST.PAGES]


def write_first_pages() -> None:
    """Write the five pages where they are missing: a test with threads empties every table."""
    if Page.objects.filter(slug__in=SLUGS).count() < len(SLUGS):
        FIRST.write_first_pages(models_then(), None)


@cache
def models_then() -> Apps:
    """Return the models as migrations see them: they write no history of their own."""
    loader = MigrationLoader(connection)
    return loader.project_state(("articles", FIRST.__name__.rpartition(".")[2])).apps


def the(slug: str) -> Page:
    return Page.objects.get(slug=slug)


def a_page(by: User, **fields) -> Page:
    """Return a page that readers see, unless the fields say otherwise."""
    text = {"title": "Kontak", "body": "<p>Datang saja.</p>", "is_public": True, "position": 90}
    return pages.add(by=by, fields=text | fields)


def typed(page: Page | None = None, **more) -> dict:
    """Return what the form sends of a page, or of an empty form."""
    if page is None:
        return {"title": "Kontak", "body": "<p>Datang saja.</p>", "is_public": "on"} | more
    stored = {name: getattr(page, name) for name in ("title", "summary", "body", "position")}
    shown = {"is_public": "on" if page.is_public else ""}
    return stored | shown | {"version": page.version} | more
