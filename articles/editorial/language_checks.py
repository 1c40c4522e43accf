"""The Indonesian language checks: they warn, point at the sentence, and never rewrite.

PURE and linear in the length of the text: the desk's list of officials and the day of the story
are handed over. What each check lets pass to stay quiet is said where it stands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from articles.editorial.office_titles import Office, Officials, wrong_titles
from articles.editorial.sentences import Finding, around, sentences
from articles.editorial.spellings import english_numbers, old_spellings
from articles.editorial.weekday_dates import wrong_weekdays

MOST = 50  # findings; after that many a person rereads the story anyway

_DOUBLE_SPACE = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")


def check(texts: Mapping[str, str], *, day: date, offices: Iterable[Office] = ()) -> list[Finding]:
    """Return what there is to look at in the texts of a story, field by field, at most `MOST`.

    `texts` maps the names of fields to plain text; `day` is the day of the story, which gives a
    date its missing year and says who holds which office.
    """
    officials = Officials(offices)
    found: list[Finding] = []
    for field, text in texts.items():
        for sentence in sentences(text):
            found.extend(_in_sentence(sentence, field, day, officials))
            if len(found) >= MOST:
                return found[:MOST]
    return found


def _in_sentence(sentence: str, field: str, day: date, officials: Officials) -> Iterator[Finding]:
    yield from wrong_weekdays(sentence, field, day)
    yield from old_spellings(sentence, field)
    yield from _double_spaces(sentence, field)
    yield from english_numbers(sentence, field)
    yield from wrong_titles(sentence, field, officials=officials, day=day)


def _double_spaces(sentence: str, field: str) -> Iterator[Finding]:
    """Yield one finding for all double spaces of a sentence."""
    gap = _DOUBLE_SPACE.search(sentence)
    if gap is None:
        return
    start = sentence.rfind(" ", 0, gap.start()) + 1
    end = sentence.find(" ", gap.end())
    end = len(sentence) if end < 0 else end
    shown = around(sentence, start, end)
    explanation = _("Two spaces stand where one is enough.")
    yield Finding("spaces", field, shown, sentence[start:end], explanation)
