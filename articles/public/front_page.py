"""Which stories stand where on the front page. None stands there twice."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from articles.models import Article, Category
from articles.public.lists import for_list, in_order
from articles.public.navigation import sections_with_news

LATEST = 6
PER_SECTION = 4


@dataclass(frozen=True)
class Section:
    """A section of the paper with its newest stories that do not stand higher up."""

    category: Category
    articles: list[Article]


@dataclass(frozen=True)
class FrontPage:
    """The lead, what came before it, and every section; empty on a site without news."""

    lead: Article | None
    latest: list[Article]
    sections: list[Section]


def front_page(now: datetime, *, lead: int | None = None) -> FrontPage:
    """Lay out the front page of this moment in four queries, however many stories there are.

    `lead` is the key of the story that editors chose; without one the newest leads.
    """
    others = Article.objects.published(now).exclude(pk=lead or 0).newest()
    ids = others.values_list("pk", flat=True)[: LATEST + (lead is None)]
    newest = in_order(ids, now)
    shown = [*([lead] if lead else []), *(article.pk for article in newest)]
    sections, chosen = _sections(now, shown, lead)
    first = chosen or (newest.pop(0) if newest else None)
    return FrontPage(lead=first, latest=newest[:LATEST], sections=sections)


def _sections(
    now: datetime, shown: list[int], lead: int | None
) -> tuple[list[Section], Article | None]:
    """Return the sections with stories that are not shown yet, and the lead.

    Each story is looked up through the index by its place in its section, which stays quick where
    ranking all stories of the paper would not.
    """
    rest = (
        Article.objects.published(now)
        .filter(category=OuterRef("pk"))
        .exclude(pk__in=shown)
        .newest()
        .values("pk")
    )
    places = {f"story_{n}": Subquery(rest[n : n + 1]) for n in range(PER_SECTION)}
    chosen = {
        category: [getattr(category, place) for place in places]
        for category in sections_with_news(now).filter(in_menu=True).annotate(**places)
    }
    wanted = [pk for pks in chosen.values() for pk in pks if pk]
    wanted += [lead] if lead else []
    articles = for_list(Article.objects.published(now).among(wanted)).in_bulk()
    sections = [
        Section(category, [articles[pk] for pk in pks if pk in articles])
        for category, pks in chosen.items()
    ]
    return [section for section in sections if section.articles], articles.get(lead)
