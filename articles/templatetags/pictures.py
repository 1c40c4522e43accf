"""Lead photos in pages: always with their size, so that nothing jumps when they arrive."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Article
from articles.pictures.renditions import addresses, srcset
from articles.templatetags.newsroom import absolute

register = template.Library()


@register.simple_tag
def hero(article: Article) -> SafeString:
    """Show the photo large and load it first: it is what the reader came for."""
    sizes = addresses(article.photo)
    return format_html(
        '<img src="{}" srcset="{}" sizes="(min-width: 62rem) 48rem, 100vw" width="{}" height="{}"'
        ' alt="{}" fetchpriority="high">',
        sizes[-1].url,
        srcset(sizes),
        article.photo.width,
        article.photo.height,
        _alt(article),
    )


@register.simple_tag
def thumbnail(article: Article) -> SafeString:
    """Show the photo beside a title, when the reader comes near it.

    Its alternative text is empty: the title next to it says more, and is said already.
    """
    sizes = addresses(article.photo)
    return format_html(
        '<img src="{}" srcset="{}" sizes="(min-width: 40rem) 21rem, 7rem" width="{}" height="{}"'
        ' alt="" loading="lazy" decoding="async">',
        sizes[0].url,
        srcset(sizes),
        article.photo.width,
        article.photo.height,
    )


@register.simple_tag
def sharing_picture(article: Article) -> SafeString:
    """Name the photo for WhatsApp and others, which need its whole address and its size."""
    return format_html(
        '<meta property="og:image" content="{}">\n'
        '  <meta property="og:image:width" content="{}">\n'
        '  <meta property="og:image:height" content="{}">\n'
        '  <meta property="og:image:alt" content="{}">\n'
        '  <meta name="twitter:card" content="summary_large_image">',
        absolute(article.photo.file.url),
        article.photo.width,
        article.photo.height,
        _alt(article),
    )


def _alt(article: Article) -> str:
    return article.photo_alt or article.photo.alt
