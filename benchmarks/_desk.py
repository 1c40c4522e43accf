"""The pages of the desk that are compared between two newsrooms, alike for alike.

A page of fifty stories takes longer than one of eight, whatever the archive holds. So the addresses
are chosen in each newsroom so that the page is full in both: a period that is long enough, a word
that is rare and still fills a page, a name that stands under one's own stories.
"""

from urllib.parse import urlencode

from django.utils import timezone

from accounts.models import User
from accounts.roles import EDITOR
from articles.models import Article, Category
from articles.models.article import ArticleQuerySet
from articles.public.search_statements import newest_with
from articles.public.search_terms import read
from benchmarks._texts import COMMON, PHRASE, RARE, THINGS, VOCABULARY

LIST = "/admin/articles/article/"
FULL = 60  # stories that are more than a page of the list
_LOOKED_AT = 20_000


def pages_of(person: User) -> dict[str, str]:
    """Return name → address of what this person looks at."""
    stories = Article.objects.open_to(person).order_by()
    public = stories.published(timezone.now()).newest().values_list("published_at", flat=True)
    since = timezone.localtime(public[FULL]).date()
    name = "Reporter3" if person.is_at_least(EDITOR) else str(person)
    section = Category.objects.order_by("-position").values_list("pk", flat=True)[0]
    return {
        "desk home": "/admin/",
        "desk list, page 1": LIST,
        "desk list, waiting for me": f"{LIST}?queue=me",
        "desk list, with a due date": f"{LIST}?queue=due",
        "desk list, published": f"{LIST}?state=published",
        "desk list, published in a period": f"{LIST}?state=published&since={since}",
        "desk list, published, last saved": f"{LIST}?state=published&sort=saved",
        "desk list, a section": f"{LIST}?category={section}",
        "desk list, a section, oldest": f"{LIST}?category={section}&sort=oldest",
        "desk list, by a name": f"{LIST}?reporter={name}",
        "desk search, rare word": f"{LIST}?q={_rare_word(stories)}",
        "desk search, common word": f"{LIST}?q={COMMON}",
        "desk search, two common words": f"{LIST}?{urlencode({'q': PHRASE})}",
        "desk search, nothing like it": f"{LIST}?q=xyzzyq",
    }


def _rare_word(stories: ArticleQuerySet) -> str:
    """Return a word that fills a page for somebody who may open these stories, and not much more.

    The words of titles are tried from the rarest on; those of places and things come last.
    """
    return next(word for word in (RARE, *VOCABULARY[:-31:-1], *THINGS) if _fills(word, stories))


def _fills(word: str, stories: ArticleQuerySet) -> bool:
    found = newest_with(read(word).each, limit=_LOOKED_AT)
    return stories.filter(pk__in=[pk for pk, _place in found])[:FULL].count() == FULL
