"""Brings one record in: as a new story, as news about a story it brought before, or not at all.

A story is known by the source and the key of its record. What somebody here has worked on since is
never overwritten. Everything a record brings is stored in one transaction or not at all.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.editorial.credits import BylineEntry
from articles.editorial.rules import Refused
from articles.editorial.tagging import LONGEST_TAG, MOST_TAGS
from articles.editorial.workflow import adopt
from articles.importing.lifting import Lifted, lift, split_credit
from articles.importing.people import category_called, reporter_called
from articles.importing.records import DRAFT, TRASH, WITHDRAWN, ArticleRecord, read_photo
from articles.models import Article, ImportedRecord, Photo
from articles.pictures import intake
from articles.readership.baselines import set_baseline
from articles.richtext import from_text, plain

CREATED, UPDATED, SKIPPED = "created", "updated", "skipped"
SAME_START = 80  # so many letters alike, under one title, are one story


@dataclass(frozen=True)
class Outcome:
    """What became of a record, and what a person should know about it, in sentences.

    `is_here` says whether there is now a story that this record's source and key lead to.
    """

    kind: str
    notes: tuple[str, ...] = ()
    is_here: bool = True


class _Skip(Exception):
    """There is a reason to leave this record."""


def load(record: ArticleRecord, *, folder: Path, now: datetime) -> Outcome:
    """Store what a record brings. Its photo lies in `folder`."""
    arrival = _Arrival(record, folder, now, notes=list(record.notes))
    try:
        with transaction.atomic():
            return Outcome(arrival.load(), tuple(arrival.notes))
    except (_Skip, Refused) as reason:
        arrival.discard_photo()
        return Outcome(SKIPPED, (str(reason),), is_here=arrival.tie is not None)
    except Exception:
        arrival.discard_photo()
        raise


@dataclass
class _Arrival:
    """One record on its way in."""

    record: ArticleRecord
    folder: Path
    now: datetime
    notes: list[str]
    new_photo: Photo | None = None
    tie: ImportedRecord | None = field(default=None, init=False)
    lifted: Lifted = field(default_factory=lambda: Lifted(""), init=False)

    def load(self) -> str:
        """Do all of it and return what became of the record; raises _Skip or Refused."""
        self._find_tie()
        record = self.record
        self.lifted = lift(from_text(record.body) if record.is_text else record.body)
        if self.tie is None:
            self._refuse_a_twin()
        article = self._article()
        is_complete = self._add_photo(article)
        article = self._adopt(article)
        risen = set_baseline(article, reads=record.views, source=record.source, now=self.now)
        kind = CREATED
        if self.tie is not None:
            is_new = _standing(article) != _standing(self.tie.article)
            kind = UPDATED if risen or is_new else SKIPPED
        if kind == SKIPPED:
            self.notes.append(_("It brings nothing new."))
        self._remember(article, is_complete=is_complete)
        return kind

    def discard_photo(self) -> None:
        """Take the photo's files away again: the transaction that knew of them was undone."""
        if self.new_photo is not None:
            intake.discard(self.new_photo)

    def _find_tie(self) -> None:
        if not self.record.title:
            raise _Skip(_("It has no title."))
        if self.record.status == TRASH:
            raise _Skip(_("It was in the trash of its source."))
        ties = ImportedRecord.objects.select_related("article__photo")
        self.tie = ties.filter(source=self.record.source, key=self.record.key).first()
        if self.tie is None:
            return
        if self.tie.digest == self.record.digest:
            raise _Skip(_("It has not changed since the last import."))
        if self.tie.article.version != self.tie.version:
            raise _Skip(_("The story has been worked on here since it was imported."))

    def _refuse_a_twin(self) -> None:
        start = _start_of(self.lifted.body)
        twins = Article.objects.filter(title=_fit("title", self.record.title))
        if any(_start_of(body) == start for body in twins.values_list("body", flat=True)):
            raise _Skip(_("There is already a story of this title and beginning."))

    def _article(self) -> Article:
        """Return the story with what the record says about it; not saved."""
        record = self.record
        article = self.tie.article if self.tie else Article(slug=record.slug)
        self._write(article, "title", record.title)
        self._write(article, "summary", record.summary)
        self._write(article, "dateline", record.dateline or self.lifted.dateline)
        self._write(article, "posted_by", record.posted_by or article.posted_by)
        article.body = self.lifted.body
        article.category = category_called(record.category)
        return article

    def _write(self, article: Article, name: str, text: str) -> None:
        setattr(article, name, _fit(name, text))
        if getattr(article, name) != text:
            start = Truncator(text).chars(40)
            self.notes.append(_("A text was too long and was cut: “%(start)s”.") % {"start": start})

    def _adopt(self, article: Article) -> Article:
        record = self.record
        is_withdrawn = record.status == WITHDRAWN
        return adopt(
            article,
            source=record.source,
            status=record.status,
            at=None if record.status == DRAFT else record.date,
            bylines=self._bylines(),
            tags=self._tags(),
            text=_("The story was withdrawn at its source.") if is_withdrawn else "",
            now=self.now,
        )

    def _bylines(self) -> list[BylineEntry]:
        """Return the names below the story; for each role, the record's own win over the body's."""
        told = {role for role, _name in self.record.byline}
        lifted = (pair for pair in self.lifted.bylines if pair[0] not in told)
        return [BylineEntry(reporter_called(n), role) for role, n in (*self.record.byline, *lifted)]

    def _tags(self) -> list[str]:
        """Return the tags that can be kept; a story does not stay out for the others."""
        kept = [name for name in self.record.tags if len(name) <= LONGEST_TAG]
        for name in self.record.tags:
            if len(name) > LONGEST_TAG:
                start = Truncator(name).chars(40)
                self.notes.append(
                    _("A tag was too long and was left out: “%(tag)s”.") % {"tag": start}
                )
        if len(kept) > MOST_TAGS:
            self.notes.append(_("Only the first %(most)s tags were kept.") % {"most": MOST_TAGS})
        return kept[:MOST_TAGS]

    def _remember(self, article: Article, *, is_complete: bool) -> None:
        """Tie the story to its record; one whose photo is missing is looked at again next time."""
        tie = self.tie or ImportedRecord(
            article=article, source=self.record.source, key=self.record.key
        )
        if is_complete or self.tie is None:
            tie.original = self.record.original
        tie.digest = self.record.digest if is_complete else ""
        tie.version = article.version
        tie.imported_at = self.now
        tie.save()

    # --- the photo ----------------------------------------------------------------------------

    def _add_photo(self, article: Article) -> bool:
        """Give the story the record's photo; return False when the file could not be taken."""
        told = self.record.photo
        if told is None:
            return True
        if article.photo is None or not self._is_the_file_it_has(told.file):
            self.new_photo = self._take_in(told.file)
            if self.new_photo is None:
                return False
            article.photo = self.new_photo
        caption, credit = split_credit(told.caption)
        credit = told.credit or credit or self.lifted.photo_credit or "Ist."
        self._write(article, "photo_caption", caption)
        self._write(article, "photo_credit", credit)
        self._write(article, "photo_alt", told.alt)
        return True

    def _is_the_file_it_has(self, name: str) -> bool:
        before = read_photo(json.loads(self.tie.original).get("photo")) if self.tie else None
        return before is not None and before.file == name

    def _take_in(self, name: str) -> Photo | None:
        path = _inside(self.folder, name)
        if path is None:
            values = {"name": Path(name).name[:60]}
            self.notes.append(_("Its photo %(name)s does not lie beside the file.") % values)
            return None
        try:
            with path.open("rb") as file:
                return intake.accept(File(file, name=path.name), by=None, now=self.now)
        except (intake.PictureRefused, OSError) as error:
            self.notes.append(str(error))
            return None


def _inside(folder: Path, name: str) -> Path | None:
    """Return the file of this name in the folder; never one outside it."""
    try:
        path = (folder / name).resolve()
        return path if path.is_file() and path.is_relative_to(folder.resolve()) else None
    except (OSError, ValueError):
        return None


def _standing(article: Article) -> tuple:
    return article.version, article.status, article.published_at


def _fit(name: str, text: str) -> str:
    return Truncator(text).chars(Article._meta.get_field(name).max_length)


def _start_of(body: str) -> str:
    return " ".join(plain(body).split())[:SAME_START].casefold()
