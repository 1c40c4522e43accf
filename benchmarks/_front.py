"""Behind nginx: a page it keeps against a file of the same bytes."""

from collections.abc import Iterator

from benchmarks._measuring import Row


def rows(kind: str, size: int, *, rounds: int, seconds: float) -> Iterator[Row]:
    yield from ()
