"""What the managing editor set about the site, as every page shows it; one query a page.

Banner and lead are found by the clock in that same query. What is not set falls back on the
installation's own name, and on nothing.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import OuterRef, Subquery

from articles.editorial.site_settings import NETWORKS
from articles.models import Banner, LeadStory, Photo, SiteSettings
from articles.models.banner import Level
from articles.models.site_settings import THE_ROW
from articles.templatetags.newsroom import dialled

_NOTICE = ("text", "link", "level")


@dataclass(frozen=True)
class Notice:
    """The urgent information of this moment."""

    text: str
    link: str
    level: str

    @property
    def label(self) -> str:
        return str(Level(self.level).label)


@dataclass(frozen=True)
class Site:
    """The name of the paper, its logo, how it is reached, what is urgent, and what leads."""

    name: str
    logo: Photo | None = None
    address: str = ""
    phone: str = ""
    whatsapp: str = ""
    email: str = ""
    networks: list[tuple[str, str]] = field(default_factory=list)  # what it is called → address
    notice: Notice | None = None
    lead_id: int | None = None

    @property
    def whatsapp_number(self) -> str:
        """The number as wa.me wants it: digits, with the country's before them."""
        digits = dialled(self.whatsapp).lstrip("+")
        return f"62{digits[1:]}" if digits.startswith("0") else digits


def site_at(now: datetime) -> Site:
    """Return the site of this moment in one query."""
    notice = Banner.objects.shown(now).filter(site=OuterRef("pk"))
    lead = LeadStory.objects.leading(now).filter(site=OuterRef("pk"))
    row = (
        SiteSettings.objects.filter(pk=THE_ROW)
        .select_related("logo")
        .annotate(
            # Not as one JSON object: whether SQLite has those, Django finds out by asking for the
            # lock all writers share, and a page must not wait for that.
            **{f"notice_{name}": Subquery(notice.values(name)[:1]) for name in _NOTICE},
            lead=Subquery(lead.values("article")[:1]),
        )
        .first()
    )
    return _site_of(row) if row else Site(name=settings.SITE_NAME)


def name_of_site() -> str:
    """Return what the site is called, for documents that show nothing else of it; one query."""
    names = SiteSettings.objects.filter(pk=THE_ROW).values_list("name", flat=True)
    return names.first() or settings.SITE_NAME


def _notice_of(row: SiteSettings) -> Notice:
    return Notice(**{name: getattr(row, f"notice_{name}") for name in _NOTICE})


def _site_of(row: SiteSettings) -> Site:
    accounts = [(NETWORKS[key][0], row.social[key]) for key in NETWORKS if row.social.get(key)]
    return Site(
        name=row.name or settings.SITE_NAME,
        logo=row.logo,
        address=row.address,
        phone=row.phone,
        whatsapp=row.whatsapp,
        email=row.email,
        networks=accounts,
        notice=_notice_of(row) if row.notice_level else None,
        lead_id=row.lead,
    )
