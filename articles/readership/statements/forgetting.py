"""Deleting the keys of days gone by, and leaving no trace of them in the files."""

from django.db.backends.utils import CursorWrapper

from articles.readership.statements.days import Day


def forget_seen(cursor: CursorWrapper, before: Day, limit: int) -> int:
    """Delete up to `limit` keys of visitors of days before this one; return how many."""
    cursor.execute(
        """
        DELETE FROM articles_readseen WHERE (day, visitor, story) IN (
            SELECT day, visitor, story FROM articles_readseen WHERE day < %s LIMIT %s
        )
        """,
        [before, limit],
    )
    return cursor.rowcount


def forget_addresses(cursor: CursorWrapper, before: Day, limit: int) -> int:
    """Delete up to `limit` caps of addresses on days before this one; return how many."""
    cursor.execute(
        """
        DELETE FROM articles_addressday WHERE (day, address, story) IN (
            SELECT day, address, story FROM articles_addressday WHERE day < %s LIMIT %s
        )
        """,
        [before, limit],
    )
    return cursor.rowcount


def forget_minutes(cursor: CursorWrapper, before: Day, limit: int) -> int:
    """Delete up to `limit` caps of minutes on days before this one; return how many."""
    cursor.execute(
        """
        DELETE FROM articles_addressminute WHERE (day, address, minute) IN (
            SELECT day, address, minute FROM articles_addressminute WHERE day < %s LIMIT %s
        )
        """,
        [before, limit],
    )
    return cursor.rowcount


def overwrite_what_is_deleted(cursor: CursorWrapper) -> None:
    """Let SQLite overwrite deleted rows in this connection, not merely unlink them."""
    cursor.execute("PRAGMA secure_delete = ON")


def empty_the_journal(cursor: CursorWrapper) -> bool:
    """Empty SQLite's journal; return whether that was possible, nobody else reading it."""
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    is_busy = cursor.fetchone()[0]
    return not is_busy
