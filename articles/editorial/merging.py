"""Two names for one thing become one: every story keeps its tag or byline, under the other name.

Each story gets a version that says so, because what readers see of it changes; older versions keep
the name they were written with. Nobody becomes an author of a text by merging. A tag may stand on
ten thousand stories, so they are written in bulk, in one transaction.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.roles import EDITOR
from articles.editorial.credits import BylineEntry, as_facts
from articles.editorial.former_addresses import hand_on
from articles.editorial.rules import Refused
from articles.models import Article, ArticleEvent, Byline, Reporter, Tag, listing
from articles.models.edition import advance

VERB = "merge"
_AT_ONCE = 200  # stories whose bodies are in memory together

Names = dict[int, list[BylineEntry]]
Tags = dict[int, list[Tag]]


@dataclass(frozen=True)
class Merger:
    """One merging: what vanishes, what stays, who does it and when."""

    gone: Tag | Reporter
    into: Tag | Reporter
    by: User
    now: datetime

    @property
    def words(self) -> str:
        return f"{self.gone} → {self.into}"


def stories_of(named: Tag | Reporter) -> QuerySet[Article]:
    """Return the stories, of whatever state, that bear this tag or this name."""
    if isinstance(named, Tag):
        return Article.objects.filter(tags=named)
    return Article.objects.filter(pk__in=Byline.objects.filter(reporter=named).values("article"))


@transaction.atomic
def merge(
    gone: Tag | Reporter, *, into: Tag | Reporter, by: User, now: datetime | None = None
) -> int:
    """Give every story of one to the other, let its addresses lead there, and delete it.

    Returns how many stories there were. Raises Refused for whoever is no editor, and where one of
    the two is gone already or both are the same.
    """
    if not by.is_at_least(EDITOR):
        raise Refused(_("Only an editor merges tags and reporters."), verb=VERB)
    gone, into = _both(gone, into)
    merger = Merger(gone, into, by, now or timezone.now())
    numbers = _locked_numbers(stories_of(gone))
    for start in range(0, len(numbers), _AT_ONCE):
        _write(numbers[start : start + _AT_ONCE], merger)
    if isinstance(gone, Reporter):
        _hand_over_account(gone, into)
    hand_on(gone, to=into, now=merger.now)
    audit.record("entries_merged", by=by, target=into, detail=f"{merger.words} ({len(numbers)})")
    gone.delete()
    advance(merger.now)
    return len(numbers)


def _both(gone: Tag | Reporter, into: Tag | Reporter) -> tuple:
    """Return both as they are stored, held until the transaction ends, in one order for all."""
    rows = type(gone).objects.select_for_update().filter(pk__in=(gone.pk, into.pk)).order_by("pk")
    found = {row.pk: row for row in rows}
    if type(gone) is not type(into) or len(found) < 2:
        raise Refused(_("Choose another one, that is still there, to merge it with."), verb=VERB)
    return found[gone.pk], found[into.pk]


def _locked_numbers(stories: QuerySet[Article]) -> list[int]:
    numbers = list(stories.order_by("pk").values_list("pk", flat=True))
    locked: list[int] = []
    for start in range(0, len(numbers), 500):
        rows = Article.objects.select_for_update(no_key=True)
        rows = rows.filter(pk__in=numbers[start : start + 500]).order_by("pk")
        locked += rows.values_list("pk", flat=True)
    return locked


def _write(numbers: list[int], merger: Merger) -> None:
    """Give some stories the other name, each with a version and an event that say so."""
    stories = Article.objects.filter(pk__in=numbers)
    stories.update(version=F("version") + 1, saved_at=merger.now)
    names, tags = _names_under(numbers), _tags_on(numbers)
    if isinstance(merger.gone, Tag):
        tags = _retag(tags, merger)
    else:
        names = _rename(names, merger)
    kept = list(stories.order_by("pk"))
    Article.history.bulk_create(_row(s, names[s.pk], tags[s.pk], merger) for s in kept)
    ArticleEvent.objects.bulk_create(_event(story, merger) for story in kept)
    listing.write(kept)


def _names_under(numbers: list[int]) -> Names:
    names: Names = defaultdict(list)
    rows = Byline.objects.filter(article__in=numbers).select_related("reporter")
    for row in rows.order_by("article_id", "position", "id"):
        names[row.article_id].append(BylineEntry(row.reporter, row.role))
    return names


def _tags_on(numbers: list[int]) -> Tags:
    tags: Tags = defaultdict(list)
    rows = Article.tags.through.objects.filter(article__in=numbers).select_related("tag")
    for row in rows.order_by("article_id", "tag__key"):
        tags[row.article_id].append(row.tag)
    return tags


def _retag(tags: Tags, merger: Merger) -> Tags:
    """Put the tag that stays in the place of the other, once."""
    rows = Article.tags.through.objects.filter(article__in=list(tags))
    having = set(rows.filter(tag=merger.into).values_list("article", flat=True))
    rows.filter(tag=merger.gone, article__in=having).delete()
    rows.filter(tag=merger.gone).update(tag=merger.into)
    return {number: list(_replaced(some, merger)) for number, some in tags.items()}


def _rename(names: Names, merger: Merger) -> Names:
    """Put the name that stays in the place of the other: in its order, once in each role."""
    renamed = {
        number: list(
            dict.fromkeys(
                BylineEntry(merger.into, entry.role) if entry.reporter == merger.gone else entry
                for entry in some
            )
        )
        for number, some in names.items()
    }
    Byline.objects.filter(article__in=list(renamed)).delete()
    Byline.objects.bulk_create(
        Byline(article_id=number, reporter=entry.reporter, role=entry.role, position=position)
        for number, entries in renamed.items()
        for position, entry in enumerate(entries)
    )
    return renamed


def _replaced(tags: list[Tag], merger: Merger) -> Iterator[Tag]:
    return iter(dict.fromkeys(merger.into if tag == merger.gone else tag for tag in tags))


def _row(story: Article, names: list[BylineEntry], tags: list[Tag], merger: Merger):
    """Return the row of history of one story as it is now."""
    model = Article.history.model
    return model(
        history_date=merger.now,
        history_user=merger.by,
        history_change_reason=VERB,
        history_type="~",
        bylines=as_facts(names),
        tag_names=[tag.name for tag in tags],
        text_changed=False,
        **{field.attname: getattr(story, field.attname) for field in model.tracked_fields},
    )


def _event(story: Article, merger: Merger) -> ArticleEvent:
    return ArticleEvent(
        article=story,
        verb=VERB,
        from_status=story.status,
        to_status=story.status,
        at=merger.now,
        by=merger.by,
        by_name=str(merger.by)[:200],
        as_superuser=merger.by.is_superuser,
        reason=merger.words,
        version=story.version,
        published_at=story.published_at,
    )


def _hand_over_account(gone: Reporter, into: Reporter) -> None:
    """Let the name that stays stand under the next stories of the account, if it had none."""
    if gone.user_id is None or into.user_id is not None:
        return
    account, gone.user = gone.user, None
    gone.save(update_fields=["user"])
    into.user = account
    into.save(update_fields=["user"])
