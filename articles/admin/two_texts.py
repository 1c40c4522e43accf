"""Two people saved the same story: what each has, field by field, and the one text they become.

Nothing here is stored. The page that shows both sends back the form as it was typed, the number of
the version it was opened with, and what was chosen; from these the same places are found again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.admin.article_form import CHECKBOXES
from articles.admin.byline_forms import PREFIX as ROWS
from articles.admin.sheet import Sheet
from articles.admin.version_comparison import label_of, markup_of, names_of, photo_of, words_of
from articles.editorial.changes import ASSIGNMENT, BadField, clean_field
from articles.editorial.comparing import SKIPPED, compare_bodies
from articles.editorial.credits import as_facts
from articles.editorial.joining import BOTH, MINE, SAME, STORED, Part, joined_text, parts_of
from articles.editorial.past import content_of
from articles.models import Article, Tag
from articles.richtext import clean

JOINED = "joined"  # the person has written the two together himself
PREFIX = "merge-"
_NOT_ASKED = (*ASSIGNMENT, "people_confirmed", "body")
_MARKED_UP = 150_000  # letters of places that are compared word by word


@dataclass(frozen=True)
class Field:
    """One field that differs: as each of the two has it, and what is taken unless somebody chooses.

    `joined` is the text to be written together; None where there is nothing to write.
    """

    name: str
    label: str
    mine: str
    stored: str
    suggested: str
    joined: str | None = None
    can_be_both: bool = False


@dataclass(frozen=True)
class Place:
    """One place of the body, ready to be shown; `number` names it in the form."""

    number: int
    part: Part
    mine: SafeString
    stored: SafeString

    @property
    def suggested(self) -> str:
        return self.part.suggested


class TwoTexts:
    """What was typed, what is stored, and the version that both began with."""

    def __init__(self, sheet: Sheet, *, stored: int, base: int):
        self.sheet, self.form = sheet, sheet.form
        self.stored = content_of(sheet.article, stored)
        self.base = content_of(sheet.article, base) if base else None
        self.form.is_valid()

    def fields(self) -> list[Field]:
        """Return the fields that differ, without the body."""
        names = [name for name in self.form.names if name not in _NOT_ASKED]
        found = [field for name in names if (field := self._field(name)) is not None]
        return [*found, *self._lists()]

    def parts(self) -> list[Part]:
        """Return the body as the places where the two agree and where they differ."""
        mine = clean(self.form.cleaned_data.get("body", ""))
        base = clean(self.base.body) if self.base is not None else None
        return parts_of(mine, clean(self.stored.body), base)

    def places(self) -> list[Place]:
        """Return the places of the body that differ, each change marked word by word."""
        parts = self.parts()
        letters = sum(len(line) for p in parts if p.fate != SAME for line in p.mine + p.stored)
        by_word = letters <= _MARKED_UP
        return [
            Place(n, part, *(_shown(part.base, now, by_word) for now in (part.mine, part.stored)))
            for n, part in enumerate(parts)
            if part.fate != SAME
        ]

    def photos(self) -> dict | None:
        """Return the two photos where they differ."""
        mine, stored = self.form.current_photo, photo_of(self.stored)
        if (mine and mine.pk) == (stored and stored.pk):
            return None
        touched = self.base is None or (mine and mine.pk) != self.base.photo_id
        return {"mine": mine, "stored": stored, "suggested": MINE if touched else STORED}

    def _field(self, name: str) -> Field | None:
        mine, stored = self._typed(name), _stored(self.stored, name)
        if mine == stored:
            return None
        untouched = self.base is not None and mine == _stored(self.base, name)
        is_text = isinstance(mine, str) and name not in CHECKBOXES
        typed = self.form.cleaned_data[name]
        return Field(
            name,
            label_of(name),
            mine=_words(typed),
            stored=words_of(self.stored, name),
            suggested=STORED if untouched else MINE,
            joined=mine if is_text else None,
        )

    def _typed(self, name: str) -> object:
        """Return what was typed as it would be stored."""
        value = self.form.cleaned_data[name]
        try:
            value = clean_field(name, value, verb="edit")
        except BadField:
            pass  # the form will say so; here it is only compared
        return value.pk if isinstance(value, Model) else value

    def _lists(self) -> Iterable[Field]:
        tags, stored = self.form.cleaned_data["tags"], self.stored.tag_names
        if _keys(tags) != _keys(stored):
            base = _keys(self.base.tag_names) if self.base is not None else None
            yield self._list("tags", ", ".join(tags), ", ".join(stored), _keys(tags) == base)
        rows = self.sheet.rows
        mine = as_facts(rows.entries()) if rows.is_bound and rows.is_valid() else None
        if mine is not None and _people(mine) != _people(self.stored.bylines):
            base = _people(self.base.bylines) if self.base is not None else None
            names = [", ".join(_names(facts)) for facts in (mine, self.stored.bylines)]
            yield self._list("bylines", *names, _people(mine) == base)

    def _list(self, name: str, mine: str, stored: str, untouched: bool) -> Field:
        label = label_of({"tags": "tag_names"}.get(name, name))
        suggested = STORED if untouched else MINE
        return Field(name, label, mine, stored, suggested, can_be_both=True)

    # --- one text -------------------------------------------------------------------------------

    def data(self, chosen: QueryDict) -> QueryDict:
        """Return the form as if the one text had been typed."""
        data = self.sheet.data.copy()
        for name in [name for name in data if name.startswith(PREFIX)]:
            del data[name]
        for field in self.fields():
            choice = chosen.get(f"{PREFIX}{field.name}", field.suggested)
            self._take(data, field, choice, chosen.get(f"{PREFIX}{field.name}-text", ""))
        parts = self.parts()
        choices = {n: chosen.get(f"{PREFIX}body-{n}", "") for n in range(len(parts))}
        data["body"] = joined_text(parts, choices)
        photos = self.photos()
        data["photo_kept"] = self.form.photo_token
        if photos and chosen.get(f"{PREFIX}photo", photos["suggested"]) == STORED:
            data["photo_kept"] = data["photo_remove"] = ""
        self._leave_assignment(data)
        return data

    def _take(self, data: QueryDict, field: Field, choice: str, text: str) -> None:
        name = field.name
        if choice == JOINED and field.joined is not None:
            data[name] = text
        elif name == "tags" and choice in {STORED, BOTH}:
            own = self.form.cleaned_data["tags"] if choice == BOTH else []
            data[name] = ", ".join([*self.stored.tag_names, *own])
        elif name == "bylines" and choice in {STORED, BOTH}:
            own = as_facts(self.sheet.rows.entries()) if choice == BOTH else []
            _type_names(data, [*self.stored.bylines, *own])
        elif choice == STORED:
            data[name] = _as_sent(_stored(self.stored, name))

    def _leave_assignment(self, data: QueryDict) -> None:
        """Keep whom it was assigned to since, unless this person has changed that himself."""
        for name in ASSIGNMENT:
            if name in self.form.names and self.base is not None:
                mine = self.form.cleaned_data[name]
                mine = mine.pk if isinstance(mine, Model) else mine
                if mine == _stored(self.base, name):
                    data[name] = _as_sent(_stored(self.sheet.article, name))


def _stored(row: Article, name: str) -> object:
    return getattr(row, Article._meta.get_field(name).attname)


def _as_sent(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


def _words(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)


def _keys(names: Iterable[str]) -> set[str]:
    return set(map(Tag.key_of, names))


def _people(facts: Iterable[dict]) -> list[tuple]:
    return [(fact["reporter"], fact["role"]) for fact in facts]


def _names(facts: list[dict]) -> list[str]:
    return names_of(Article.history.model(bylines=facts))


def _type_names(data: QueryDict, facts: list[dict]) -> None:
    for name in [name for name in data if name.startswith(f"{ROWS}-")]:
        del data[name]
    people = dict.fromkeys(_people(facts))
    data[f"{ROWS}-TOTAL_FORMS"] = data[f"{ROWS}-INITIAL_FORMS"] = str(len(people))
    for n, (reporter, role) in enumerate(people):
        data[f"{ROWS}-{n}-reporter"], data[f"{ROWS}-{n}-role"] = str(reporter), role


def _shown(before: tuple[str, ...], after: tuple[str, ...], by_word: bool) -> SafeString:
    """Return some paragraphs as they are read, with what changed in them since."""
    if not by_word:
        return mark_safe("\n".join(after))  # noqa: S308 – cleaned
    passages, _more = compare_bodies("\n".join(before), "\n".join(after))
    shown = ["…" if p.change == SKIPPED else markup_of(p.runs) for p in passages]
    return mark_safe("".join(f"<p>{words}</p>" for words in shown))  # noqa: S308 – escaped
