"""Whether every sum is what its parts come to: months, years, sections and the whole site."""

from collections.abc import Callable, Iterator

from django.db import connections
from django.db.backends.utils import CursorWrapper

from articles.readership.statements import adding_up as statements
from articles.readership.statements.adding_up import Difference

MOST_SENTENCES = 20  # about one kind of sum; what is wrong a thousand times is wrong for one reason

_QUESTIONS: tuple[tuple[Callable[[CursorWrapper, int], list[Difference]], str, int], ...] = (
    (
        statements.story_months,
        "Story {story} in {first}: its days come to {parts} reads, its month says {whole}.",
        len("2026-09"),
    ),
    (
        statements.story_years,
        "Story {story} in {first}: its months come to {parts} reads, its year says {whole}.",
        len("2026"),
    ),
    (
        statements.section_days,
        "{first}: stories were read {parts} times, sections {whole} times.",
        len("2026-09-20"),
    ),
    (
        statements.site_reads,
        "{first}: the sections come to {parts} reads, the month of the site says {whole}.",
        len("2026-09"),
    ),
    (
        statements.site_visitors,
        "{first}: the days come to {parts} visitors, the month of the site says {whole}.",
        len("2026-09"),
    ),
)


def wrong_sums(*, using: str = "default") -> list[str]:
    """Return a sentence for every sum that is not what its parts come to; none when all is well."""
    with connections[using].cursor() as cursor:
        return [sentence for question in _QUESTIONS for sentence in _answers(cursor, *question)]


def _answers(
    cursor: CursorWrapper,
    ask: Callable[[CursorWrapper, int], list[Difference]],
    sentence: str,
    letters: int,
) -> Iterator[str]:
    found = ask(cursor, MOST_SENTENCES + 1)
    for story, first, parts, whole in found[:MOST_SENTENCES]:
        said = str(first)[:letters]
        yield sentence.format(story=story, first=said, parts=parts, whole=whole)
    if len(found) > MOST_SENTENCES:
        yield "And so on: only the first differences of this kind are named."
