"""How far each segment of a journal is in the tables."""

from django.db.backends.utils import CursorWrapper

from articles.readership.statements.days import Day


def offset_of(cursor: CursorWrapper, segment: str) -> int:
    """Return up to which byte a segment is applied; 0 when nobody has heard of it."""
    cursor.execute('SELECT "offset" FROM articles_journalposition WHERE segment = %s', [segment])
    row = cursor.fetchone()
    return row[0] if row else 0


def move(cursor: CursorWrapper, segment: str, host: str, offset: int, at: Day) -> None:
    """Note that a segment is applied up to this byte."""
    cursor.execute(
        """
        INSERT INTO articles_journalposition (segment, host, "offset", applied_at)
        VALUES (%s, %s, %s, %s)
        ON CONFLICT (segment) DO UPDATE
        SET host = excluded.host, "offset" = excluded."offset", applied_at = excluded.applied_at
        """,
        [segment, host, offset, at],
    )


def forget(cursor: CursorWrapper, before: Day) -> int:
    """Delete the positions of segments that were last applied before this moment."""
    cursor.execute("DELETE FROM articles_journalposition WHERE applied_at < %s", [before])
    return cursor.rowcount
