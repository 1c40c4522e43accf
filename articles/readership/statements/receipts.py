"""The SQL of the receipt: how many visits were turned away, and why."""

from collections.abc import Iterable

from django.db.backends.utils import CursorWrapper

from articles.readership.statements.days import Day


def add_turned_away(cursor: CursorWrapper, rows: Iterable[tuple[Day, str, int]]) -> None:
    """Add so many visits (day, kind, times) to what was turned away."""
    cursor.executemany(
        """
        INSERT INTO articles_readreceipt AS r (day, kind, times) VALUES (%s, %s, %s)
        ON CONFLICT (day, kind) DO UPDATE SET times = r.times + excluded.times
        """,
        list(rows),
    )
