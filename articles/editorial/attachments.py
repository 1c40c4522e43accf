"""Which PDF files a story shows, and under what names: part of its text, as the photo is.

They are changed like any other field, so a version keeps its own list, nobody writes over what he
has not seen, and what was approved is what readers get.
"""

from django.utils.translation import gettext as _

from articles.editorial.plain_text import is_blank, one_line
from articles.editorial.rules import Refused
from articles.models import Article, Attachment

MOST = 10  # of one story
LONGEST_TITLE = 150


def with_file(article: Article, attachment: Attachment, *, title: str) -> list[dict]:
    """Return the list of a story with one more file. Raises Refused: no name, or too many."""
    named = one_line(title)
    if is_blank(named) or len(named) > LONGEST_TITLE:
        sentence = _("Give the file a name of at most %(most)s letters that readers understand.")
        raise Refused(sentence % {"most": LONGEST_TITLE}, verb="edit")
    if len(article.attachments) >= MOST:
        sentence = _("A story has at most %(most)s attachments. Remove one first.")
        raise Refused(sentence % {"most": MOST}, verb="edit")
    line = {"key": attachment.key, "title": named, "size": attachment.size}
    return [*article.attachments, line]


def without_file(article: Article, key: str) -> list[dict]:
    """Return the list of a story without one file; Refused where it has no such file."""
    rest = [line for line in article.attachments if line["key"] != key]
    if len(rest) == len(article.attachments):
        raise Refused(_("This story has no such attachment."), verb="edit")
    return rest


def names_of(attachments: list[dict]) -> str:
    """Return the names of a list, one a line, for comparing versions."""
    return "\n".join(line["title"] for line in attachments)
