"""Asking the database once more where that is worth it: the statements here may be repeated."""

from collections.abc import Callable
from typing import TypeVar

from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Result = TypeVar("Result")

_SERIALIZATION_FAILURE = "40001"
_DEADLOCK = "40P01"


def attempt(work: Callable[[BaseDatabaseWrapper], Result], *, using: str) -> Result:
    """Do some work on a connection and return its result.

    Tries once more when the database asked for that (40001, 40P01), or had closed the connection
    since it was last used. Raises Django's database errors. The work must bear repeating even
    when the first attempt was committed and only its answer was lost.
    """
    connection = connections[using]
    try:
        return work(connection)
    except Error as error:
        if not _is_worth_another_try(connection, error):
            raise
    return work(connection)


def _is_worth_another_try(connection: BaseDatabaseWrapper, error: Error) -> bool:
    if getattr(error.__cause__, "pgcode", None) in {_SERIALIZATION_FAILURE, _DEADLOCK}:
        return True
    if connection.in_atomic_block or not getattr(connection.connection, "closed", 0):
        return False
    connection.close()  # it was closed from the other side; the next cursor opens a new one
    return True
