"""Reads JSON Lines one at a time, so that a file of any size takes the memory of one story."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

LONGEST_LINE = 25 * 1024 * 1024


class BadLine(Exception):
    """A line that holds no record; the sentence says why."""


def read_lines(file: BinaryIO) -> Iterator[tuple[int, dict | BadLine]]:
    """Yield each line's number with its object, or with why there is none; blank ones are none."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            _pass_over(file, line)
            size = LONGEST_LINE // 1024**2
            yield number, BadLine(_("It is longer than %(size)d MB.") % {"size": size})
            continue
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if line.strip():
            yield number, _object_in(line)


def _object_in(line: bytes) -> dict | BadLine:
    try:
        found = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return BadLine(_("It is not written in UTF-8."))
    except (ValueError, RecursionError):
        return BadLine(_("It is not JSON."))
    return found if isinstance(found, dict) else BadLine(_("It is not a JSON object."))


def _pass_over(file: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(LONGEST_LINE)
