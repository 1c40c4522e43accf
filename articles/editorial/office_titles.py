"""Compares how officials are called with the desk's own list of who holds what office from when.

Only a title that stands directly before a name of the list is judged, and only what is plainly
another office is told: a shorter form (“Bupati” for “Bupati Bekasi”) is right. PURE: the list is
handed over.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from articles.editorial.sentences import Finding, around


@dataclass(frozen=True)
class Office:
    """One line of the list: who is called what, from which day until which (None: until today)."""

    name: str
    title: str
    from_day: date
    until_day: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the person holds it on this day; the last day counts."""
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)


_ACTING = {
    "penjabat": "pj", "pj": "pj", "pejabat": "pj", "pjs": "pjs", "plt": "plt", "plh": "plh",
    "wakil": "wakil",
}  # fmt: skip
_OFFICES = (
    "presiden|gubernur|bupati|wali kota|walikota|camat|lurah|kepala desa|kepala dinas|kepala badan"
    "|kepala bagian|kepala kantor|sekretaris daerah|sekda|sekretaris dinas|ketua dprd"
    "|asisten daerah|inspektur|direktur utama"
)
_SAME = {"walikota": "wali kota", "sekda": "sekretaris daerah"}
_TITLE = re.compile(
    r"(?P<former>\b(?:mantan|eks|bekas|calon|bakal calon|cabup|istri|suami|ajudan|paslon|pasangan"
    r"|lalu|itu)\s+)?"
    r"(?P<acting>(?:\b(?:penjabat|pejabat|pelaksana tugas|pelaksana harian|pjs|pj|plt|plh|wakil)\b"
    r"\.?\s*(?:\(\s*(?:pjs|pj|plt|plh)\.?\s*\)\s*)?){0,2})"
    r"\b(?P<office>" + _OFFICES + r")\b(?P<place>(?:\s+[a-z][a-z]+){0,6})"
    r"\s*,?\s+(?:(?:h|hj|dr|ir|drs|dra|prof|kh)\.?\s+){0,3}$",
    re.IGNORECASE,
)
_BEFORE = 120  # characters before a name in which its title stands
_NOT_A_PLACE = frozenset("dan serta bersama bapak ibu saudara yang kabupaten kota provinsi".split())  # noqa: SIM905


class Officials:
    """The list, made ready to be looked up in many sentences."""

    def __init__(self, offices: Iterable[Office]):
        self.held: dict[str, list[Office]] = {}
        for office in offices:
            self.held.setdefault(office.name.lower(), []).append(office)
        longest_first = sorted(self.held, key=len, reverse=True)
        names = "|".join(re.escape(name) for name in longest_first)
        self._names = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE) if names else None

    def named_in(self, sentence: str) -> Iterator[tuple[re.Match, list[Office]]]:
        """Yield where names of the list stand, each with its lines."""
        if self._names is not None:
            for name in self._names.finditer(sentence):
                yield name, self.held[name[0].lower()]


def wrong_titles(
    sentence: str, field: str, *, officials: Officials, day: date
) -> Iterator[Finding]:
    """Yield the titles of a sentence that are not those of the list on the day of the story."""
    for name, lines in officials.named_in(sentence):
        start = max(0, name.start() - _BEFORE)
        title = _TITLE.search(sentence[start : name.start()])
        if title is None or title["former"]:
            continue
        now = [line for line in lines if line.holds_on(day)]
        if any(_agree(title, line.title) for line in now):
            continue
        words = sentence[start + title.start() : name.end()].strip()
        shown = around(sentence, start + title.start(), name.end())
        suggestion = f"{now[0].title} {now[0].name}" if now else ""
        yield Finding("title", field, shown, words, _told(lines, now), suggestion)


def _told(lines: list[Office], now: list[Office]) -> str:
    if now:
        facts = {"name": now[0].name, "title": now[0].title}
        return _("On the desk's list %(name)s is %(title)s on the day of the story.") % facts
    facts = {"name": lines[0].name}
    return _("On the desk's list %(name)s holds no office on the day of the story.") % facts


def _agree(written: re.Match, listed: str) -> bool:
    """Say whether what is written is the listed title, or a shorter form of it."""
    of_list = _TITLE.search(f"{listed} ")
    if of_list is None:
        return True  # a title of a kind we do not know is never called wrong
    if _acting(written) != _acting(of_list) or _office(written) != _office(of_list):
        return False
    # Somebody writes more than the list (“… Kabupaten Bekasi”), somebody less; neither is wrong.
    here, there = _place(written), _place(of_list)
    return here <= there or there <= here


def _acting(title: re.Match) -> set[str]:
    text = title["acting"].lower().replace("pelaksana tugas", "plt")
    words = re.findall(r"\w+", text.replace("pelaksana harian", "plh"))
    return {_ACTING[word] for word in words}


def _office(title: re.Match) -> str:
    office = " ".join(title["office"].lower().split())
    return _SAME.get(office, office)


def _place(title: re.Match) -> set[str]:
    return set(title["place"].lower().split()) - _NOT_A_PLACE
