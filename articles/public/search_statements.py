"""The statements that ask the index of words; each database has its own. No other SQL of search.

What they return says nothing about who may see it: callers hand the numbers to a queryset of
stories that their reader may see.
"""

import json
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from articles.models.search_text import LARGEST_NUMBER

# Newest first, always. FTS5 walks its list backwards and stops at the limit.
_SQLITE = """
    SELECT rowid FROM articles_searchtext_words
    WHERE articles_searchtext_words MATCH %s AND rowid >= %s AND rowid < %s
    ORDER BY rowid DESC LIMIT %s
"""
# A place tells the number of its story, unless that is larger than any paper's: to look it up takes
# ten times as long. CROSS JOIN keeps SQLite from beginning with the other table.
_SQLITE_OF_GIANTS = """
    SELECT s.article_id, s.place
    FROM articles_searchtext_words w CROSS JOIN articles_searchtext s ON s.place = w.rowid
    WHERE w.articles_searchtext_words MATCH %s AND w.rowid >= %s AND w.rowid < %s
    ORDER BY w.rowid DESC LIMIT %s
"""
_LARGEST = "SELECT MAX(article_id) FROM articles_searchtext"
# Through the index of words: quick where few stories have them, since all of these are sorted.
_INDEXED = """
    SELECT article_id, place FROM articles_searchtext
    WHERE vector @@ %s::tsquery{bounds}
    ORDER BY place DESC LIMIT %s
"""
# From the newest story on: quick where many have them, since each story's words are looked at.
_WALKED = """
    SELECT article_id, place, is_found FROM (
        SELECT article_id, place, vector @@ %s::tsquery AS is_found FROM (
            SELECT article_id, place, vector FROM articles_searchtext
            WHERE true{bounds}
            ORDER BY place DESC LIMIT %s
        ) AS newest
    ) AS looked_at
    WHERE is_found OR %s
    ORDER BY place DESC LIMIT %s
"""
# Which of some stories have the words. Words are sooner found among the few of an index than in a
# text; that they stand together only the text says for certain.
_HAVING = {
    "sqlite": """
        SELECT article_id FROM articles_searchtext
        WHERE article_id IN (SELECT value FROM json_each(%s)){needles}
    """,
    "postgresql": """
        SELECT article_id FROM articles_searchtext
        WHERE article_id = ANY(%s) AND vector @@ %s::tsquery{needles}
    """,
}
_NEEDLE = {"sqlite": " AND instr(stems, %s) > 0", "postgresql": " AND strpos(stems, %s) > 0"}
_SAMPLE = 400  # of the newest stories tell how common the words are
_LOOK, _SORT = 7, 2  # microseconds for looking at a story's words, and for sorting one found
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
            return _newest_of_sqlite(cursor, [phrases, since, before, limit])
    lexemes = _query(terms, together=together)
    with transaction.atomic(), connection.cursor() as cursor:
        return _newest_of_postgresql(cursor, lexemes, limit, since, before)


def _newest_of_sqlite(cursor: CursorWrapper, values: list) -> list[tuple[int, int]]:
    cursor.execute(_LARGEST)
    if (cursor.fetchone()[0] or 0) > LARGEST_NUMBER:
        cursor.execute(_SQLITE_OF_GIANTS, values)
        return cursor.fetchall()
    cursor.execute(_SQLITE, values)
    return [(place & LARGEST_NUMBER, place) for (place,) in cursor.fetchall()]


def having(stories: Sequence[int], terms: Iterable[Term]) -> set[int]:
    """Return the numbers of those of some stories that have all terms, looking at each."""
    terms, vendor = list(terms), connection.vendor
    if vendor == "sqlite":
        values, sought = [json.dumps(stories)], terms
    else:
        values = [list(stories), _query(terms, together=False)]
        sought = [term for term in terms if len(term) > 1]
    values += [f" {' '.join(term)} " for term in sought]
    with connection.cursor() as cursor:
        cursor.execute(_HAVING[vendor].format(needles=_NEEDLE[vendor] * len(sought)), values)
        return {number for (number,) in cursor.fetchall()}


def _query(terms: list[Term], *, together: bool) -> str:
    """Return what PostgreSQL is asked for; a stem is of letters and digits alone."""
    beside = " <-> " if together else " & "
    each = (beside.join(f"'{stem}'" for stem in term) for term in terms)
    return " & ".join(f"({term})" for term in each)


def _newest_of_postgresql(
    cursor: CursorWrapper, lexemes: str, limit: int, since: int, before: int
) -> list[tuple[int, int]]:
    """Choose the quicker way by looking at the newest stories first.

    PostgreSQL takes words for independent of one another, and a word it has no figure for as
    fairly common: left to itself it walks through a million texts for a word that nobody wrote.
    """
    asked = [(" AND place >= %s", since)] * (since != EARLIEST)
    asked += [(" AND place < %s", before)] * (before != LATEST)
    bounds, places = "".join(sql for sql, _place in asked), [place for _sql, place in asked]

    def walk(rows: int, *, all_of_them: bool) -> list[tuple]:
        most = rows if all_of_them else limit
        cursor.execute(_WALKED.format(bounds=bounds), [lexemes, *places, rows, all_of_them, most])
        return cursor.fetchall()

    sample = walk(_SAMPLE, all_of_them=True)
    found = [(pk, place) for pk, place, is_found in sample if is_found]
    if len(sample) < _SAMPLE or len(found) >= limit:
        return found[:limit]
    rows = _SAMPLE * (limit + limit // 4) // max(len(found), 1)
    if found and rows * _LOOK < _stories(cursor) * len(found) // _SAMPLE * _SORT:
        walked = walk(rows, all_of_them=False)
        if len(walked) == limit:
            return [(pk, place) for pk, place, _is_found in walked]
    return _through_the_index(cursor, _INDEXED.format(bounds=bounds), [lexemes, *places, limit])


def _stories(cursor: CursorWrapper) -> int:
    """Return about how many stories there are, as PostgreSQL last counted them."""
    cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'articles_searchtext'::regclass")
    return int(cursor.fetchone()[0])


def _through_the_index(cursor: CursorWrapper, statement: str, values: list) -> list[tuple]:
    """Ask PostgreSQL without letting it read every text of the table."""
    ways = ("enable_seqscan", "enable_indexscan")
    for way in ways:
        cursor.execute(f"SET LOCAL {way} = off")
    cursor.execute(statement, values)
    found = cursor.fetchall()
    for way in ways:  # the transaction may be somebody else's
        cursor.execute(f"SET LOCAL {way} TO DEFAULT")
    return found
