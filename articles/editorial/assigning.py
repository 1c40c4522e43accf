"""Who works on a story, and by when: what an editor decides, and the writer is told."""

from datetime import date, datetime

from accounts.models import User
from articles.editorial.changes import changes_to, check_editors_fields
from articles.editorial.steps import step
from articles.models import Article


def assign(
    article: Article,
    *,
    by: User,
    to: User | None,
    due: date | None,
    reason: str = "",
    now: datetime | None = None,
) -> Article:
    """Give a story that readers cannot see yet to somebody, with the day it is expected on.

    None takes the one or the other away. It makes no version: nothing of the text changes, and
    whoever has the story open can save. Raises Refused, or BadField for a day that has passed and
    for somebody who cannot enter the desk.
    """
    with step("assign", article, by=by, now=now, reason=reason) as it:
        it.changes = changes_to(
            it.article,
            fields={"assigned_to": to, "due_date": due},
            bylines=None,
            tags=None,
            verb="assign",
        )
        it.idle = not it.changes
        check_editors_fields(it.changes, by=by, verb="assign")
    return it.article
