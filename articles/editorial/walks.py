"""Stories in the order of a list, each part of it read from the index that holds it in that order.

A list such as "my own stories" is several lists in one: what somebody wrote, and what he was given.
An index has each of them in order, and none has both; so the heads of the parts are read, and put
together here. No more of any part is read than is asked for.
"""

from collections.abc import Sequence

from django.db import connection

from articles.models.article import ArticleQuerySet


def first_of(parts: Sequence[ArticleQuerySet], most: int) -> list[int]:
    """Return the numbers of the first stories of all parts together.

    No story is in two parts. All parts are in one order: its names go the same way, down or up,
    and the last of them is the number.
    """
    if not parts:
        return []
    if len(parts) == 1:
        return list(parts[0].values_list("pk", flat=True)[:most])
    order = parts[0].query.order_by
    names = [name.lstrip("-") for name in order]
    rows = [row for part in parts for row in part.values_list(*names)[:most]]
    rows.sort(key=_as_the_database_sorts, reverse=order[0].startswith("-"))
    return [row[-1] for row in rows[:most]]


def _as_the_database_sorts(row: tuple) -> tuple:
    """Return a key that has what is not there where the database has it: at one of the ends."""
    nothing = (1 if connection.features.nulls_order_largest else -1, 0)
    return tuple(nothing if value is None else (0, value) for value in row)
