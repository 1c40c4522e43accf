"""Finds what a desk template left open and nobody has filled in: “[nama kegiatan]”.

Square brackets are rare in news. What a newsroom really writes in them stays quiet: an omission
[…], a number [1], [sic] and [red]. PURE and linear.
"""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from articles.editorial.sentences import Finding, around, sentences

_BLANK = re.compile(
    r"\[(?!(?:sic|red)\.?\])(?=[^\[\]\n]*[^\W\d_])[^\[\]\n]{2,120}\]", re.IGNORECASE
)


def blanks(texts: Mapping[str, str]) -> list[Finding]:
    """Return the sentences with something in square brackets that looks like a place to fill in."""
    return list(_found(texts))


def _found(texts: Mapping[str, str]) -> Iterator[Finding]:
    explanation = _("Something is still to be filled in here.")
    for field, text in texts.items():
        for sentence in sentences(text):
            if blank := _BLANK.search(sentence):
                shown = around(sentence, *blank.span())
                yield Finding("blanks", field, shown, blank[0], explanation)
