"""The names under a story, in their order: how they are read, compared and replaced."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from articles.editorial.rules import Refused
from articles.models import Article, Byline, Reporter


@dataclass(frozen=True)
class BylineEntry:
    """One name and what it stands there for (a value of `Byline.Role`)."""

    reporter: Reporter
    role: str = Byline.Role.REPORTER


def bylines_of(article: Article) -> list[BylineEntry]:
    """Return the names under a story as they are stored now."""
    if article.pk is None:
        return []
    rows = Byline.objects.filter(article=article).select_related("reporter")
    return [BylineEntry(row.reporter, row.role) for row in rows.order_by("position", "id")]


def own_byline(user: User) -> list[BylineEntry]:
    """Return the byline a new story of this account gets when none is given."""
    reporter = Reporter.objects.filter(user=user).first()
    return [BylineEntry(reporter)] if reporter else []


def without_repeats(entries: Iterable[BylineEntry], *, verb: str) -> list[BylineEntry]:
    """Return the entries in their order, each name in each role once."""
    entries = list(dict.fromkeys(entries))
    for entry in entries:
        if entry.role not in Byline.Role.values:
            raise Refused(_("There is no such kind of byline."), verb=verb)
    return entries


def replace_bylines(article: Article, entries: Sequence[BylineEntry]) -> None:
    """Write the names under a story anew; it happens inside the verb's transaction."""
    Byline.objects.filter(article=article).delete()
    Byline.objects.bulk_create(
        Byline(article=article, reporter=entry.reporter, role=entry.role, position=position)
        for position, entry in enumerate(entries)
    )


def as_facts(entries: Iterable[BylineEntry]) -> list[dict]:
    """Return what a version remembers: the name too, because a reporter may be renamed later."""
    return [
        {"reporter": entry.reporter.pk, "name": entry.reporter.name, "role": str(entry.role)}
        for entry in entries
    ]
