"""Who was seen and who read what: insert, or change where half an hour has passed.

The ORM cannot say that and tell which it was. PostgreSQL counts in one statement, SQLite in four
between BEGIN IMMEDIATE and COMMIT.
"""

from django.db.backends.utils import CursorWrapper


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
