"""Addresses made of words: stable, ASCII, never empty, and true to the numbers in a title."""

import re

from django.utils.text import slugify as django_slugify

MAX_LENGTH = 120


def slugify(title: str, *, fallback: str = "berita") -> str:
    """Turn a title into the words of an address, at most 120 characters, never empty.

    A comma or dot between digits becomes a hyphen, so that "Rp1,5 Triliun" reads rp1-5-triliun
    and not fifteen; so does a dash or a slash ("200–300", "RT/RW").
    A title without Latin letters gets `fallback`.
    """
    separated = re.sub(r"(?<=\d)[.,:](?=\d)|[/–—−]", "-", title.replace("\x00", ""))
    slug = django_slugify(separated).strip("-_")
    if len(slug) > MAX_LENGTH:
        slug = slug[: MAX_LENGTH + 1].rpartition("-")[0] or slug[:MAX_LENGTH]
    return slug.strip("-_") or fallback
