"""The statements that ask the index of words; each database has its own. No other SQL of search.

What they return says nothing about who may see it: callers hand the numbers to a queryset of
stories that their reader may see.
"""

from collections.abc import Iterable

from django.db import connection, transaction

# Newest first, both times. FTS5 walks its list backwards and stops at the limit. CROSS JOIN keeps
# SQLite from beginning with the other table.
_SQLITE = """
    SELECT s.article_id, s.place
    FROM articles_searchtext_words w CROSS JOIN articles_searchtext s ON s.place = w.rowid
    WHERE w.articles_searchtext_words MATCH %s AND w.rowid >= %s AND w.rowid < %s
    ORDER BY w.rowid DESC LIMIT %s
"""
_POSTGRESQL = """
    SELECT article_id, place FROM articles_searchtext
    WHERE vector @@ %s::tsquery{after}{before}
    ORDER BY place DESC LIMIT %s
"""
EARLIEST, LATEST = -(2**63), 2**63 - 1  # outside every place there is

Term = tuple[str, ...]


def newest_with(
    terms: Iterable[Term],
    *,
    limit: int,
    since: int = EARLIEST,
    before: int = LATEST,
    together: bool = True,
) -> list[tuple[int, int]]:
    """Return number and place of the newest stories with all terms, at most `limit` of them.

    The stems of a term stand together, unless `together` is not asked for. PostgreSQL would read
    every text with these stems to know it, before it takes the newest; SQLite reads lists alone,
    and so does it always.
    """
    terms = list(terms)
    if connection.vendor == "sqlite":
        phrases = " AND ".join(f'"{" ".join(term)}"' for term in terms)
        with connection.cursor() as cursor:
            cursor.execute(_SQLITE, [phrases, since, before, limit])
            return cursor.fetchall()
    stems = {stem for term in terms for stem in term}
    beside = " <-> " if together else " & "
    each = (beside.join(f"'{stem}'" for stem in term) for term in terms)
    lexemes = " & ".join(f"({term})" for term in each)
    statement = _POSTGRESQL.format(
        after=" AND place >= %s" if since != EARLIEST else "",
        before=" AND place < %s" if before != LATEST else "",
    )
    bounds = [place for place in (since, before) if place not in (EARLIEST, LATEST)]
    return _through_the_index(statement, [lexemes, *bounds, limit], alone=len(stems) == 1)


def _through_the_index(statement: str, values: list, *, alone: bool) -> list[tuple[int, int]]:
    """Ask PostgreSQL without letting it read every text of the table.

    It takes words for independent of one another and so expects to meet two common ones together
    soon; walking from the newest story it would then read the texts of all. Of one word it knows
    how common it is.
    """
    ways = ["enable_seqscan"] if alone else ["enable_seqscan", "enable_indexscan"]
    with transaction.atomic(), connection.cursor() as cursor:
        for way in ways:
            cursor.execute(f"SET LOCAL {way} = off")
        cursor.execute(statement, values)
        found = cursor.fetchall()
        for way in ways:  # the transaction may be somebody else's
            cursor.execute(f"SET LOCAL {way} TO DEFAULT")
    return found
