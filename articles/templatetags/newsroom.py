"""Dates, times, numbers and texts as the paper writes them, in the language being spoken.

Django's own short forms for Indonesian mix dotted, undotted and full month names, and its ISO-like
defaults show no zone; so every date of ours is made here.
"""

import re
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import richtext
from articles.markup.presenting import with_tables_that_scroll, with_videos
from articles.models import Article, Page
from articles.slugs import slugify

register = template.Library()

TEASER_LENGTH = 160
OPENING_LENGTH = 600  # enough for a teaser even when a link stands early in the first sentence


@register.filter
def full_date(value: date | datetime | None) -> str:
    """Write a day in full: Selasa, 2 September 2025."""
    return _day(value, "l, j F Y") if value else ""


@register.filter
def short_date(value: datetime | None) -> SafeString | str:
    """Write the day of a moment briefly, for lists: 2 Sep 2025."""
    return _time_element(value, _day(value, "j M Y")) if value else ""


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """Write a moment with its zone: Selasa, 2 September 2025 | 14.05 WIB."""
    return _time_element(value, _moment_text(_local(value))) if value else ""


@register.filter
def moment_text(value: datetime | None) -> str:
    """Write a moment as `moment` does, without markup, for attributes and messages."""
    return _moment_text(_local(value)) if value else ""


@register.filter
def iso(value: datetime | None) -> str:
    """Write a moment for machines, with the site's offset: 2025-09-02T14:05:00+07:00."""
    return _local(value).isoformat(timespec="seconds") if value else ""


@register.filter
def thousands(value: int) -> str:
    """Group the digits of a whole number: 2.485 in Indonesian, 2,485 in English."""
    return number_format(value, decimal_pos=0, use_l10n=True, force_grouping=True)


@register.filter
def signed(value: int) -> str:
    """Group the digits of a change and begin with its sign: +120, −1.200."""
    return f"{'−' if value < 0 else '+'}{thousands(abs(value))}"


@register.filter
def absolute(path: str) -> str:
    """Turn a path of ours into an address that works outside; never from the Host header."""
    return path if "://" in path else settings.SITE_URL + path


@register.filter
def dialled(phone: str) -> str:
    """Write a telephone number as a `tel:` link wants it: digits, and the + before them."""
    return re.sub(r"[^0-9+]", "", phone)


@register.simple_tag(takes_context=True)
def site_name(context: dict) -> str:
    """Return what the site is called; where the database is away, its name at installation."""
    paper = context.get("paper")
    return paper.name if paper else settings.SITE_NAME


@register.simple_tag
def newsroom_name() -> str:
    return settings.NEWSROOM_NAME


@register.simple_tag(takes_context=True)
def page_address(context: dict, number: int) -> str:
    """Return the address of a page of the list being shown; its first page bears no number."""
    path = context["request"].path
    return path if number == 1 else f"{path}?page={number}"


@register.filter
def teaser(article: Article | Page) -> str:
    """Return the sentence that follows a title in a list: the summary, or how the story begins.

    A list loads only the `opening` of each body, never the whole of it.
    """
    if article.summary:
        return article.summary
    opening = getattr(article, "opening", None)
    opening = article.body[:OPENING_LENGTH] if opening is None else opening
    text = " ".join(richtext.plain(opening).split())
    if len(text) <= TEASER_LENGTH:
        return text
    cut = text[: TEASER_LENGTH - 1]
    return f"{cut.rpartition(' ')[0] or cut} …"


@register.filter
def story_text(article: Article) -> SafeString:
    """Return the body with its dateline at the start of the first paragraph, as papers print it.

    The body was cleaned by `articles.richtext` on its way into the database.
    """
    body = article.body.strip()
    if not article.dateline:
        return mark_safe(body)  # noqa: S308
    place = format_html("<b>{}</b> –", article.dateline)
    opening = re.match(r"<p(?:\s[^>]*)?>\s*", body)
    if opening:
        start = opening.end()
        return mark_safe(f"{body[:start]}{place} {body[start:]}")  # noqa: S308
    return mark_safe(f"<p>{place}</p>\n{body}")  # noqa: S308


@register.filter
def weight(size: int) -> str:
    """Write how heavy a file is, rounded up: 245 KB, 1,4 MB."""
    kilobytes = -(-size // 1024)
    if kilobytes < 1000:
        return f"{kilobytes} KB"
    return f"{number_format(size / 1024**2, decimal_pos=1, use_l10n=True)} MB"


@register.simple_tag
def attachment_address(line: dict) -> str:
    """Return where readers get a file; the words in it are for people."""
    return reverse("attachment", args=[line["key"], slugify(line["title"], fallback="lampiran")])


@register.filter
def presented(html: str) -> SafeString:
    """Return a clean text as pages show it: tables that scroll, videos that wait to be asked."""
    html = with_tables_that_scroll(html, _("Table"))
    return mark_safe(with_videos(html, _("Watch the video on YouTube")))  # noqa: S308


def _moment_text(local: datetime) -> str:
    language = get_language()
    day = _written_day(local.date(), "l, j F Y", language)
    separator = "." if (language or "").startswith("id") else ":"
    return f"{day} | {local.hour:02}{separator}{local.minute:02} {local.tzname()}"


def _day(value: date | datetime, form: str) -> str:
    local = _local(value)
    day = local.date() if isinstance(local, datetime) else local
    return _written_day(day, form, get_language())


@lru_cache(maxsize=1024)
def _written_day(day: date, form: str, language: str | None) -> str:
    """Write a day in the language being spoken; pages bear the same few days again and again."""
    return format_date(day, form)


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) else value


def _time_element(value: datetime, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', iso(value), text)
