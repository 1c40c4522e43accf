"""Keeping a visit: safe on disk, or not kept at all, before the page is answered.

The key of a visit is also what makes keeping it repeatable. A second attempt after a lost answer
finds the first one's row, so trying again can never count twice.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.readership.attempts import attempt
from articles.readership.statements import keys

WINDOW = timedelta(minutes=30)  # from the last counted read of this visitor and story


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody was shown a page: a story's, or, without `article_id`, a list or the front page."""

    visitor: bytes
    day: date
    at: datetime
    article_id: int | None = None


def keep(visit: Visit, *, using: str) -> bool:
    """Write a visit down and commit it; return whether it was a read that counts.

    Raises Django's database errors when it could not be kept.
    """
    return attempt(lambda connection: _keep(connection, visit), using=using)


def _keep(connection: BaseDatabaseWrapper, visit: Visit) -> bool:
    values = {
        "visitor": visit.visitor,
        "article": visit.article_id,
        "day": connection.ops.adapt_datefield_value(visit.day),
        "at": connection.ops.adapt_datetimefield_value(visit.at),
        "window_start": connection.ops.adapt_datetimefield_value(visit.at - WINDOW),
    }
    if connection.vendor == "postgresql":
        return _keep_at_once(connection, values)
    return _keep_in_steps(connection, values)


def _keep_at_once(connection: BaseDatabaseWrapper, values: dict) -> bool:
    # Alone, a statement is its own transaction. Inside somebody's, a savepoint keeps a failure
    # from spoiling theirs.
    inside = connection.in_atomic_block
    savepoint = transaction.atomic(using=connection.alias) if inside else nullcontext()
    with savepoint, connection.cursor() as cursor:
        if values["article"] is not None:
            return keys.count_read_at_once(cursor, values)
        keys.count_visitor_at_once(cursor, values)
        return False


def _keep_in_steps(connection: BaseDatabaseWrapper, values: dict) -> bool:
    is_story = values["article"] is not None
    with connection.cursor() as cursor:
        # A reader who presses F5 is recognised without asking for the lock all writers share.
        if keys.is_known_visitor(cursor, values) and (
            not is_story or keys.is_known_read(cursor, values)
        ):
            return False
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if keys.mark_visitor(cursor, values):
            keys.add_visitor(cursor, values)
        if is_story and keys.mark_seen(cursor, values):
            keys.add_read(cursor, values)
            return True
    return False
