"""The reads of a story in each of its first 24 hours."""

from collections.abc import Iterable

from django.db.backends.utils import CursorWrapper


def add_reads(cursor: CursorWrapper, rows: Iterable[tuple[int, int, int]]) -> None:
    """Add reads to the first hours of stories: (story, hour, reads)."""
    cursor.executemany(
        """
        INSERT INTO articles_articlehour AS h (article_id, hour, reads) VALUES (%s, %s, %s)
        ON CONFLICT (article_id, hour) DO UPDATE SET reads = h.reads + excluded.reads
        """,
        sorted(rows),
    )
