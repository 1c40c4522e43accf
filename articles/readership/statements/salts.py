"""The salts of days: found, offered, forgotten."""

from django.db.backends.utils import CursorWrapper

from articles.readership.statements.days import Day


def find_salt(cursor: CursorWrapper, day: Day) -> bytes | None:
    """Return the day's salt when there is one already."""
    cursor.execute("SELECT salt FROM articles_readsalt WHERE day = %s", [day])
    row = cursor.fetchone()
    return bytes(row[0]) if row else None


def offer_salt(cursor: CursorWrapper, day: Day, salt: bytes) -> None:
    """Give the day a salt unless somebody was quicker; look afterwards whose it is."""
    cursor.execute(
        "INSERT INTO articles_readsalt (day, salt) VALUES (%s, %s) ON CONFLICT (day) DO NOTHING",
        [day, salt],
    )


def forget_salts(cursor: CursorWrapper, before: Day) -> int:
    cursor.execute("DELETE FROM articles_readsalt WHERE day < %s", [before])
    return cursor.rowcount


def write_salts_anew(cursor: CursorWrapper) -> None:
    """Let PostgreSQL write the table of salts anew, without the deleted ones."""
    cursor.execute("VACUUM FULL articles_readsalt")
