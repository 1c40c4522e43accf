"""A story as feeds carry it: the whole text, and everything that belongs to it."""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string
from django.urls import NoReverseMatch
from django.utils import timezone

from articles.markup.tokens import without_controls
from articles.models import Article
from articles.models.article import ArticleQuerySet
from articles.public.documents import address, one_line
from articles.public.media import TYPES
from articles.templatetags.newsroom import teaser
from articles.templatetags.pictures import alternative_text, for_sharing

logger = logging.getLogger(__name__)

ENTRIES = 30
_OWN_ADDRESS = re.compile(r'(\s(?:href|src)=")/(?!/)')


@dataclass(frozen=True)
class Picture:
    """The lead photo of a story; `length` is in bytes, the sizes in pixels."""

    url: str
    type: str
    length: int
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Entry:
    """What is told of one story. `authors` are names with their addresses."""

    guid: str
    url: str
    title: str
    summary: str
    html: str
    published_at: datetime
    changed_at: datetime
    authors: list[tuple[str, str]]
    topics: list[str]
    picture: Picture | None


def newest(stories: ArticleQuerySet) -> list[Article]:
    """Return the newest stories with all that an entry needs, in six queries."""
    ids = list(stories.newest().values_list("pk", flat=True)[:ENTRIES])
    wanted = stories.among(ids).newest().select_related("category", "photo")
    return list(wanted.prefetch_related("bylines__reporter", "tags", "corrections"))


def entries_of(stories: Iterable[Article]) -> Iterator[Entry]:
    """Yield the entries of stories; one that cannot be told is logged, and the others are told."""
    for story in stories:
        try:
            yield entry_of(story)
        except (NoReverseMatch, ValueError, OverflowError):
            logger.exception("The story %s cannot be put into a feed.", story.pk)


def entry_of(story: Article) -> Entry:
    """Return what feeds tell of a story that `newest` returned."""
    bylines = story.bylines.all()
    people = {byline.reporter.name: byline.reporter.get_absolute_url() for byline in bylines}
    return Entry(
        guid=guid_of(story),
        url=address(story.get_absolute_url()),
        title=one_line(story.title),
        summary=one_line(teaser(story)),
        html=_whole_text(story),
        published_at=timezone.localtime(story.published_at),
        changed_at=timezone.localtime(story.updated_at or story.published_at),
        authors=[(one_line(name), address(path)) for name, path in people.items()],
        topics=[
            one_line(name)
            for name in (story.category.name, *(tag.name for tag in story.tags.all()))
        ],
        picture=_picture(story),
    )


def guid_of(story: Article) -> str:
    """Name a story for ever: neither its words nor its section nor its date are in its name."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:berita/{story.pk}"


def last_change(stories: list[Article]) -> datetime:
    """Return when a feed of these stories last changed, as far as readers could see it."""
    withdrawn = Article.objects.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at")
    moments = [withdrawn.values_list("withdrawn_at", flat=True).first()]
    for story in stories:
        moments += [story.published_at, story.saved_at, story.updated_at]
    return max(filter(None, moments), default=datetime.fromtimestamp(0, UTC))


def _whole_text(story: Article) -> str:
    html = render_to_string("articles/_feed_text.html", {"article": story})
    return _OWN_ADDRESS.sub(rf"\g<1>{settings.SITE_URL}/", without_controls(html)).strip()


def _picture(story: Article) -> Picture | None:
    """Return the lead photo, unless its file is gone: a feed promises nothing that is not there."""
    if not story.photo:
        return None
    photo = for_sharing(story.photo)
    storage = story.photo.file.storage
    try:
        length = storage.size(photo.name)
    except (OSError, SuspiciousFileOperation, ValueError):
        return None
    kind = TYPES.get(photo.name.rpartition(".")[2].lower(), "image/jpeg")
    alt = one_line(alternative_text(story))
    return Picture(address(storage.url(photo.name)), kind, length, photo.width, photo.height, alt)
