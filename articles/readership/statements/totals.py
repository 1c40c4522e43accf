"""How often stories were read in all, as one expression that other statements may hold too."""

from collections.abc import Collection

from django.db.backends.utils import CursorWrapper

# What a story brought with it, what was counted here, and what the ledger adds or takes away.
READS = """
    CAST(COALESCE((SELECT b.reads FROM articles_readbaseline b WHERE b.article_id = a.id), 0)
    + COALESCE((SELECT SUM(y.reads) FROM articles_articleyear y WHERE y.article_id = a.id), 0)
    + COALESCE((SELECT SUM(l.reads) FROM articles_readadjustment l WHERE l.article_id = a.id), 0)
    AS bigint)
"""
_READS_OF = "SELECT a.id, {reads} FROM articles_article a WHERE a.id IN ({ids})"


def reads_of(cursor: CursorWrapper, ids: Collection[int]) -> list[tuple[int, int]]:
    """Return each of these stories that there is, and its reads."""
    places = ", ".join(["%s"] * len(ids))
    cursor.execute(_READS_OF.format(reads=READS, ids=places), list(ids))
    return cursor.fetchall()
