"""Lead photos in pages: always with their size, so that nothing jumps when they arrive.

The browser is told every size there is and how wide the place is, and takes the smallest that
will do: most of our readers pay for what it takes.
"""

from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Article, Photo
from articles.pictures.renditions import (
    SHARED,
    Rendition,
    addresses,
    light_addresses,
    name_of,
    shared_address,
    srcset,
)
from articles.templatetags.newsroom import absolute, site_name

register = template.Library()

# How wide the stylesheet draws the photo, from the widest screen to the narrowest.
ACROSS = "(min-width: 62rem) 46rem, 100vw"
IN_A_BLOCK = "(min-width: 62rem) 24rem, (min-width: 40rem) 46vw, 7rem"
BESIDE_A_TITLE = "(min-width: 40rem) 13rem, 7rem"

SHARED_WIDTH = 1280  # wide enough for every service, and light enough for WhatsApp


@register.simple_tag
def hero(article: Article) -> SafeString:
    """Show the photo large and load it first: it is what the reader came for."""
    sizes = addresses(article.photo)
    return format_html(
        "<picture>{}"
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"'
        ' fetchpriority="high"></picture>',
        _light(article.photo, ACROSS, sizes[-1].url),
        _for_others(sizes).url,
        srcset(sizes),
        ACROSS,
        article.photo.width,
        article.photo.height,
        alternative_text(article),
    )


@register.simple_tag
def thumbnail(article: Article, place: str = BESIDE_A_TITLE) -> SafeString:
    """Show the photo beside a title, when the reader comes near it.

    Its alternative text is empty: the title next to it says more, and is said already.
    """
    sizes = addresses(article.photo)
    return format_html(
        "<picture>{}"
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="" loading="lazy"'
        ' decoding="async"></picture>',
        _light(article.photo, place, sizes[-1].url),
        sizes[0].url,
        srcset(sizes),
        place,
        article.photo.width,
        article.photo.height,
    )


@register.simple_tag
def logo(photo: Photo) -> SafeString:
    """Show the paper's own logo beside its name, which says the same: so it says nothing."""
    smallest = addresses(photo)[0]
    return format_html(
        '<img class="masthead__mark masthead__mark--own" src="{}" width="{}" height="{}" alt="">',
        smallest.url,
        smallest.width,
        smallest.height,
    )


@register.simple_tag
def portrait(photo: Photo, name: str) -> SafeString:
    """Show a person; the alternative text is the name."""
    smallest = addresses(photo)[0]
    return format_html(
        '<img class="portrait" src="{}" width="{}" height="{}" alt="{}">',
        smallest.url,
        smallest.width,
        smallest.height,
        name,
    )


@register.simple_tag
def block_thumbnail(article: Article) -> SafeString:
    """Show the photo at the head of a section of the front page."""
    return thumbnail(article, IN_A_BLOCK)


@register.simple_tag
def sharing_picture(article: Article) -> SafeString:
    """Name the photo for WhatsApp and others, which need its whole address and its size."""
    return _card(shared_address(article.photo), alternative_text(article))


@register.simple_tag(takes_context=True)
def sharing_fallback(context: dict) -> SafeString:
    """Name the paper's own card for pages without a photo."""
    return _card(reverse("sharing_card"), site_name(context))


def _card(address: str, alt: str) -> SafeString:
    return format_html(
        '<meta property="og:image" content="{}">\n'
        '  <meta property="og:image:type" content="image/jpeg">\n'
        '  <meta property="og:image:width" content="{}">\n'
        '  <meta property="og:image:height" content="{}">\n'
        '  <meta property="og:image:alt" content="{}">\n'
        '  <meta name="twitter:card" content="summary_large_image">',
        absolute(address),
        *SHARED,
        alt,
    )


def _light(photo: Photo, place: str, itself: str) -> SafeString:
    """Offer the photo as WebP, to every browser that reads it."""
    return format_html(
        '<source type="image/webp" srcset="{}" sizes="{}">',
        srcset(light_addresses(photo, itself=itself)),
        place,
    )


class SharedPhoto(NamedTuple):
    """The size of a photo that others are given: its name in the storage, and its pixels."""

    name: str
    width: int
    height: int


def for_sharing(photo: Photo) -> SharedPhoto:
    """Return which file of a photo others are given."""
    size = _for_others(addresses(photo))
    own = size.width == photo.width
    name = photo.file.name if own else name_of(photo.file.name, size.width)
    return SharedPhoto(name, size.width, size.height)


def alternative_text(article: Article) -> str:
    """Return what the photo of a story shows, for people who cannot see it."""
    return article.photo_alt or article.photo.alt


def _for_others(sizes: list[Rendition]) -> Rendition:
    """Return the largest size that is not heavier than it need be; a small photo as it is."""
    light = [size for size in sizes if size.width <= SHARED_WIDTH]
    return light[-1] if light else sizes[0]
