"""Tables for a spreadsheet, sent while they are read, in which no cell is ever a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

# What makes a spreadsheet calculate, and the same signs as wide letters, which some take for them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Echo:
    """A file that gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def harmless(value: object) -> str:
    """Return a cell that is read as text: what would begin a formula gets an apostrophe before it.

    Spaces before the sign are no help to it, because programs cut them off. Other control
    characters become spaces: no cell begins a line of its own.
    """
    text = "" if value is None else str(value)
    dangerous = text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
    line = "".join(c if c.isprintable() else " " for c in text)
    return f"'{line}" if dangerous else line


def csv_answer(
    name: str, heading: Sequence[str], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """Return the rows as a file to keep; they are read while it is sent.

    It begins with the mark by which Excel knows UTF-8.
    """
    response = StreamingHttpResponse(_lines(heading, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _lines(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([harmless(cell) for cell in heading])
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])
