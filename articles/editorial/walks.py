"""Stories in the order of a list, each part of it read from the index that holds it in that order.

A list such as "my own stories" is several lists in one: what somebody wrote, and what he was given.
An index has each of them in order, and none has both; so the heads of the parts are read, and put
together here. No more of any part is read than is asked for; it is well to name the longest first.
"""

from collections.abc import Sequence

from django.db import connection

from articles.models.article import ArticleQuerySet


def first_of(parts: Sequence[ArticleQuerySet], most: int) -> list[int]:
    """Return the numbers of the first stories of all parts together."""
    return between(parts, 0, most)


def between(parts: Sequence[ArticleQuerySet], start: int, end: int) -> list[int]:
    """Return the numbers of the stories in the places from `start` to before `end`.

    No story is in two parts. All parts are in one order: its names go the same way, down or up,
    and the last of them is the number.
    """
    if not parts:
        return []
    if len(parts) == 1:
        return list(parts[0].values_list("pk", flat=True)[start:end])
    order = parts[0].query.order_by
    names = [name.lstrip("-") for name in order]
    first, *others = (part.values_list(*names) for part in parts)
    rows = [row for part in others for row in part[:end]]
    # So many of the first part stand before `start`, wherever the others stand.
    passed = max(0, start - len(rows))
    rows += first[passed:end]
    rows.sort(key=_as_the_database_sorts, reverse=order[0].startswith("-"))
    return [row[-1] for row in rows[start - passed : end - passed]]


def _as_the_database_sorts(row: tuple) -> tuple:
    """Return a key that has what is not there where the database has it: at one of the ends."""
    nothing = (1 if connection.features.nulls_order_largest else -1, 0)
    return tuple(nothing if value is None else (0, value) for value in row)
