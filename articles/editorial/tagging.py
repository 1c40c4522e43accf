"""The tags of a story, found by what two spellings have in common and made when they are new."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from articles.editorial.plain_text import is_blank, one_line
from articles.editorial.rules import Refused
from articles.models import Article, Tag
from articles.slugs import MAX_LENGTH, slugify

MOST_TAGS = 50
LONGEST_TAG = Tag._meta.get_field("name").max_length


def tag_names_of(article: Article) -> list[str]:
    """Return the names of a story's tags, in the order of their keys."""
    if article.pk is None:
        return []
    return list(article.tags.order_by("key").values_list("name", flat=True))


def clean_tags(names: Iterable[str], *, verb: str) -> dict[str, str]:
    """Return key → name of the tags somebody typed; blanks and repeats fall away.

    Raises Refused, with a sentence naming it, for a tag that is too long, and for too many.
    """
    wanted: dict[str, str] = {}
    for name in map(one_line, names):
        if is_blank(name):
            continue
        if len(name) > LONGEST_TAG:
            raise Refused(
                _("The tag “%(tag)s…” is too long: at most %(most)s letters.")
                % {"tag": name[:40], "most": LONGEST_TAG},
                verb=verb,
            )
        wanted.setdefault(Tag.key_of(name), name)
    if len(wanted) > MOST_TAGS:
        raise Refused(
            _("A story has at most %(most)s tags; here are %(count)s.")
            % {"most": MOST_TAGS, "count": len(wanted)},
            verb=verb,
        )
    return wanted


def replace_tags(article: Article, wanted: dict[str, str]) -> None:
    """Give a story exactly these tags (key → name), making the ones that are new."""
    article.tags.set(_found_or_made(wanted))


def _found_or_made(wanted: dict[str, str]) -> list[Tag]:
    found = {tag.key: tag for tag in Tag.objects.filter(key__in=wanted)}
    # In the order of their keys: two stories that make the same new tags wait, never deadlock.
    for key in sorted(wanted.keys() - found.keys()):
        found[key] = _made(key, wanted[key])
    return list(found.values())


def _made(key: str, name: str) -> Tag:
    """Make a tag unless somebody else just did; another tag's slug is stepped around."""
    slug = slugify(name, fallback="tag")
    for number in range(1, 1000):
        ending = f"-{number}" if number > 1 else ""
        tag = Tag(name=name, key=key, slug=slug[: MAX_LENGTH - len(ending)] + ending)
        Tag.objects.bulk_create([tag], ignore_conflicts=True)
        stored = Tag.objects.filter(key=key).first()
        if stored is not None:
            return stored
    raise RuntimeError(f"No free address for the tag {name!r}.")
