"""The writing pages that are open: what each of them has saved, and who else is writing.

A page that lost its line does not know whether its last request arrived, and asks again. By its
key the second request finds what the first has done: no story is begun twice, and nobody is told
that he has to give way to himself. Its turns are counted, so that a request which was held up on
the way does not put an older text in the place of a newer one.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from articles.models import Article, OpenForm

UNHEARD_OF = timedelta(minutes=1)  # after that a page counts as closed
KEPT_FOR = timedelta(days=14)  # how long a page may stay away and still be recognised
MOST_NAMES = 20
MOST_TOLD = 60

_KEY = re.compile(r"[A-Za-z0-9_-]{16,32}")


@dataclass(frozen=True)
class Present:
    """Somebody who has the story open, and since when."""

    name: str
    since: datetime


def new_key() -> str:
    """Draw the key of a page that is about to be shown."""
    return secrets.token_urlsafe(16)


def is_key(text: str) -> bool:
    """Say whether a text could be the key of a page."""
    return _KEY.fullmatch(text) is not None


def held(key: str, *, by: User, article: Article | None, now: datetime) -> OpenForm | None:
    """Return what is known of a page, held until the transaction ends; None without a good key.

    A key belongs to one person and one story: with another it opens nothing.
    """
    if not is_key(key):
        return None
    if not OpenForm.objects.filter(key=key).exists():
        _forget_old(now)
        form = OpenForm(key=key, person=by, article=article, opened_at=now, seen_at=now)
        OpenForm.objects.bulk_create([form], ignore_conflicts=True)  # it may have come twice
    form = OpenForm.objects.select_for_update(of=("self",)).filter(key=key, person=by).first()
    if form is None or (article is not None and form.article_id not in (None, article.pk)):
        return None
    return form


def seen_by(form: OpenForm | None, article: Article, said: int) -> int:
    """Return the version a page had before it: what it says, or what it saved itself since."""
    if form is None or form.article_id != article.pk:
        return said
    return max(said, form.saved_version)


def note_saved(
    form: OpenForm | None,
    article: Article,
    *,
    turn: int,
    now: datetime,
    is_leaving: bool = False,
) -> None:
    """Remember that a page has saved the story as it is now, with all it held at this turn."""
    if form is None:
        return
    form.article, form.saved_version = article, article.version
    form.seen_at = None if is_leaving else now
    form.turn = max(form.turn, turn)
    form.save(update_fields=["article", "saved_version", "seen_at", "turn"])


def beat(key: str, *, by: User, article: Article, now: datetime, is_leaving: bool = False) -> None:
    """Note that a page is still open, or that it is being closed."""
    if not is_key(key):
        return
    seen_at = None if is_leaving else now
    known = OpenForm.objects.filter(key=key, person=by, article=article)
    if known.update(seen_at=seen_at) or is_leaving:
        return
    _forget_old(now)
    form = OpenForm(key=key, person=by, article=article, opened_at=now, seen_at=now)
    OpenForm.objects.bulk_create([form], ignore_conflicts=True)


def version_saved_by(key: str, *, by: User, said: int) -> int:
    """Return the newest version a page knows: the one it says, or the last it saved itself."""
    form = OpenForm.objects.filter(key=key, person=by).first()
    return max(said, form.saved_version) if form is not None else said


def saved_by_pages_of(person: User) -> list[tuple[str, int]]:
    """Return the pages of a person that saved something, and the turn each of them saved last.

    Browsers keep what was typed until they hear that it has arrived; this tells them.
    """
    forms = OpenForm.objects.filter(person=person, saved_version__gt=0).order_by("-id")
    return list(forms.values_list("key", "turn")[:MOST_TOLD])


def others_at(article: Article, *, by: User, now: datetime) -> list[Present]:
    """Return who else has the story open, whoever came first before the others."""
    rows = article.open_forms.filter(seen_at__gt=now - UNHEARD_OF).exclude(person=by)
    since: dict[int, Present] = {}
    for row in rows.select_related("person").order_by("opened_at", "id")[: MOST_NAMES * 5]:
        since.setdefault(row.person_id, Present(str(row.person), row.opened_at))
    return list(since.values())[:MOST_NAMES]


def is_open_twice(article: Article, *, by: User, key: str, now: datetime) -> bool:
    """Say whether this person has the story open on another page as well."""
    rows = article.open_forms.filter(seen_at__gt=now - UNHEARD_OF, person=by)
    return rows.exclude(key=key).exists()


def _forget_old(now: datetime) -> None:
    OpenForm.objects.filter(opened_at__lt=now - KEPT_FOR).delete()
