"""What search engines are told about a story, in the words of schema.org.

It stands in the page as a data block, which no browser runs, so the strict policy needs no
exception. Whatever is in the story, the block cannot be left: <, > and & are written as escapes,
and so is everything outside ASCII, the line separators of JavaScript among it.
"""

import json
from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Byline, Correction, Tag
from articles.public.documents import address, one_line, w3c_time
from articles.templatetags.pictures import for_sharing

HEADLINE = 110  # letters that Google shows
AUTHORS = {Byline.Role.REPORTER, Byline.Role.WRITER, Byline.Role.CONTRIBUTOR}
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}


def as_script(data: dict) -> SafeString:
    """Return data as the text of a `script` element that it cannot leave."""
    return mark_safe(json.dumps(data).translate(_ESCAPES))  # noqa: S308


def news_article(
    article: Article,
    *,
    path: str,
    about: str,
    bylines: list[Byline],
    tags: list[Tag],
    corrections: list[Correction],
) -> dict:
    """Return a public story as a NewsArticle; nobody is asked for it.

    `path` is where it stands, and `about` its teaser.
    """
    url = address(path)
    story = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": one_line(article.title)[:HEADLINE],
        "description": one_line(about),
        "articleSection": one_line(article.category.name),
        "inLanguage": settings.LANGUAGE,
        "isAccessibleForFree": True,
        "datePublished": w3c_time(article.published_at),
        "dateModified": w3c_time(article.updated_at or article.published_at),
        "author": authors(bylines) or [_newsroom()],
        "publisher": _newsroom(),
    }
    optional = {
        "image": _image(article),
        "keywords": [one_line(tag.name) for tag in tags],
        "dateline": one_line(article.dateline),
        "correction": [_correction(correction) for correction in corrections],
    }
    return story | {name: value for name, value in optional.items() if value}


def authors(bylines: list[Byline]) -> list[dict]:
    """Return those who wrote a story, each person once: names alone, without their roles."""
    people = {b.reporter_id: b.reporter for b in bylines if b.role in AUTHORS}
    return [
        {
            "@type": "Person",
            "name": one_line(person.name),
            "url": address(person.get_absolute_url()),
        }
        for person in people.values()
    ]


def _newsroom() -> dict:
    return _organization(settings.NEWSROOM_NAME, address("/"))


@lru_cache(maxsize=4)
def _organization(name: str, url: str) -> dict:
    return {
        "@type": "GovernmentOrganization",
        "name": name,
        "url": url,
        "logo": {"@type": "ImageObject", "url": address(static("articles/mark.svg"))},
    }


def _image(article: Article) -> list[dict]:
    if not article.photo:
        return []
    photo = for_sharing(article.photo)
    image = {
        "@type": "ImageObject",
        "url": address(article.photo.file.storage.url(photo.name)),
        "width": photo.width,
        "height": photo.height,
        "caption": one_line(article.photo_caption),
        "creditText": one_line(article.photo_credit),
    }
    return [{name: value for name, value in image.items() if value}]


def _correction(correction: Correction) -> dict:
    return {
        "@type": "CorrectionComment",
        "text": one_line(f"{correction.wrong} → {correction.right}"),
        "datePublished": w3c_time(correction.at),
    }
