"""Every line of SQL that counts, one function a statement; the counting rule is in the WHERE.

The ORM cannot say "insert, or change where half an hour has passed, and tell me which".
Each function takes an open cursor; PostgreSQL counts in one statement, SQLite in four
between BEGIN IMMEDIATE and COMMIT. Whoever calls them minds transactions: `recording`.
"""

from datetime import date

from django.db.backends.utils import CursorWrapper

Day = date | str  # as the database's adapter writes it

# --- the salt of a day ---------------------------------------------------------------------


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


# --- PostgreSQL: one statement -------------------------------------------------------------


def count_read_at_once(cursor: CursorWrapper, values: dict) -> bool:
    """Count a read and its visitor; return whether the read was a new one."""
    cursor.execute(
        """
        WITH seen AS (
            INSERT INTO articles_readseen AS r (visitor, article_id, day, counted_at)
            VALUES (%(visitor)s, %(article)s, %(day)s, %(at)s)
            ON CONFLICT (visitor, article_id)
            DO UPDATE SET counted_at = excluded.counted_at, day = excluded.day
            WHERE r.counted_at <= %(window_start)s
            RETURNING article_id, day
        ), newcomer AS (
            INSERT INTO articles_visitorday (day, visitor) VALUES (%(day)s, %(visitor)s)
            ON CONFLICT DO NOTHING
            RETURNING day
        ), site AS (
            INSERT INTO articles_siteday AS s (day, visitors) SELECT day, 1 FROM newcomer
            ON CONFLICT (day) DO UPDATE SET visitors = s.visitors + 1
        )
        INSERT INTO articles_articleday AS a (article_id, day, reads)
        SELECT article_id, day, 1 FROM seen
        ON CONFLICT (article_id, day) DO UPDATE SET reads = a.reads + 1
        RETURNING 1
        """,
        values,
    )
    return cursor.fetchone() is not None


def count_visitor_at_once(cursor: CursorWrapper, values: dict) -> None:
    """Count the visitor of a page that is no story."""
    cursor.execute(
        """
        WITH newcomer AS (
            INSERT INTO articles_visitorday (day, visitor) VALUES (%(day)s, %(visitor)s)
            ON CONFLICT DO NOTHING
            RETURNING day
        )
        INSERT INTO articles_siteday AS s (day, visitors) SELECT day, 1 FROM newcomer
        ON CONFLICT (day) DO UPDATE SET visitors = s.visitors + 1
        """,
        values,
    )


# --- SQLite: a look without a lock, then up to four steps -----------------------------------


def is_known_visitor(cursor: CursorWrapper, values: dict) -> bool:
    """Say whether the day's visitor is counted already."""
    cursor.execute(
        "SELECT 1 FROM articles_visitorday WHERE day = %(day)s AND visitor = %(visitor)s", values
    )
    return cursor.fetchone() is not None


def is_known_read(cursor: CursorWrapper, values: dict) -> bool:
    """Say whether this visitor's read of this story was counted within the window."""
    cursor.execute(
        """
        SELECT 1 FROM articles_readseen
        WHERE visitor = %(visitor)s AND article_id = %(article)s AND counted_at > %(window_start)s
        """,
        values,
    )
    return cursor.fetchone() is not None


def mark_seen(cursor: CursorWrapper, values: dict) -> bool:
    """Note that the visitor reads the story; return whether that is a new read."""
    cursor.execute(
        """
        INSERT INTO articles_readseen AS r (visitor, article_id, day, counted_at)
        VALUES (%(visitor)s, %(article)s, %(day)s, %(at)s)
        ON CONFLICT (visitor, article_id)
        DO UPDATE SET counted_at = excluded.counted_at, day = excluded.day
        WHERE r.counted_at <= %(window_start)s
        """,
        values,
    )
    return cursor.rowcount == 1


def add_read(cursor: CursorWrapper, values: dict) -> None:
    cursor.execute(
        """
        INSERT INTO articles_articleday AS a (article_id, day, reads)
        VALUES (%(article)s, %(day)s, 1)
        ON CONFLICT (article_id, day) DO UPDATE SET reads = a.reads + 1
        """,
        values,
    )


def mark_visitor(cursor: CursorWrapper, values: dict) -> bool:
    """Note the visitor of the day; return whether it is a new one."""
    cursor.execute(
        """
        INSERT INTO articles_visitorday (day, visitor) VALUES (%(day)s, %(visitor)s)
        ON CONFLICT DO NOTHING
        """,
        values,
    )
    return cursor.rowcount == 1


def add_visitor(cursor: CursorWrapper, values: dict) -> None:
    cursor.execute(
        """
        INSERT INTO articles_siteday AS s (day, visitors) VALUES (%(day)s, 1)
        ON CONFLICT (day) DO UPDATE SET visitors = s.visitors + 1
        """,
        values,
    )


# --- forgetting ----------------------------------------------------------------------------


def forget_salts(cursor: CursorWrapper, before: Day) -> int:
    cursor.execute("DELETE FROM articles_readsalt WHERE day < %s", [before])
    return cursor.rowcount


def forget_visitors(cursor: CursorWrapper, before: Day, limit: int) -> int:
    """Delete up to `limit` visitor keys of days before this one; return how many."""
    cursor.execute(
        """
        DELETE FROM articles_visitorday WHERE (day, visitor) IN (
            SELECT day, visitor FROM articles_visitorday WHERE day < %s LIMIT %s
        )
        """,
        [before, limit],
    )
    return cursor.rowcount


def forget_seen(cursor: CursorWrapper, before: Day, limit: int) -> int:
    """Delete up to `limit` keys of reads of days before this one; return how many."""
    cursor.execute(
        """
        DELETE FROM articles_readseen WHERE (visitor, article_id) IN (
            SELECT visitor, article_id FROM articles_readseen WHERE day < %s LIMIT %s
        )
        """,
        [before, limit],
    )
    return cursor.rowcount


# --- auditing: each question is one statement, so that it sees one moment ---------------------


def uncounted_reads(cursor: CursorWrapper, since: Day) -> list[tuple[int, Day, int, int]]:
    """Return (article, day, keys, reads) where fewer reads are counted than keys are kept."""
    cursor.execute(
        """
        SELECT r.article_id, r.day, COUNT(*), COALESCE(MAX(a.reads), 0)
        FROM articles_readseen r
        LEFT JOIN articles_articleday a ON a.article_id = r.article_id AND a.day = r.day
        WHERE r.day >= %s
        GROUP BY r.article_id, r.day
        HAVING COUNT(*) > COALESCE(MAX(a.reads), 0)
        ORDER BY r.day, r.article_id
        """,
        [since],
    )
    return cursor.fetchall()


def keys_and_visitors(cursor: CursorWrapper, day: Day) -> tuple[int, int]:
    """Return how many visitor keys a day has and how many visitors were counted on it."""
    cursor.execute(
        """
        SELECT (SELECT COUNT(*) FROM articles_visitorday WHERE day = %s),
               COALESCE((SELECT visitors FROM articles_siteday WHERE day = %s), 0)
        """,
        [day, day],
    )
    return cursor.fetchone()


def keys_kept_too_long(cursor: CursorWrapper, before: Day) -> int:
    """Return how many salts and keys of days before this one are still there."""
    cursor.execute(
        """
        SELECT (SELECT COUNT(*) FROM articles_readsalt WHERE day < %s)
             + (SELECT COUNT(*) FROM articles_visitorday WHERE day < %s)
             + (SELECT COUNT(*) FROM articles_readseen WHERE day < %s)
        """,
        [before, before, before],
    )
    return cursor.fetchone()[0]


# --- leaving no trace ----------------------------------------------------------------------


def overwrite_what_is_deleted(cursor: CursorWrapper) -> None:
    """Let SQLite overwrite deleted rows in this connection, not merely unlink them."""
    cursor.execute("PRAGMA secure_delete = ON")


def empty_the_journal(cursor: CursorWrapper) -> bool:
    """Empty SQLite's journal; return whether that was possible, nobody else reading it."""
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    is_busy = cursor.fetchone()[0]
    return not is_busy


def write_salts_anew(cursor: CursorWrapper) -> None:
    """Let PostgreSQL write the table of salts anew, without the deleted ones."""
    cursor.execute("VACUUM FULL articles_readsalt")
