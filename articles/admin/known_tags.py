"""Which tags a person may know of: a tag only a colleague's draft bears would tell of the draft."""

from django.db.models import Q, QuerySet

from accounts.models import User
from articles.models import Article, Tag


def tags_known_to(person: User) -> QuerySet[Tag]:
    """Return the tags of published stories and of those the person may open; editors know all."""
    if person.is_at_least("editor"):
        return Tag.objects.all()
    public = Article.objects.published().values("pk")
    own = Article.objects.open_to(person).values("pk")
    return Tag.objects.filter(Q(articles__in=public) | Q(articles__in=own)).distinct()
