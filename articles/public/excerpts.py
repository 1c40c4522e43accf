"""The part of a story that shows why it was found, with the words that were looked for marked.

Everything is escaped here; `<mark>` is the only markup that comes out.
"""

import re
from html import unescape

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from articles.public.search_terms import Terms
from articles.stemming import Word, words
from articles.templatetags.newsroom import teaser

LOOKED_THROUGH = 6000  # letters of markup from the start of each body
LENGTH = 220  # letters of an excerpt
_BEFORE = 60  # of them before the first word that was looked for

_TAG = re.compile(r"<[^>]*(?:>|\Z)")


def marked(text: str, terms: Terms) -> SafeString:
    """Return a text with the words that were looked for marked, in whatever form they stand."""
    return _marked(text, [word for word in words(text) if _is_wanted(word, terms)])


def excerpt(article: Article, terms: Terms) -> SafeString:
    """Return the sentence below a title: the summary, or where the words stand in the body.

    Needs the first `LOOKED_THROUGH` letters of the body as `opening`.
    """
    summary = marked(article.summary, terms)
    if "<mark>" in summary:
        return summary
    text = _plain(article.opening)
    hits = [word for word in words(text) if _is_wanted(word, terms)]
    if not hits:
        return summary or conditional_escape(teaser(article))
    start, end = _window(text, hits)
    inside = [
        Word(word.start - start, word.end - start, word.stems)
        for word in hits
        if start <= word.start and word.end <= end
    ]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return format_html("{}{}{}", before, _marked(text[start:end], inside), after)


def _plain(markup: str) -> str:
    """Return stored rich text, perhaps cut short, as it is read, on one line."""
    return " ".join(unescape(_TAG.sub(" ", markup)).split())


def _is_wanted(word: Word, terms: Terms) -> bool:
    return any(set(word.stems) <= set(term) for term in terms.each)


def _window(text: str, hits: list[Word]) -> tuple[int, int]:
    """Return where the excerpt with the most different words begins and ends, whole words only."""

    def different(first: Word) -> int:
        last = first.start - _BEFORE + LENGTH
        return len({hit.stems for hit in hits if first.start <= hit.start and hit.end <= last})

    best = max(hits[:50], key=different)  # the first of several equally good ones
    start = max(0, best.start - _BEFORE)
    end = min(len(text), start + LENGTH)
    if start:
        start = text.find(" ", start, best.start) + 1 or best.start
    if end < len(text):
        end = max(text.rfind(" ", best.end, end), best.end)
    return start, end


def _marked(text: str, hits: list[Word]) -> SafeString:
    pieces, reached = [], 0
    for hit in hits:
        pieces.append(conditional_escape(text[reached : hit.start]))
        pieces.append(format_html("<mark>{}</mark>", text[hit.start : hit.end]))
        reached = hit.end
    pieces.append(conditional_escape(text[reached:]))
    return mark_safe("".join(pieces))  # noqa: S308
