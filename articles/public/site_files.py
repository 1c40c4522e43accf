"""The small files that programs ask every site for."""

import json
from datetime import datetime, time, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.public.documents import address, document, for_programs
from articles.public.site import name_of_site

VALID = timedelta(days=180)  # RFC 9116 asks for less than a year
INK_OF_THE_PAPER = {"theme_color": "#0a5446", "background_color": "#fcfbf8"}  # as in site.css


@for_programs
def robots(request: HttpRequest) -> HttpResponse:
    """Let every program read everything but the desk, which is no secret and no news either."""
    lines = ["User-agent: *", "Disallow: /admin/", ""]
    maps = ("sitemap", "sitemap_of_news")
    lines += [f"Sitemap: {address(reverse(name))}" for name in maps]
    return document("\n".join(lines) + "\n", "text/plain")


@for_programs
def security(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a weakness (RFC 9116): the address that our e-mails come from.

    The day on which it expires moves on each first of a month, so that copies stay good for it.
    """
    month = timezone.localdate().replace(day=1)
    expires = datetime.combine(month, time.min, timezone.get_default_timezone()) + VALID
    _name, contact = parseaddr(settings.DEFAULT_FROM_EMAIL)
    lines = {
        "Contact": f"mailto:{contact}",
        "Expires": expires.isoformat(timespec="seconds"),
        "Preferred-Languages": "id, en",
        "Canonical": address(reverse("security")),
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return document(text, "text/plain")


@for_programs
def manifest(request: HttpRequest) -> HttpResponse:
    """Tell a phone how to keep the paper on its home screen."""
    name = name_of_site()
    facts = {
        "name": name,
        "short_name": name,
        "description": _("News from %(newsroom)s.") % {"newsroom": settings.NEWSROOM_NAME},
        "lang": settings.LANGUAGE,
        "dir": "ltr",
        "id": reverse("home"),
        "start_url": reverse("home"),
        "scope": reverse("home"),
        "display": "minimal-ui",
        **INK_OF_THE_PAPER,
        "icons": [
            {"src": static("articles/mark.svg"), "type": "image/svg+xml", "sizes": "any"},
        ],
    }
    return document(json.dumps(facts, ensure_ascii=False, indent=1), "application/manifest+json")
