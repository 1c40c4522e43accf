"""Every address pattern of the site, with ways to fill in what varies."""

import re
from collections.abc import Callable

from django.urls import URLPattern, get_resolver

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


def patterns() -> list[str]:
    """Return every route as written in `urlpatterns`, joined: `berita/<int:id>/<str:slug>/`."""
    return sorted(set(_routes(get_resolver().url_patterns, "")))


def _routes(entries: list, prefix: str):
    for entry in entries:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from _routes(entry.url_patterns, route)


def filled(route: str, value_of: Callable[[str], str]) -> str | None:
    """Return an address of a route, its parameters given by name; None for a bare expression."""
    if "(?" in route or "\\" in route:
        return None
    return "/" + PARAMETER.sub(lambda found: value_of(found[2]), route)
