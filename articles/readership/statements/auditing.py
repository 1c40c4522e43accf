"""Whether the books agree: each question is one statement, so that it sees one moment."""

from django.db.backends.utils import CursorWrapper

from articles.readership.statements.days import Day


def uncounted_reads(cursor: CursorWrapper, since: Day) -> list[tuple[int, Day, int, int]]:
    """Return (article, day, keys, reads) where fewer reads are counted than keys are kept."""
    cursor.execute(
        """
        SELECT r.story, r.day, COUNT(*), COALESCE(MAX(a.reads), 0)
        FROM articles_readseen r
        LEFT JOIN articles_articleday a ON a.article_id = r.story AND a.day = r.day
        WHERE r.day >= %s AND r.story <> 0
        GROUP BY r.story, r.day
        HAVING COUNT(*) > COALESCE(MAX(a.reads), 0)
        ORDER BY r.day, r.story
        """,
        [since],
    )
    return cursor.fetchall()


def keys_and_visitors(cursor: CursorWrapper, day: Day) -> tuple[int, int]:
    """Return how many visitors have keys of a day and how many were counted on it."""
    cursor.execute(
        """
        SELECT (SELECT COUNT(DISTINCT visitor) FROM articles_readseen WHERE day = %s),
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
             + (SELECT COUNT(*) FROM articles_readseen WHERE day < %s)
             + (SELECT COUNT(*) FROM articles_addressday WHERE day < %s)
             + (SELECT COUNT(*) FROM articles_addressminute WHERE day < %s)
        """,
        [before] * 4,
    )
    return cursor.fetchone()[0]


def stories_below_zero(cursor: CursorWrapper) -> list[tuple[int, int]]:
    """Return (article, reads) where more was taken away than ever stood there."""
    cursor.execute(
        """
        SELECT article_id, total FROM (
            SELECT l.article_id, SUM(l.reads)
                + COALESCE((SELECT b.reads FROM articles_readbaseline b
                            WHERE b.article_id = l.article_id), 0)
                + COALESCE((SELECT SUM(d.reads) FROM articles_articleday d
                            WHERE d.article_id = l.article_id), 0) AS total
            FROM articles_readadjustment l GROUP BY l.article_id
        ) shown
        WHERE total < 0 ORDER BY article_id
        """
    )
    return cursor.fetchall()
