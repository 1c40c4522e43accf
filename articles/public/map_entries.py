"""The entries of a map of the site, as XML.

A map names thousands of addresses: written element by element through a writer, and each address
put together by the router, they take twenty times as long as the database does to find them. So
what all entries have in common is made once, and each adds its own few letters.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo
from xml.sax.saxutils import escape

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from articles.public.documents import address, one_line

_PLAIN = re.compile(r"[-a-zA-Z0-9_]+").fullmatch  # stands in an address as it is
Dated = tuple[str, datetime | None]  # an address, ready for XML, and when it last changed


def entries(element: str, dated: Iterable[Dated]) -> str:
    """Return an element for each address, with the time of its last change where that is known."""
    zone = timezone.get_current_timezone()
    begin, end = f"<{element}><loc>", f"</{element}>"
    return "".join(
        f"{begin}{loc}</loc><lastmod>{_time(at, zone)}</lastmod>{end}"
        if at
        else f"{begin}{loc}</loc>{end}"
        for loc, at in dated
    )


def news_entries(news: Iterable[tuple[str, str, datetime]], *, site: str) -> str:
    """Return the elements that programs for news want of addresses, titles and times."""
    zone = timezone.get_current_timezone()
    begin = (
        "</loc><news:news><news:publication>"
        f"<news:name>{escape(one_line(site))}</news:name>"
        f"<news:language>{escape(settings.LANGUAGE)}</news:language>"
        "</news:publication><news:publication_date>"
    )
    return "".join(
        f"<url><loc>{loc}{begin}{_time(at, zone)}</news:publication_date>"
        f"<news:title>{escape(one_line(title))}</news:title></news:news></url>"
        for loc, title, at in news
    )


def in_xml(path: str) -> str:
    """Return the whole address of a path of ours, ready for XML."""
    return escape(address(path))


def addresses_of_stories() -> Callable[[int, str], str]:
    """Return a function from the number and the slug of a story to its address, ready for XML.

    A slug that is none of the desk's has no address; it must not cost the others their place.
    """
    before, _middle, after = in_xml(reverse("article", args=[0, "x"])).rpartition("0/x")

    def address_of(number: int, slug: str) -> str:
        if _PLAIN(slug):
            return f"{before}{number}/{slug}{after}"
        try:
            return in_xml(reverse("article", args=[number, slug]))
        except NoReverseMatch:
            return ""

    return address_of


def addresses_of_parts() -> Callable[[int], str]:
    """Return a function from the number of a part of the map to its address, ready for XML."""
    before, _one, after = in_xml(reverse("sitemap_of_stories", args=[1])).rpartition("1")
    return lambda part: f"{before}{part}{after}"


def _time(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")
